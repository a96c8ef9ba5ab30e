#include "cli/commands.h"
#include "runners/worker_process.h"

namespace mbench {
namespace {

class CommandWorker : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("REQUEST", "REQUEST", request_, "what to serve, as a run writes it",
                     Need::required);
  }

  ExitCode run(Session&) override { return static_cast<ExitCode>(serve_inference(request_)); }

 private:
  std::string request_;
};

}  // namespace

std::unique_ptr<Command> make_command_worker() { return std::make_unique<CommandWorker>(); }

}  // namespace mbench

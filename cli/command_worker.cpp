#include "cli/commands.h"
#include "runners/worker_process.h"

#include <cstdlib>

namespace mbench {
namespace {

class CommandWorker : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("REQUEST", "REQUEST", request_, "what to serve, as a run writes it",
                     Need::required);
  }

  ExitCode run(Session& session) override {
    const int status = serve_inference(request_);
    session.console.flush();
    // Past the usual end: the run that started us is told by this very number.
    std::exit(status);
  }

 private:
  std::string request_;
};

}  // namespace

std::unique_ptr<Command> make_command_worker() { return std::make_unique<CommandWorker>(); }

}  // namespace mbench

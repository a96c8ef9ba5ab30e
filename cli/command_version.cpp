#include "cli/commands.h"
#include "core/version.h"
#include "store/database.h"

#include <fmt/format.h>
#include <opencv2/core/utility.hpp>

namespace mbench {
namespace {

class CommandVersion : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.flag("--json", json_, "one JSON object with what it was built from");
  }

  ExitCode run(Session& session) override {
    if (!json_) {
      session.console.out() << "mbench " << program_version() << '\n';
      return ExitCode::done;
    }
    nlohmann::ordered_json record;
    record["name"] = "mbench";
    record["version"] = program_version();
    record["compiler"] = compiler_version();
    record["opencv"] = cv::getVersionString();
    record["libtorch"] = static_cast<bool>(MBENCH_HAS_TORCH);
    record["schema"] = schema_version();
    write_record(record, OutputFormat::json, {}, session.console.out());
    return ExitCode::done;
  }

 private:
  bool json_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_version() { return std::make_unique<CommandVersion>(); }

}  // namespace mbench

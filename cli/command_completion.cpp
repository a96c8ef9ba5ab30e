#include "cli/commands.h"
#include "cli/completion.h"

namespace mbench {
namespace {

class CommandCompletion : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("SHELL", "bash|zsh|fish", shell_, "whose completions", Need::required);
    options.detail(
        "`cmake --install` puts them where the shells look. By hand:\n"
        "  bash: source <(mbench completion bash)\n"
        "  zsh:  mbench completion zsh > ~/.zfunc/_mbench   (with ~/.zfunc in $fpath)\n"
        "  fish: mbench completion fish > ~/.config/fish/completions/mbench.fish");
  }

  ExitCode run(Session& session) override {
    const CommandText program = session.tree();
    session.console.out() << (shell_ == "bash"  ? bash_completion(program)
                              : shell_ == "zsh" ? zsh_completion(program)
                                                : fish_completion(program));
    return ExitCode::done;
  }

 private:
  std::string shell_;
};

}  // namespace

std::unique_ptr<Command> make_command_completion() { return std::make_unique<CommandCompletion>(); }

}  // namespace mbench

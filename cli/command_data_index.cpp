#include "cli/commands.h"
#include "cli/dataset_indexer.h"
#include "cli/dataset_pixels.h"
#include "core/interrupt.h"
#include "store/database.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

class CommandDataIndex : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("DIR", "DIR", folder_, "the data set's folder", Need::required);
    options.text(
        "--layout", "LAYOUT", choice_.layout,
        "how it lies there; auto: as before, or told from the names of its folders [auto]");
    options.text("--trimap", "SOURCE", choice_.trimap,
                 "which of its trimaps to take, such as AIM-500's trimap or usr");
    options.text("--name", "NAME", choice_.name, "its name in the store [the folder's name]");
    options.flag("--hash", hash_, "decode every picture and store the sha256 of its pixels");
    options.setting("db");
    options.setting("threads");
    options.detail(
        "Sizes are read from the files' headers; a file that has not changed since is not opened "
        "again, and where none has, the folder is only listed. All of it is stored, or, after "
        "Ctrl-C, nothing; --hash goes on where it was.");
    options.example("mbench data index ~/matting/my-photos");
    options.example("mbench data index /data/AIM-500 --trimap usr --name aim500-usr");
    options.example("mbench data index /data/set --layout folder --name mine");
  }

  ExitCode run(Session& session) override {
    Database database(session.settings.text("db"), Database::Open::create);
    catch_interrupts();
    choice_.threads = session.settings.threads();
    IndexOutcome found = index_dataset(database, folder_, choice_, *session.console.progress());
    if (hash_) {
      SampleStore store(database);
      for (std::string& problem : measure_pixels(store, found.dataset, {true, true},
                                                 choice_.threads, *session.console.progress())) {
        add_once(found.problems, std::move(problem));
      }
    }
    return tell(session, found);
  }

 private:
  /// A file that cannot be read may be known as such from its header.
  static void add_once(std::vector<std::string>& problems, std::string problem) {
    if (std::find(problems.begin(), problems.end(), problem) != problems.end()) return;
    problems.push_back(std::move(problem));
  }

  static ExitCode tell(Session& session, const IndexOutcome& found) {
    session.console.warnings(found.problems);
    const DatasetRecord& dataset = found.dataset;
    session.console.note(fmt::format(
        "{}: {} samples by layout {}{}{}, {} files, {} opened, {} problems{}", dataset.name,
        dataset.samples, dataset.layout,
        dataset.variant.empty() ? "" : fmt::format(" ({})", dataset.variant),
        dataset.trimap_source.empty() ? "" : fmt::format(", trimaps '{}'", dataset.trimap_source),
        found.files, found.opened, found.problems.size(),
        found.unchanged ? "; nothing has changed" : ""));
    session.console.hint(fmt::format("look into it with `mbench data stats {}`", dataset.name));
    return found.problems.empty() ? ExitCode::done : ExitCode::cells_failed;
  }

  std::string folder_;
  IndexOptions choice_;
  bool hash_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_data_index() { return std::make_unique<CommandDataIndex>(); }

}  // namespace mbench

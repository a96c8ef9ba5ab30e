#include "cli/commands.h"
#include "cli/sample_records.h"
#include "cli/terminal.h"
#include "core/interrupt.h"
#include "datasets/layout.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr std::size_t kProblemsToShow = 10;

class CommandDataIndex : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("DIR", "DIR", folder_, "the data set's folder", Need::required);
    options.text("--layout", "LAYOUT", layout_, "how it lies there; auto recognises it [auto]");
    options.text("--name", "NAME", name_, "its name in the store [the folder's name]");
    options.setting("db");
    options.setting("threads");
    options.detail(
        "Sizes are read from the files' headers; a file that has not changed since is not opened "
        "again. All of it is stored, or, after Ctrl-C, nothing.");
    options.example("mbench data index ~/matting/my-photos");
    options.example("mbench data index /data/set --layout folder --name mine");
  }

  ExitCode run(Session& session) override {
    boost::system::error_code failure;
    const fs::path root = fs::canonical(folder_, failure);
    if (failure || !fs::is_directory(root)) {
      throw DataError(fmt::format("{}: there is no such folder", folder_));
    }
    const Layout& layout = layout_ == "auto" ? recognise_layout(root) : find_layout(layout_);
    const std::vector<Sample> samples = layout.samples(root);
    Database database(session.settings.text("db"), Database::Open::create);
    SampleStore store(database);
    catch_interrupts();
    const SampleRecords found =
        sample_records(root, samples, known_samples(store, root), session.settings.threads(),
                       *session.console.progress());
    DatasetRecord dataset;
    dataset.name = name_.empty() ? root.filename().string() : name_;
    dataset.layout = layout.name;
    dataset.root = root.string();
    dataset.indexed_at = utc_timestamp();
    dataset.samples = static_cast<std::int64_t>(found.records.size());
    store.replace(dataset, found.records);
    return tell(session, dataset, found);
  }

 private:
  static KnownSamples known_samples(const SampleStore& store, const fs::path& root) {
    KnownSamples known;
    for (const DatasetRecord& dataset : store.datasets()) {
      if (dataset.root != root.string()) continue;
      store.for_each_sample(dataset.root, [&](const SampleRecord& record) {
        if (!record.image_path.empty()) known.emplace(record.image_path, record);
      });
    }
    return known;
  }

  static ExitCode tell(Session& session, const DatasetRecord& dataset, const SampleRecords& found) {
    for (std::size_t i = 0; i < std::min(found.problems.size(), kProblemsToShow); ++i) {
      session.console.warning(found.problems[i]);
    }
    if (found.problems.size() > kProblemsToShow) {
      session.console.warning(
          fmt::format("... and {} more", found.problems.size() - kProblemsToShow));
    }
    session.console.note(fmt::format("{}: {} samples by layout {}, {} unchanged, {} unreadable",
                                     dataset.name, dataset.samples, dataset.layout, found.unchanged,
                                     found.problems.size()));
    session.console.hint(fmt::format("look into it with `mbench data stats {}`", dataset.name));
    return found.problems.empty() ? ExitCode::done : ExitCode::cells_failed;
  }

  std::string folder_;
  std::string layout_ = "auto";
  std::string name_;
};

}  // namespace

std::unique_ptr<Command> make_command_data_index() { return std::make_unique<CommandDataIndex>(); }

}  // namespace mbench

#include "cli/asked_shares.h"
#include "cli/commands.h"
#include "cli/dataset_browser.h"
#include "cli/output_file.h"
#include "core/interrupt.h"
#include "reports/html_frame.h"
#include "store/database.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr int kMostPicturePx = 2048;

class CommandDataBrowse : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "NAME", selection_.dataset, "a data set of `mbench data list`",
                     Need::required);
    options.text("--output", "FILE", output_,
                 "the HTML page; thumbnails go to a folder beside it: index_files for index.html",
                 Need::required);
    options.text("-w,--where", "CONDITION", selection_.where,
                 "only these samples, as `mbench data query` has it");
    options.text("--split", "SPLIT", selection_.split, "only the samples of this split");
    options.number("--limit", "N", selection_.limit, 1, "at most so many samples [1000]");
    options.number("--thumbnail-px", "N", choice_.picture_px, 16,
                   "the longer side of a thumbnail [160]");
    options.setting("db");
    options.setting("threads");
    options.detail(
        "Thumbnails that are newer than their pictures are kept, so a second call, or one after "
        "Ctrl-C, goes on where the last was. The page needs no network and no server.");
    options.example("mbench data browse aim500 --output sheet/index.html");
    options.example(
        "mbench data browse refmatte --where \"category = 'dog'\" --limit 10000 "
        "--output dogs/index.html");
  }

  ExitCode run(Session& session) override {
    check();
    catch_interrupts();
    Database database(session.settings.text("db"), Database::Open::read_only);
    const SampleRows samples(database, selection_);
    choice_.page = output_;
    choice_.threads = session.settings.threads();
    const int threads = choice_.threads;
    measure_asked_shares(database.path(), samples.dataset().root, selection_.where, threads,
                         session.console);
    measure_chosen_shares(database.path(), samples, threads, session.console);
    const BrowsedDataset browsed = browse_dataset(samples, choice_, *session.console.progress());
    OutputFile file(output_);
    write_contact_sheet(file.out(), browsed.sheet, time_of_writing());
    file.commit();
    return tell(session, browsed);
  }

 private:
  void check() const {
    if (output_ == "-") {
      throw UsageError("--output -: a page with a folder of thumbnails cannot go to a stream",
                       "name a file, such as sheet/index.html");
    }
    if (choice_.picture_px > kMostPicturePx) {
      throw UsageError(
          fmt::format("--thumbnail-px: {} is above {}", choice_.picture_px, kMostPicturePx));
    }
    require_writable(output_);
  }

  ExitCode tell(Session& session, const BrowsedDataset& browsed) const {
    session.console.warnings(browsed.problems);
    const ContactSheet& sheet = browsed.sheet;
    session.console.note(fmt::format("{}: {} samples", output_, sheet.samples.size()));
    if (sheet.samples.size() < sheet.total) {
      session.console.hint(
          fmt::format("there are {}; see more with --limit, or others with "
                      "--where",
                      sheet.total));
    }
    return browsed.problems.empty() ? ExitCode::done : ExitCode::cells_failed;
  }

  DatasetSelection selection_{"", "", "", 1000, false};
  BrowseOptions choice_;
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_command_data_browse() {
  return std::make_unique<CommandDataBrowse>();
}

}  // namespace mbench

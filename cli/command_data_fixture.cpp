#include "cli/commands.h"
#include "core/error.h"
#include "datasets/fixture_marker.h"
#include "datasets/layout.h"

#include <fmt/format.h>

namespace mbench {
namespace {

class CommandDataFixture : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("LAYOUT", "LAYOUT", layout_, "whose folders and files to make",
                     Need::required);
    options.text("--out", "DIR", out_, "where; must not be there yet, or be empty", Need::required);
    options.number("--samples", "N", samples_, 1,
                   "how many foregrounds or images in each split [3]");
    options.detail(
        "Writes a small synthetic data set, with real picture files, in the exact layout of a "
        "published one: for tests, for demonstrations, and for trying a new layout.");
    options.example("mbench data fixture aim500 --out /tmp/aim --samples 5");
    options.example(
        "mbench data fixture refmatte --out /tmp/refmatte && mbench data index /tmp/refmatte");
  }

  ExitCode run(Session& session) override {
    constexpr int kMostSamples = 100000;
    const Layout& layout = find_layout(layout_);
    if (layout.write_fixture == nullptr) {
      throw UsageError(fmt::format("{} has no fixture", layout.title), layout.obtain);
    }
    if (samples_ > kMostSamples) {
      throw UsageError(fmt::format("{} samples are more than {}", samples_, kMostSamples));
    }
    boost::system::error_code error;
    if (fs::exists(out_, error) && (!fs::is_directory(out_, error) || !fs::is_empty(out_, error))) {
      throw DataError(fmt::format("{} is there already", out_), "name a new folder");
    }
    FixtureWriter writer(out_, samples_);
    layout.write_fixture(writer);
    const FileTree tree(out_);
    const DatasetContents contents = layout.contents(tree, {});
    write_fixture_marker(out_, layout, contents);
    session.console.note(fmt::format("{}: {} samples in {} files, layout {}", out_,
                                     contents.samples.size(), tree.files().size(), layout.name));
    session.console.hint(fmt::format("`mbench data index {} --layout {}`", out_, layout.name));
    return ExitCode::done;
  }

 private:
  std::string layout_;
  std::string out_;
  int samples_ = 3;
};

}  // namespace

std::unique_ptr<Command> make_command_data_fixture() {
  return std::make_unique<CommandDataFixture>();
}

}  // namespace mbench

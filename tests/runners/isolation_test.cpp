// How long a worker's process lives, and that its death takes nothing along but one image.

#include "core/image_io.h"
#include "tests/runners/demo_run.h"

#include <cmath>

namespace mbench {
namespace {

class Isolated : public DemoRun {
 protected:
  /// Two cells of the same model, whose alphas tell the number of images that their process did.
  RunOptions counting(Isolation isolation) {
    break_models("count_images");
    RunOptions options = DemoRun::options("demo-natural");
    options.degradations = {"none", "jpeg:50"};
    options.isolation = isolation;
    options.save_alphas = (folder_.path() / "alphas").string();
    return options;
  }
  /// The numbers in a cell's alphas.
  std::vector<int> counts(const std::string& suite) {
    std::vector<int> counts;
    for (const ResultRecord& row : rows(suite)) {
      const fs::path file = folder_.path() / "alphas" / suite / "trimap" / (row.sample + ".png");
      const cv::Mat pixels = to_float(read_alpha(file).picture).pixels();
      counts.push_back(static_cast<int>(std::lround(255 * pixels.at<float>(0, 0))));
    }
    return counts;
  }
  std::vector<RowState> states() {
    std::vector<RowState> states;
    for (const ResultRecord& row : rows("demo-natural")) states.push_back(row.state);
    return states;
  }
};

using Counts = std::vector<int>;

TEST_F(Isolated, CellsNeverShareAProcessByDefault) {
  run(counting(RunOptions().isolation));
  EXPECT_EQ(counts("demo-natural"), (Counts{1, 2, 3, 4}));
  EXPECT_EQ(counts("demo-natural+jpeg:50"), (Counts{1, 2, 3, 4}));
}

TEST_F(Isolated, ImagesHaveAProcessEachWhereAsked) {
  run(counting(Isolation::image));
  EXPECT_EQ(counts("demo-natural"), (Counts{1, 1, 1, 1}));
  EXPECT_EQ(counts("demo-natural+jpeg:50"), (Counts{1, 1, 1, 1}));
}

TEST_F(Isolated, CellsOfOneModelShareAProcessWhereNoneIsAsked) {
  run(counting(Isolation::none));
  EXPECT_EQ(counts("demo-natural"), (Counts{1, 2, 3, 4}));
  EXPECT_EQ(counts("demo-natural+jpeg:50"), (Counts{5, 6, 7, 8}));
}

TEST_F(Isolated, ModelsNeverShareAProcess) {
  RunOptions chosen = counting(Isolation::none);
  chosen.degradations = {};
  chosen.models = {"guided-filter", "trimap"};
  run(chosen);
  EXPECT_EQ(counts("demo-natural"), (Counts{1, 2, 3, 4}));
}

TEST_F(Isolated, ACrashIsARowAndTheImagesAfterItAreRun) {
  using enum RowState;
  for (const auto& [fault, signal] :
       {std::pair{"segv_of_every_second", "signal 11"}, {"kill_of_every_second", "signal 9"}}) {
    break_models(fault);
    for (const Isolation isolation : {Isolation::none, Isolation::process}) {
      RunOptions chosen = options("demo-natural");
      chosen.isolation = isolation;
      EXPECT_EQ(run(chosen).failed, 2U);
      EXPECT_EQ(states(), (std::vector<RowState>{ok, error, ok, error})) << fault;
      EXPECT_NE(rows("demo-natural")[1].message.find(signal), std::string::npos)
          << rows("demo-natural")[1].message;
    }
  }
}

}  // namespace
}  // namespace mbench

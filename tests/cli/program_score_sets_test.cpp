// `mbench score` of videos and of instances, from outside.

#include "tests/cli/score_program.h"
#include "tests/cli/transcript.h"

namespace mbench {
namespace {

using Names = std::vector<std::string>;

class ProgramScoreVideo : public ScoreProgram {
 protected:
  /// A frame's prediction and truth.
  void put_frame(const std::string& name, std::uint8_t predicted, std::uint8_t truth) const {
    put_flat("pred/" + name + ".png", predicted);
    put_flat("gt/" + name + ".png", truth);
  }
  ScoreRun score_video(const std::string& more = "") const {
    return score("--pred pred --gt gt --convention rvm --sequence " + more);
  }
};

TEST_F(ProgramScoreVideo, MeasuresEachFrameAgainstTheOneBeforeInItsOwnClip) {
  put_frame("walk/9", 102, 102);
  put_frame("walk/10", 204, 153);  // the prediction changes by 0.4, the truth by 0.2
  put_frame("walk/11", 204, 153);
  put_frame("zoo/1", 204, 102);
  const ScoreRun run = score_video("--summary means.json");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.names(), (Names{"walk/9", "walk/10", "walk/11", "zoo/1"}));
  EXPECT_NEAR(run.figure("walk/9", "mad"), 0, 1e-9);
  EXPECT_NEAR(run.figure("walk/10", "mad"), 200, 1e-9);  // in thousandths
  EXPECT_NEAR(run.figure("walk/10", "mse"), 40, 1e-9);
  EXPECT_NEAR(run.figure("zoo/1", "mad"), 400, 1e-9);
  EXPECT_NEAR(run.figure("walk/9", "dtssd"), 0, 1e-9);
  EXPECT_NEAR(run.figure("walk/10", "dtssd"), 20, 1e-9);  // 100 sqrt(0.2 · 0.2)
  EXPECT_NEAR(run.figure("walk/11", "dtssd"), 0, 1e-9) << "both stay as they were";
  EXPECT_NEAR(run.figure("zoo/1", "dtssd"), 0, 1e-9) << "the first frame of another clip";
  const nlohmann::json dtssd = json_file("means.json")["groups"][0]["metrics"]["dtssd"];
  EXPECT_NEAR(dtssd["mean"].get<double>(), 5, 1e-9) << "first frames count";
  EXPECT_EQ(dtssd["clusters"], 2) << "a clip is one";
}

TEST_F(ProgramScoreVideo, HasNoFigureOfChangesUnlessAsked) {
  put_frame("walk/1", 102, 102);
  const ScoreRun run = score("--pred pred --gt gt --convention rvm");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NEAR(run.figure("walk/1", "mad"), 0, 1e-9);
  EXPECT_FALSE(run.row("walk/1")["metrics"].contains("dtssd"));
}

TEST_F(ProgramScoreVideo, AMissingFrameFailsAndSoDoesTheNext) {
  for (const char* name : {"torn/1", "torn/2", "torn/3", "torn/4"}) put_frame(name, 153, 102);
  fs::remove(path("pred/torn/2.png"));
  const ScoreRun run = score_video();
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.names(), (Names{"torn/1", "torn/2", "torn/3", "torn/4"}));
  EXPECT_EQ(run.error("torn/2"), "no prediction: pred/torn/2.* is not there");
  EXPECT_EQ(run.error("torn/3"),
            "the frame before it is missing: no prediction: pred/torn/2.* is not there");
  EXPECT_NEAR(run.figure("torn/1", "mad"), 200, 1e-9);
  EXPECT_NEAR(run.figure("torn/4", "dtssd"), 0, 1e-9);
  EXPECT_NE(run.err.find("warning: 2 of 4 images could not be scored; the mean is of the others\n"),
            std::string::npos)
      << run.err;
}

TEST_F(ProgramScoreVideo, APartOfOneHasNoFigureBehindAGap) {
  for (const char* name : {"torn/1", "torn/2", "torn/3", "torn/4"}) put_frame(name, 153, 102);
  fs::remove(path("pred/torn/3.png"));
  const ScoreRun gap = score_video("--partial");
  EXPECT_EQ(gap.exit_code, 3);
  EXPECT_EQ(gap.names(), (Names{"torn/1", "torn/2", "torn/4"}));
  EXPECT_EQ(gap.error("torn/4").find("the frame before it is missing"), 0U);
  fs::remove(path("pred/torn/1.png"));
  fs::remove(path("pred/torn/4.png"));
  const ScoreRun middle = score_video("--partial");
  EXPECT_EQ(middle.exit_code, 0) << middle.err;
  EXPECT_EQ(middle.names(), Names{"torn/2"});
  EXPECT_NEAR(middle.figure("torn/2", "dtssd"), 0, 1e-9) << "the first of what there is";
}

TEST_F(ProgramScoreVideo, AFrameThatCannotBeReadIsNamedInItsRowAndTheNext) {
  for (const char* name : {"clip/1", "clip/2", "clip/3", "clip/4"}) put_frame(name, 153, 102);
  put_broken("pred/clip/2.png");
  const ScoreRun run = score_video();
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.error("clip/2").find("cannot decode pred/clip/2.png: "), 0U) << run.error("clip/2");
  EXPECT_EQ(run.error("clip/3").find("cannot decode pred/clip/2.png: "), 0U) << run.error("clip/3");
  EXPECT_NEAR(run.figure("clip/1", "mad"), 200, 1e-9);
  EXPECT_NEAR(run.figure("clip/4", "dtssd"), 0, 1e-9);
}

/// Two instances found on `park`, in another order; one missed on `snow`.
class ProgramScoreInstances : public ScoreProgram {
 protected:
  ProgramScoreInstances() {
    put_bar("gt/park/1.png", 0, 4);
    put_bar("gt/park/2.png", 5, 10);
    put_bar("gt/snow/1.png", 0, 5);
    put_bar("pred/park/a.png", 5, 10);
    put_bar("pred/park/b.png", 0, 4);
    fs::create_directories(path("pred/snow"));
  }
  ScoreRun score_instances(const std::string& more = "") const {
    return score("--pred pred --gt gt --instances " + more);
  }
};

TEST_F(ProgramScoreInstances, AreMatchedWhateverTheirNames) {
  const ScoreRun run = score_instances();
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.row("park")["matched"], 2);
  EXPECT_NEAR(run.figure("park", "imq_mad"), 1, 1e-5);
  EXPECT_NEAR(run.figure("park", "mq_iou"), 1, 1e-5);
  EXPECT_EQ(run.row("snow")["missed"], 1);
  EXPECT_NEAR(run.figure("snow", "imq_mad"), 0, 1e-9);
  EXPECT_TRUE(run.row("snow")["metrics"]["mq_mad"].is_null()) << "nothing matched";
  EXPECT_EQ(run.row("snow")["convention"], "instmatt-imq");
}

TEST_F(ProgramScoreInstances, AddUpToTheQualityOfTheSet) {
  // 2 matched and 1 missed: 2 / (2 + 1/2) = 0.8, not the mean of 1 and 0.
  EXPECT_EQ(
      difference({"...", "| all images | 0.8000 | 0.8000 | 0.8000 | 0.8000 | 0.8000 | 2 | 0 | 1 |"},
                 score_table("--pred pred --gt gt --instances")),
      "");
  EXPECT_EQ(score_instances("--summary set.json").exit_code, 0);
  const nlohmann::json summary = json_file("set.json");
  EXPECT_EQ(summary["convention"], "instmatt-imq");
  EXPECT_EQ(summary["images"], 2);
  EXPECT_EQ(summary["failed"], 0);
  EXPECT_EQ(summary["matched"], 2);
  EXPECT_EQ(summary["extra"], 0);
  EXPECT_EQ(summary["missed"], 1);
  EXPECT_NEAR(summary["metrics"]["imq_grad"].get<double>(), 0.8, 1e-5);
  EXPECT_NEAR(summary["metrics"]["rq"].get<double>(), 0.8, 1e-5);
  EXPECT_NEAR(summary["metrics"]["mq_mad"].get<double>(), 1, 1e-5);
}

TEST_F(ProgramScoreInstances, OfAnImageThatCannotBeScoredLeaveTheOthers) {
  put_bar("gt/lake/1.png", 0, 5);
  put_broken("pred/park/c.png");
  const ScoreRun run = score_instances("--summary set.json");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_EQ(run.error("lake"), "no prediction: pred/lake is not there");
  EXPECT_EQ(run.error("park").find("cannot decode pred/park/c.png: "), 0U) << run.error("park");
  EXPECT_EQ(run.row("snow")["missed"], 1);
  EXPECT_NE(run.err.find("warning: 2 of 3 images could not be scored"), std::string::npos);
  EXPECT_EQ(json_file("set.json")["failed"], 2);
}

TEST_F(ProgramScoreInstances, WarnOfAlphasInATransparencyChannel) {
  PngBuilder png;
  png.colour = 6;
  put_png("pred/park/a.png", png, {255, 255, 255, 7});
  const ScoreRun run = score_instances();
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_NE(run.err.find("warning: park: prediction a.png: it has a transparency channel"),
            std::string::npos)
      << run.err;
}

TEST_F(ProgramScoreInstances, RefuseWhatDoesNotApplyToThem) {
  const auto refusal = [&](const std::string& more) {
    const ScoreRun run = score_instances(more);
    EXPECT_EQ(run.exit_code, 2) << more;
    EXPECT_TRUE(run.rows.is_null()) << more;
    return run.err;
  };
  const std::string takes_no =
      "mbench: --instances takes no --trimap, --quantise, --keep-known, --region or --groups\n";
  EXPECT_EQ(refusal("--region whole"), takes_no);
  EXPECT_EQ(refusal("--keep-known"), takes_no);
  EXPECT_EQ(refusal("--quantise none"), takes_no);
  EXPECT_EQ(refusal("--groups types.csv"), takes_no);
  EXPECT_EQ(refusal("--trimap gt"), takes_no);
  EXPECT_EQ(refusal("--sequence"), "mbench: --sequence and --instances exclude each other\n");
  EXPECT_EQ(refusal("--convention aim"),
            "mbench: --instances is scored by instmatt-imq, not by aim\n");
}

TEST_F(ProgramScoreInstances, AreInFolders) {
  const ScoreRun run = score("--pred pred/park/a.png --gt gt/park/1.png --instances");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_EQ(run.err,
            "mbench: pred/park/a.png: there is no such folder\n"
            "hint: --instances needs folders that hold a folder for each image\n");
}

}  // namespace
}  // namespace mbench

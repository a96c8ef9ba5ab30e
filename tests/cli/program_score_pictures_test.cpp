// What `mbench score` says to pictures of unusual kinds and to options that move figures.

#include "tests/cli/score_program.h"

#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace mbench {
namespace {

using Warnings = std::vector<std::string>;

/// A truth of 102; each test makes a prediction of 153 in its own way, 0.2 off: 200 thousandths.
class ProgramScorePictures : public ScoreProgram {
 protected:
  ProgramScorePictures() { put_flat("truth.png", 102); }

  ScoreRun score_against_truth(const std::string& name) const {
    return score("--pred " + name + " --gt truth.png --convention rvm");
  }
  /// The prediction's warnings, if it is scored as one of 153.
  Warnings warnings_of(const PngBuilder& png, const Bytes& pixel) const {
    put_png("p.png", png, pixel);
    const ScoreRun run = score_against_truth("p.png");
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NEAR(run.figure("p", "mad"), 200, 1e-9);
    const Warnings warnings = run.row("p").at("warnings");
    std::string told;
    for (const std::string& warning : warnings) told += "warning: p: " + warning + "\n";
    EXPECT_EQ(run.err, told);
    return warnings;
  }
  /// A float TIFF of 0.25 but for one pixel.
  void put_tiff(const std::string& name, float value) const {
    cv::Mat pixels(kSide, kSide, CV_32FC1, cv::Scalar(0.25));
    pixels.at<float>(1, 2) = value;
    fs::create_directories(path(name).parent_path());
    ASSERT_TRUE(cv::imwrite(path(name).string(), pixels));
  }
};

TEST_F(ProgramScorePictures, SixteenBitsAreScoredAtTheNearestByte) {
  PngBuilder png;
  png.bit_depth = 16;
  // 39424 / 257 = 153.4, though the upper byte is 154.
  EXPECT_EQ(warnings_of(png, {0x9A, 0x00}), Warnings{});
}

TEST_F(ProgramScorePictures, APaletteIsScoredByItsColours) {
  PngBuilder png;
  png.colour = 3;
  png.palette = {0, 0, 0, 153, 153, 153};
  EXPECT_EQ(warnings_of(png, {1}), Warnings{});
  png.palette = {0, 0, 0, 153, 153, 9};
  EXPECT_EQ(warnings_of(png, {1}), Warnings{"prediction: channels differ; the first is used"});
}

TEST_F(ProgramScorePictures, AColourPictureIsScoredByItsFirstChannel) {
  PngBuilder png;
  png.colour = 2;
  EXPECT_EQ(warnings_of(png, {153, 153, 153}), Warnings{});
  EXPECT_EQ(warnings_of(png, {153, 9, 153}),
            Warnings{"prediction: channels differ; the first is used"});
}

TEST_F(ProgramScorePictures, ATransparencyChannelIsNotTheAlpha) {
  PngBuilder png;
  png.colour = 6;
  EXPECT_EQ(warnings_of(png, {153, 153, 153, 255}), Warnings{});
  EXPECT_EQ(warnings_of(png, {153, 153, 153, 7}),
            Warnings{"prediction: it has a transparency channel, which is not used; the first is"});
}

TEST_F(ProgramScorePictures, AWarningSaysWhichOfTheThreeItIsAbout) {
  PngBuilder png;
  png.colour = 2;
  put_png("colour.png", png, {102, 9, 9});
  put_flat("p.png", 153);
  put_flat("grey.png", 100);
  const ScoreRun run =
      score("--pred p.png --gt colour.png --trimap grey.png --convention vitmatte");
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.row("p")["warnings"],
            (Warnings{"ground truth: channels differ; the first is used",
                      "trimap: 100 pixels are none of 0, 128 and 255, the first 100 at column 0, "
                      "row 0"}));
}

TEST_F(ProgramScorePictures, AnOpacityThatIsNoneIsRefusedWithItsFile) {
  if (!cv::haveImageWriter("a.tiff")) GTEST_SKIP() << "this OpenCV has no TIFF";
  put_tiff("nan.tiff", std::numeric_limits<float>::quiet_NaN());
  const ScoreRun nan = score_against_truth("nan.tiff");
  EXPECT_EQ(nan.exit_code, 4);
  EXPECT_TRUE(nan.rows.is_null());
  EXPECT_EQ(nan.err,
            "mbench: cannot use nan.tiff: it holds nan at column 2, row 1\n"
            "hint: an opacity lies between 0 and 1\n");
  put_tiff("high.tiff", 1.5F);
  const ScoreRun high = score_against_truth("high.tiff");
  EXPECT_EQ(high.exit_code, 4);
  EXPECT_EQ(high.err.find("mbench: cannot use high.tiff: it holds 1.5 at column 2, row 1\n"), 0U);
}

TEST_F(ProgramScorePictures, WhatCannotBeUsedIsARowAmongOthers) {
  put_flat("pred/a.png", 153);
  put_text("pred/b.png", "not a picture");
  put_text("pred/c.png", "");
  put_broken("pred/d.png");
  write_file_atomically(path("pred/e.png"), read_text(path("pred/a.png")));
  for (const char* name : {"a", "b", "c", "d", "e", "f"}) {
    put_flat(std::string("gt/") + name + ".png", 102);
  }
  PngBuilder small;
  const Bytes pixel = small.file({0, 7});
  write_file_atomically(path("pred/f.png"), pixel.data(), pixel.size());
  const ScoreRun run = score("--pred pred --gt gt --convention rvm");
  EXPECT_EQ(run.exit_code, 3);
  EXPECT_NEAR(run.figure("a", "mad"), 200, 1e-9);
  EXPECT_NEAR(run.figure("e", "mad"), 200, 1e-9);
  EXPECT_EQ(run.error("b").find("cannot decode pred/b.png: it is none of PNG, JPEG"), 0U);
  EXPECT_EQ(run.error("c"), "cannot decode pred/c.png: it is empty");
  EXPECT_EQ(run.error("d").find("cannot decode pred/d.png: "), 0U);
  EXPECT_EQ(run.error("f"), "pred/f.png is 1x1 but gt/f.png is 10x10");
  EXPECT_NE(run.err.find("warning: 4 of 6 images could not be scored; the mean is of the others\n"),
            std::string::npos);
}

TEST_F(ProgramScorePictures, QuantisationMovesFiguresAndIsStamped) {
  PngBuilder png;
  png.bit_depth = 16;
  put_png("p.png", png, {0x80, 0x20});  // 32800 / 257 = 127.6
  put_flat("gt.png", 128);
  put_flat("trimap.png", 128);
  const auto sad = [&](const std::string& convention, const std::string& quantisation) {
    const ScoreRun run = score("--pred p.png --gt gt.png --trimap trimap.png --convention " +
                               convention + " --quantise " + quantisation);
    EXPECT_EQ(run.row("p")["options"],
              quantisation == "convention" ? "" : "quantisation=" + quantisation);
    return run.figure("p", "sad");
  };
  const double as_it_is = 0.1 * (128 * 257 - 32800) / 65535;  // of 100 pixels, in thousands
  EXPECT_NEAR(sad("vitmatte", "convention"), 0, 1e-9);
  EXPECT_NEAR(sad("vitmatte", "truncate"), 0.1 / 255, 1e-9);
  EXPECT_NEAR(sad("vitmatte", "none"), as_it_is, 1e-7);
  EXPECT_NEAR(sad("aim", "convention"), as_it_is, 1e-7);
  EXPECT_NEAR(sad("aim", "round"), 0, 1e-9);
}

/// Nothing is there; 50 unknown pixels are predicted 0.2 and 50 known ones 0.4.
class ProgramScoreRegion : public ScoreProgram {
 protected:
  ProgramScoreRegion() {
    cv::Mat predicted(kSide, kSide, CV_8UC1, cv::Scalar(51));
    predicted.colRange(5, kSide).setTo(cv::Scalar(102));
    cv::Mat trimap(kSide, kSide, CV_8UC1, cv::Scalar(128));
    trimap.colRange(5, kSide).setTo(cv::Scalar(0));
    put_flat("gt.png", 0);
    EXPECT_TRUE(cv::imwrite(path("p.png").string(), predicted));
    EXPECT_TRUE(cv::imwrite(path("trimap.png").string(), trimap));
  }
  ScoreRun score_with(const std::string& options) const {
    return score("--pred p.png --gt gt.png --convention vitmatte " + options);
  }
};

TEST_F(ProgramScoreRegion, MovesFiguresAndIsStamped) {
  const auto expect = [&](const std::string& options, double sad, double mse,
                          const std::string& stamp) {
    const ScoreRun run = score_with("--trimap trimap.png " + options);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NEAR(run.figure("p", "sad"), sad, 1e-9) << options;
    EXPECT_NEAR(run.figure("p", "mse"), mse, 1e-9) << options;
    EXPECT_EQ(run.row("p")["options"], stamp);
  };
  expect("", 0.01, 0.04, "");
  expect("--region unknown", 0.01, 0.04, "region=unknown");
  expect("--region whole", 0.03, 0.1, "region=whole");
  expect("--region background", 0.02, 0.16, "region=background");
  expect("--region foreground", 0, 0, "region=foreground");
  expect("--region detail", 0.01, 0.04, "region=detail");
  expect("--keep-known --region whole", 0.01, 0.02, "keep-known,region=whole");
}

TEST_F(ProgramScoreRegion, TellsOfTheStampInTheTable) {
  EXPECT_EQ(score_table("--pred p.png --gt gt.png --convention vitmatte --region whole"),
            "| name | sad | mse | options |\n"
            "| --- | ---: | ---: | --- |\n"
            "| p | 0.0300 | 0.1000 | region=whole |\n");
}

TEST_F(ProgramScoreRegion, NeedsATrimapOnlyWhereItIsMadeOfOne) {
  EXPECT_NEAR(score_with("--region whole").figure("p", "sad"), 0.03, 1e-9);
  for (const char* options : {"", "--region background", "--region whole --keep-known"}) {
    const ScoreRun run = score_with(options);
    EXPECT_EQ(run.exit_code, 2) << options;
    EXPECT_EQ(run.err,
              "mbench: this convention with these options needs the trimaps\n"
              "hint: give them with --trimap FILE or FOLDER\n");
  }
}

TEST_F(ProgramScoreRegion, AWordThatIsNoChoiceIsRefusedWithTheNearest) {
  const auto refusal = [&](const std::string& options) {
    const ScoreRun run = score("--pred p.png --gt gt.png --trimap trimap.png " + options);
    EXPECT_EQ(run.exit_code, 2) << options;
    EXPECT_TRUE(run.rows.is_null());
    return run.err;
  };
  EXPECT_EQ(refusal("--convention vitmate"),
            "mbench: there is no metric convention named 'vitmate'\n"
            "hint: did you mean 'vitmatte'?\n");
  EXPECT_EQ(refusal("--region unknwon"),
            "mbench: --region: 'unknwon' is not one of the choices\n"
            "hint: did you mean 'unknown'?\n");
  EXPECT_EQ(refusal("--quantise trunc"),
            "mbench: --quantise: 'trunc' is not one of the choices\n"
            "hint: did you mean 'truncate'?\n");
  EXPECT_EQ(refusal("--cluster stems"),
            "mbench: --cluster: 'stems' is not one of the choices\n"
            "hint: did you mean 'stem'?\n");
}

}  // namespace
}  // namespace mbench

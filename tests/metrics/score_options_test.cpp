#include "metrics/score_options.h"

#include "core/error.h"
#include "metrics/score_card.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include <cmath>
#include <limits>

namespace mbench {
namespace {

std::optional<double> figure(const ScoreCard& card, const std::string& name) {
  for (const MetricValue& metric : card) {
    if (metric.name == name) return metric.value;
  }
  ADD_FAILURE() << "no figure named " << name;
  return -1;
}

/// One row: background, background, unknown, foreground.
Trimap row_trimap() {
  cv::Mat pixels(1, 4, CV_8UC1);
  pixels.at<std::uint8_t>(0, 0) = 0;
  pixels.at<std::uint8_t>(0, 1) = 0;
  pixels.at<std::uint8_t>(0, 2) = 128;
  pixels.at<std::uint8_t>(0, 3) = 255;
  return Trimap(pixels);
}

ScoreOptions over(ScoreRegion region) {
  ScoreOptions options;
  options.region = region;
  return options;
}

TEST(ScoreOptions, CountThePixelsOfTheChosenRegion) {
  const Trimap trimap = row_trimap();
  const auto sad = [&](ScoreRegion region) {
    return *figure(
        score("matlab", flat_bytes(4, 1, 255), flat_bytes(4, 1, 0), &trimap, over(region)), "sad");
  };
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::convention), 0.001);
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::unknown), 0.001);
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::whole), 0.004);
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::foreground), 0.001);
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::background), 0.002);
  EXPECT_DOUBLE_EQ(sad(ScoreRegion::detail), 0.002);
}

TEST(ScoreOptions, TakeMeansOverTheChosenRegion) {
  const Trimap trimap = row_trimap();
  const ScoreCard card = score("mmagic", flat_bytes(4, 1, 0), flat_bytes(4, 1, 51), &trimap, [] {
    ScoreOptions options = over(ScoreRegion::background);
    options.keep_known = true;
    return options;
  }());
  EXPECT_DOUBLE_EQ(*figure(card, "mse"), 0.04);
}

TEST(ScoreOptions, LeaveOutFiguresOfPartsOverAnotherRegion) {
  const ConventionInfo info = describe("aim", over(ScoreRegion::foreground));
  EXPECT_EQ(info.metrics, (std::vector<std::string>{"sad", "mse", "mad", "grad", "conn"}));
  const Trimap trimap = row_trimap();
  EXPECT_EQ(
      score("aim", flat_bytes(4, 1, 0), flat_bytes(4, 1, 0), &trimap, over(ScoreRegion::foreground))
          .size(),
      5U);
}

TEST(ScoreOptions, NeedNoTrimapForTheWholeImage) {
  EXPECT_FALSE(describe("matlab", over(ScoreRegion::whole)).needs_trimap);
  EXPECT_TRUE(describe("rvm", over(ScoreRegion::detail)).needs_trimap);
  const ScoreCard card = score("matlab", flat_bytes(4, 1, 255), flat_bytes(4, 1, 0), nullptr,
                               over(ScoreRegion::whole));
  EXPECT_DOUBLE_EQ(*figure(card, "sad"), 0.004);
  EXPECT_THROW(
      score("rvm", flat_bytes(4, 1, 255), flat_bytes(4, 1, 0), nullptr, over(ScoreRegion::detail)),
      UsageError);
}

TEST(ScoreOptions, QuantiseAFloatPredictionAsASaverDoes) {
  // 0.7 * 255 = 178.5: 178 truncated, 178 to even as numpy rounds; 0.7039 * 255 = 179.5: 180.
  const Trimap trimap = flat_trimap(1, 1, Trimap::kUnknown);
  const auto sad = [&](float value, Quantisation quantisation) {
    ScoreOptions options;
    options.quantisation = quantisation;
    return 255e3 *
           *figure(score("matlab", flat_alpha(1, 1, value), flat_bytes(1, 1, 0), &trimap, options),
                   "sad");
  };
  EXPECT_NEAR(sad(0.7028F, Quantisation::truncate), 179, 1e-9);
  EXPECT_NEAR(sad(0.7028F, Quantisation::round), 179, 1e-9);
  EXPECT_NEAR(sad(0.7048F, Quantisation::truncate), 179, 1e-9);
  EXPECT_NEAR(sad(0.7048F, Quantisation::round), 180, 1e-9);
  EXPECT_NEAR(sad(0.7048F, Quantisation::convention), 180, 1e-9);
  EXPECT_NEAR(sad(0.7048F, Quantisation::none), 0.7048 * 255, 1e-4);
}

TEST(ScoreOptions, LeaveFloatsToAConventionThatScoresThem) {
  const Trimap trimap = flat_trimap(1, 1, Trimap::kUnknown);
  const ScoreCard card = score("aim", flat_alpha(1, 1, 0.7048F), flat_alpha(1, 1, 0), &trimap);
  EXPECT_NEAR(*figure(card, "mad"), 0.7048, 1e-6);
}

TEST(ScoreOptions, ForceThePredictionWhereTheTrimapKnows) {
  const Trimap trimap = row_trimap();
  ScoreOptions options = over(ScoreRegion::whole);
  options.keep_known = true;
  const ScoreCard card =
      score("matlab", flat_bytes(4, 1, 100), flat_bytes(4, 1, 0), &trimap, options);
  EXPECT_DOUBLE_EQ(*figure(card, "sad"), (100 / 255.0 + 1) / 1000);
}

TEST(ScoreOptions, AreStampedWhereTheyMoveFigures) {
  ScoreOptions options;
  options.threads = 8;
  EXPECT_EQ(options.stamp(), "");
  options.quantisation = Quantisation::truncate;
  options.keep_known = true;
  options.region = ScoreRegion::whole;
  EXPECT_EQ(options.stamp(), "quantisation=truncate,keep-known,region=whole");
}

TEST(ScoreOptions, ReadTheNamesThatTheyWrite) {
  for (const auto value : {Quantisation::convention, Quantisation::truncate, Quantisation::round,
                           Quantisation::none}) {
    EXPECT_EQ(parse_quantisation(to_text(value)), value);
  }
  for (const auto value : {ScoreRegion::convention, ScoreRegion::unknown, ScoreRegion::whole,
                           ScoreRegion::foreground, ScoreRegion::background, ScoreRegion::detail}) {
    EXPECT_EQ(parse_score_region(to_text(value)), value);
  }
  EXPECT_THROW(parse_quantisation("rounded"), UsageError);
  EXPECT_THROW(parse_score_region(""), UsageError);
}

TEST(ScoreOptions, NeedAThread) {
  ScoreOptions options;
  options.threads = 0;
  const Trimap trimap = row_trimap();
  EXPECT_THROW(score("matlab", flat_bytes(4, 1, 0), flat_bytes(4, 1, 0), &trimap, options),
               UsageError);
}

TEST(ScoreInside, CountsOneInstanceOnly) {
  cv::Mat inside(1, 4, CV_8UC1, cv::Scalar(0));
  inside.at<std::uint8_t>(0, 1) = 255;
  inside.at<std::uint8_t>(0, 2) = 1;
  const ScoreCard card = score_inside("aim", flat_bytes(4, 1, 255), flat_bytes(4, 1, 0), inside);
  EXPECT_DOUBLE_EQ(*figure(card, "sad"), 0.002);
  EXPECT_DOUBLE_EQ(*figure(card, "mad"), 1);
  EXPECT_THROW(score_inside("aim", flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), inside), DataError);
}

TEST(ScoreFrame, MeasuresHowChangesDifferFromTheTruths) {
  // The prediction goes from 0 to 102, the truth from 0 to 51: 0.2 apart in every pixel.
  const Alpha nothing = flat_bytes(3, 2, 0);
  const PreviousFrame previous{nothing, nothing};
  const ScoreCard card =
      score_frame("rvm", flat_bytes(3, 2, 102), flat_bytes(3, 2, 51), nullptr, &previous);
  EXPECT_NEAR(*figure(card, "dtssd"), 20, 1e-12);
  EXPECT_NEAR(*figure(card, "mad"), 200, 1e-12);
}

TEST(ScoreFrame, GivesFloatsTheSameFigure) {
  const Alpha nothing = flat_alpha(3, 2, 0);
  const PreviousFrame previous{nothing, nothing};
  ScoreOptions options;
  options.quantisation = Quantisation::none;
  const ScoreCard card = score_frame("rvm", flat_alpha(3, 2, 0.4F), flat_alpha(3, 2, 0.2F), nullptr,
                                     &previous, options);
  EXPECT_NEAR(*figure(card, "dtssd"), 20, 1e-5);
}

TEST(ScoreFrame, TakesNoChangeForTheFirstFrame) {
  const ScoreCard card =
      score_frame("rvm", flat_bytes(3, 2, 102), flat_bytes(3, 2, 51), nullptr, nullptr);
  EXPECT_EQ(*figure(card, "dtssd"), 0);
  EXPECT_EQ(card.size(), find_convention("rvm").metrics.size() + 1);
}

TEST(ScoreFrame, RejectsAFrameOfAnotherSize) {
  const Alpha other = flat_bytes(4, 2, 0);
  const PreviousFrame previous{other, other};
  EXPECT_THROW(score_frame("rvm", flat_bytes(3, 2, 1), flat_bytes(3, 2, 1), nullptr, &previous),
               DataError);
}

/// What score() says about a prediction of one bad pixel.
std::string complaint(float value) {
  cv::Mat pixels(2, 3, CV_32FC1, cv::Scalar(0.5));
  pixels.at<float>(1, 2) = value;
  const Trimap trimap = flat_trimap(3, 2, Trimap::kUnknown);
  try {
    score("matlab", Alpha(pixels), flat_alpha(3, 2, 0), &trimap);
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(BadInput, NamesThePlaceOfAnOpacityThatIsNone) {
  EXPECT_EQ(complaint(std::nanf("")), "the predicted alpha holds nan at column 2, row 1");
  EXPECT_EQ(complaint(1.5F), "the predicted alpha holds 1.5 at column 2, row 1");
  EXPECT_EQ(complaint(-0.25F), "the predicted alpha holds -0.25 at column 2, row 1");
  EXPECT_EQ(complaint(std::numeric_limits<float>::infinity()),
            "the predicted alpha holds inf at column 2, row 1");
  EXPECT_EQ(complaint(1), "");
}

TEST(BadInput, IsRefusedByMmagicWhereThePredictionLeavesTheTrimap) {
  const Trimap trimap = row_trimap();
  try {
    score("mmagic", flat_bytes(4, 1, 0), flat_bytes(4, 1, 0), &trimap);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("is 0 at column 3, row 0 where the trimap is 255"),
              std::string::npos)
        << error.what();
  }
}

/// What a convention prints where nothing is unknown, by CONVENTIONS of the field.
TEST(EmptyUnknownRegion, GivesEachConventionsOwnFigure) {
  const Trimap trimap = flat_trimap(4, 2, Trimap::kForeground);
  const auto mse = [&](const char* convention) {
    return figure(score(convention, flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), &trimap), "mse");
  };
  EXPECT_FALSE(mse("matlab").has_value());
  EXPECT_FALSE(mse("matlab-indexnet").has_value());
  EXPECT_FALSE(mse("indexnet-python").has_value());
  EXPECT_EQ(mse("mmagic"), 0);
  EXPECT_EQ(mse("gca-python"), 0);
  EXPECT_EQ(mse("vitmatte"), 0);
  const ScoreCard aim = score("aim", flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), &trimap);
  EXPECT_EQ(figure(aim, "mse"), 1);
  EXPECT_FALSE(figure(aim, "mse_trimap").has_value());
  const ScoreCard training = score("training", flat_bytes(4, 2, 255), flat_bytes(4, 2, 0), &trimap);
  EXPECT_EQ(figure(training, "l1_unknown"), 0);
  EXPECT_EQ(figure(training, "l1_known"), 1);
  EXPECT_FALSE(figure(training, "laplacian").has_value());
}

}  // namespace
}  // namespace mbench

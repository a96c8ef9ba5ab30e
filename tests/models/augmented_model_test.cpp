// The laws of test-time augmentation, on models that are worked out by hand.

#include "runners/models/augmented_model.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <functional>
#include <utility>

namespace mbench {
namespace {

using AlphaOf = std::function<cv::Mat(const MattingInput&)>;

/// Gives what a function makes of the input, and counts how often it is asked.
class FakeModel : public MattingModel {
 public:
  FakeModel(AlphaOf alpha, int& runs) : alpha_(std::move(alpha)), runs_(runs) {}
  Alpha matte(const MattingInput& input) override {
    ++runs_;
    return Alpha(alpha_(input));
  }

 private:
  AlphaOf alpha_;
  int& runs_;
};

/// Red as opacity: what is a function of each pixel alone.
cv::Mat red(const MattingInput& input) {
  cv::Mat channel;
  cv::extractChannel(input.image.pixels(), channel, 0);
  channel.convertTo(channel, CV_32F, 1.0 / 255);
  return channel;
}

/// 5 wide, 3 high, each pixel another red; background at the left, foreground at the right.
MattingInput sample() {
  cv::Mat image(3, 5, CV_8UC3);
  cv::Mat trimap(3, 5, CV_8UC1, cv::Scalar(128));
  for (int i = 0; i < 15; ++i) {
    image.at<cv::Vec3b>(i / 5, i % 5) = cv::Vec3b(static_cast<unsigned char>(17 * i), 0, 0);
  }
  trimap.col(0) = 0;
  trimap.col(4) = 255;
  return {Image(image), Trimap(trimap), {}, {}};
}

cv::Mat augmented_alpha(const AlphaOf& alpha, const char* text,
                        const MattingInput& input = sample(), int* asked = nullptr) {
  int runs = 0;
  const auto model = augmented(std::make_unique<FakeModel>(alpha, runs), parse_augmentation(text));
  const cv::Mat result = model->matte(input).pixels();
  if (asked != nullptr) *asked = runs;
  return result;
}

double apart(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF); }

AlphaOf flat(float value) {
  return [value](const MattingInput& input) {
    return cv::Mat(input.image.size(), CV_32FC1, cv::Scalar(static_cast<double>(value)));
  };
}

TEST(AugmentedModel, BringsEveryViewBack) {
  for (const char* text : {"flip", "rot4", "rot4flip", "aematter"}) {
    int runs = 0;
    EXPECT_LE(apart(augmented_alpha(red, text, sample(), &runs), red(sample())), 1e-6) << text;
    EXPECT_EQ(runs, static_cast<int>(parse_augmentation(text).views.size())) << text;
  }
}

TEST(AugmentedModel, IsTheMeanOfWhatTheViewsGive) {
  // 1 at the left edge of whatever is shown, which with a flip is both edges, half each.
  const AlphaOf left = [](const MattingInput& input) {
    cv::Mat alpha = cv::Mat::zeros(input.image.size(), CV_32FC1);
    alpha.col(0) = 1;
    return alpha;
  };
  cv::Mat expected = cv::Mat::zeros(3, 5, CV_32FC1);
  expected.col(0) = 0.5;
  expected.col(4) = 0.5;
  EXPECT_EQ(apart(augmented_alpha(left, "flip"), expected), 0);

  expected = cv::Mat::zeros(3, 5, CV_32FC1);  // in four turns each edge is the left one once
  for (cv::Mat edge : {expected.col(0), expected.col(4), expected.row(0), expected.row(2)}) {
    edge += 0.25;
  }
  EXPECT_EQ(apart(augmented_alpha(left, "rot4"), expected), 0);
}

TEST(AugmentedModel, TruncatesEachViewAsTheAuthorsDo) {
  const cv::Mat truncated = augmented_alpha(flat(100.9F / 255), "aematter");
  EXPECT_LE(apart(truncated, cv::Mat(3, 5, CV_32FC1, cv::Scalar(100.0 / 255))), 1e-7);
  const cv::Mat whole = augmented_alpha(flat(100.9F / 255), "rot4flip");
  EXPECT_LE(apart(whole, cv::Mat(3, 5, CV_32FC1, cv::Scalar(100.9 / 255))), 1e-7);
}

TEST(AugmentedModel, TurnsPromptsAlong) {
  // Opaque at the point alone: it is right only if the point turned with the picture.
  const AlphaOf at_point = [](const MattingInput& input) {
    cv::Mat alpha = cv::Mat::zeros(input.image.size(), CV_32FC1);
    const PointPrompt& point = input.prompt.points.at(0);
    alpha.at<float>(static_cast<int>(point.y), static_cast<int>(point.x)) = 1;
    return alpha;
  };
  MattingInput input = sample();
  input.prompt.points.push_back({4, 1, true});
  const cv::Mat alpha = augmented_alpha(at_point, "rot4flip", input);
  EXPECT_EQ(alpha.at<float>(1, 4), 1.0F);
  EXPECT_EQ(cv::sum(alpha)[0], 1.0);
}

TEST(AugmentedModel, LeavesAFlatAlphaFlatAtEveryScale) {
  const cv::Mat alpha = augmented_alpha(flat(0.25F), "scales:0.5,1,2.5");
  EXPECT_LE(apart(alpha, cv::Mat(3, 5, CV_32FC1, cv::Scalar(0.25))), 1e-7);
}

TEST(AugmentedModel, KeepsKnownPixelsAtEveryScaleIfTheModelDoes) {
  const Trimap trimap = *sample().trimap;
  const cv::Mat kept = augmented_alpha(
      [](const MattingInput& input) {
        return keep_known(Alpha(red(input)), *input.trimap).pixels();
      },
      "scales:0.5,1,2.5");
  EXPECT_EQ(apart(kept, keep_known(Alpha(kept), trimap).pixels()), 0);

  const cv::Mat changed = augmented_alpha(red, "scales:0.5,1,2.5");
  EXPECT_GT(apart(changed, keep_known(Alpha(changed), trimap).pixels()), 0);
}

/// Splits its work as it says.
class SplittingModel : public FakeModel {
 public:
  SplittingModel(PhaseTimes phases, int& runs) : FakeModel(red, runs), phases_(std::move(phases)) {}
  PhaseTimes last_phases() const override { return phases_; }

 private:
  PhaseTimes phases_;
};

TEST(AugmentedModel, AddsThePhasesOfAllViewsAndItsOwnWorkBesideThem) {
  int runs = 0;
  const auto model = augmented(std::make_unique<SplittingModel>(PhaseTimes{{"infer", 50}}, runs),
                               parse_augmentation("flip"));
  static_cast<void>(model->matte(sample()));
  static_cast<void>(model->matte(sample()));
  const PhaseTimes phases = model->last_phases();
  ASSERT_EQ(phases.size(), 3U);
  EXPECT_EQ(phases.at("infer"), 2 * 50);
  EXPECT_GT(phases.at("preprocess"), 0);
  EXPECT_GT(phases.at("postprocess"), 0);
}

TEST(AugmentedModel, CountsTheWholeOfAModelThatDoesNotSplitItsWorkAsInference) {
  int runs = 0;
  const auto model = augmented(std::make_unique<FakeModel>(red, runs), parse_augmentation("flip"));
  static_cast<void>(model->matte(sample()));
  EXPECT_GT(model->last_phases().at("infer"), 0);
}

}  // namespace
}  // namespace mbench

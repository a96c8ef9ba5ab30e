#include "core/error.h"
#include "runners/models/model_registry.h"
#include "tests/models/scenes.h"
#include "tests/support/builders.h"

#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

/// What every model of the list obeys.
class ModelLaw : public testing::TestWithParam<std::size_t> {
 protected:
  const ModelEntry& entry() const { return models()[GetParam()]; }
  Alpha matte(const Image& image, const Trimap& trimap, int threads = 2) const {
    return entry().make({{}, threads})->matte(image, trimap);
  }
  bool is_baseline() const { return entry().card.name == "trimap"; }

  /// A matte of the right kind, or a ModelError: never a crash, never a NaN.
  void expect_sound(const Image& image, const Trimap& trimap) const {
    try {
      expect_obeys_trimap(matte(image, trimap), trimap);
    } catch (const ModelError& error) {
      EXPECT_NE(std::string(error.what()).find(entry().card.name), std::string::npos);
    }
  }

  static void expect_obeys_trimap(const Alpha& alpha, const Trimap& trimap) {
    ASSERT_EQ(alpha.pixels().type(), CV_32FC1);
    ASSERT_EQ(alpha.size(), trimap.size());
    for (int y = 0; y < alpha.size().height; ++y) {
      for (int x = 0; x < alpha.size().width; ++x) {
        const float opacity = alpha.pixels().at<float>(y, x);
        const std::uint8_t known = trimap.pixels().at<std::uint8_t>(y, x);
        ASSERT_TRUE(opacity >= 0 && opacity <= 1) << opacity << " at " << x << ", " << y;
        if (known != Trimap::kUnknown) {
          ASSERT_EQ(opacity, known == Trimap::kForeground ? 1 : 0);
        }
      }
    }
  }
};

TEST_P(ModelLaw, KeepsKnownPixelsAndStaysWithinZeroAndOne) {
  const Scene scene = disc_scene(64, 48);
  expect_obeys_trimap(matte(scene.image, scene.trimap), scene.trimap);
  expect_obeys_trimap(matte(noise_image(33, 40, 1), noise_trimap(33, 40, 2)),
                      noise_trimap(33, 40, 2));
}

TEST_P(ModelLaw, IsNoWorseThanTheHalfOpaqueTrimapOnAnEasyPicture) {
  const Scene scene = disc_scene(64, 48);
  const cv::Mat unknown = scene.trimap.pixels() == Trimap::kUnknown;
  const cv::Mat half(scene.alpha.size(), CV_32FC1, cv::Scalar(0.5));
  // The guided filter's window is meant for photographs, and larger than this picture.
  const bool has_window = entry().card.name == "guided-filter";
  const ModelOptions options{has_window ? std::map<std::string, std::string>{{"radius", "8"}}
                                        : std::map<std::string, std::string>{},
                             2};
  const Alpha alpha = entry().make(options)->matte(scene.image, scene.trimap);
  EXPECT_LE(cv::norm(alpha.pixels(), scene.alpha.pixels(), cv::NORM_L1, unknown),
            cv::norm(half, scene.alpha.pixels(), cv::NORM_L1, unknown));
}

TEST_P(ModelLaw, GivesTheSameAlphaEachTime) {
  const Scene scene = disc_scene(64, 48);
  const auto model = entry().make({{}, 2});
  const Alpha first = model->matte(scene.image, scene.trimap);
  model->matte(noise_image(20, 30, 1), noise_trimap(20, 30, 2));
  const Alpha again = model->matte(scene.image, scene.trimap);
  EXPECT_EQ(cv::norm(first.pixels(), again.pixels(), cv::NORM_INF), 0);
}

TEST_P(ModelLaw, GivesNearlyTheSameAlphaForAnyNumberOfThreads) {
  const Scene scene = disc_scene(64, 48);
  EXPECT_LE(cv::norm(matte(scene.image, scene.trimap, 1).pixels(),
                     matte(scene.image, scene.trimap, 3).pixels(), cv::NORM_INF),
            1e-4);
}

TEST_P(ModelLaw, LeavesItsInputAlone) {
  const Scene scene = disc_scene(40, 30);
  const cv::Mat image = scene.image.pixels().clone();
  const cv::Mat trimap = scene.trimap.pixels().clone();
  matte(scene.image, scene.trimap);
  EXPECT_EQ(cv::norm(image, scene.image.pixels(), cv::NORM_INF), 0);
  EXPECT_EQ(cv::norm(trimap, scene.trimap.pixels(), cv::NORM_INF), 0);
}

TEST_P(ModelLaw, ReturnsATrimapWithoutUnknownPixelsAsItIs) {
  cv::Mat trimap = flat_trimap(31, 20, Trimap::kBackground).pixels().clone();
  trimap(cv::Rect(5, 5, 9, 7)).setTo(Trimap::kForeground);
  expect_obeys_trimap(matte(noise_image(31, 20, 1), Trimap(trimap)), Trimap(trimap));
}

TEST_P(ModelLaw, RefusesATrimapOfAnotherSize) {
  EXPECT_THROW(matte(noise_image(8, 6, 1), noise_trimap(6, 8, 2)), ModelError);
}

TEST_P(ModelLaw, RefusesOtherTrimapValues) {
  cv::Mat trimap = noise_trimap(8, 6, 2).pixels();
  trimap.at<std::uint8_t>(3, 4) = 127;
  EXPECT_THROW(matte(noise_image(8, 6, 1), Trimap(trimap)), ModelError);
}

TEST_P(ModelLaw, RefusesAnImageOfWhichNothingIsKnown) {
  const Trimap trimap = flat_trimap(8, 6, Trimap::kUnknown);
  if (is_baseline()) {
    expect_obeys_trimap(matte(noise_image(8, 6, 1), trimap), trimap);
  } else {
    EXPECT_THROW(matte(noise_image(8, 6, 1), trimap), ModelError);
  }
}

TEST_P(ModelLaw, SurvivesTinyImages) {
  for (const cv::Size size :
       {cv::Size(1, 1), cv::Size(2, 1), cv::Size(1, 2), cv::Size(2, 2), cv::Size(3, 2),
        cv::Size(5, 4), cv::Size(1, 40), cv::Size(40, 1), cv::Size(2, 40), cv::Size(40, 2)}) {
    for (const unsigned seed : {1U, 2U, 3U, 4U}) {
      SCOPED_TRACE(testing::Message() << size << " seed " << seed);
      expect_sound(noise_image(size.width, size.height, seed),
                   noise_trimap(size.width, size.height, seed + 10));
    }
  }
}

TEST_P(ModelLaw, SurvivesFlatImages) {
  for (const int level : {0, 77, 255}) {
    const Image image(cv::Mat(24, 30, CV_8UC3, cv::Scalar::all(level)));
    expect_sound(image, noise_trimap(30, 24, 3));
    expect_sound(image, disc_scene(30, 24).trimap);
  }
}

TEST_P(ModelLaw, SurvivesOneUnknownOrOneKnownPixel) {
  const Image image = noise_image(30, 24, 5);
  cv::Mat one_unknown = flat_trimap(30, 24, Trimap::kForeground).pixels().clone();
  one_unknown.at<std::uint8_t>(11, 12) = Trimap::kUnknown;
  expect_sound(image, Trimap(one_unknown));
  cv::Mat one_known = flat_trimap(30, 24, Trimap::kUnknown).pixels().clone();
  one_known.at<std::uint8_t>(0, 0) = Trimap::kForeground;
  expect_sound(image, Trimap(one_known));
}

TEST_P(ModelLaw, SurvivesUnknownPixelsAtTheBorder) {
  cv::Mat trimap = flat_trimap(30, 24, Trimap::kForeground).pixels().clone();
  trimap(cv::Rect(10, 8, 8, 8)).setTo(Trimap::kBackground);
  for (const int x : {0, 29}) trimap.col(x).setTo(Trimap::kUnknown);
  for (const int y : {0, 23}) trimap.row(y).setTo(Trimap::kUnknown);
  expect_sound(noise_image(30, 24, 5), Trimap(trimap));
}

TEST_P(ModelLaw, HasACardThatCanBeShown) {
  const ModelCard& card = entry().card;
  EXPECT_FALSE(card.name.empty());
  EXPECT_FALSE(card.summary.empty());
  EXPECT_FALSE(card.licence.empty());
  EXPECT_EQ(card.summary.find('\n'), std::string::npos);
  std::set<std::string> keys;
  for (const ModelParameter& parameter : card.parameters) {
    EXPECT_TRUE(keys.insert(parameter.key).second) << parameter.key;
    EXPECT_FALSE(parameter.meaning.empty()) << parameter.key;
    EXPECT_LE(parameter.low, parameter.value) << parameter.key;
    EXPECT_LE(parameter.value, parameter.high) << parameter.key;
  }
}

/// Of the models that compute themselves; those with an argument have tests of their own.
std::vector<std::size_t> computing_models() {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < models().size(); ++i) {
    if (models()[i].make && models()[i].card.argument.empty()) places.push_back(i);
  }
  return places;
}

INSTANTIATE_TEST_SUITE_P(Every, ModelLaw, testing::ValuesIn(computing_models()),
                         [](const auto& of) {
                           std::string name = models()[of.param].card.name;
                           for (char& c : name) c = c == '-' ? '_' : c;
                           return name;
                         });

}  // namespace
}  // namespace mbench

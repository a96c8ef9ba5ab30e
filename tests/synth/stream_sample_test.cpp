#include "synth/stream/stream_sample.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/sha256.h"
#include "synth/stream/sample_files.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

constexpr int kCropPx = 64;

Layer disc(int width, int height, unsigned seed) {
  return {noise_image(width, height, seed).pixels(), disc_alpha(width, height).pixels()};
}

SamplePictures pictures(int width = 200, int height = 150) {
  return {disc(width, height, 1), disc(90, 120, 2), noise_image(130, 170, 3).pixels(), false};
}

StreamSample sample(const StreamRecipe& recipe, std::uint64_t number,
                    const SamplePictures& made_of = pictures(), bool real_world = false) {
  return make_stream_sample(recipe, {kCropPx, real_world}, made_of, Random(1).part(number));
}

std::string digest(const StreamSample& made) {
  Sha256 sum;
  for (const cv::Mat* picture :
       {&made.image, &made.alpha, &made.trimap, &made.foreground, &made.background}) {
    sum.add(sha256_of_pixels(*picture));
  }
  return sum.digest();
}

class EveryStreamRecipe : public testing::TestWithParam<std::string> {
 protected:
  const StreamRecipe& recipe() const { return find_stream_recipe(GetParam()); }
};

void expect_within(const cv::Mat& picture, double low, double high) {
  ASSERT_TRUE(cv::checkRange(picture)) << "no NaN";
  double least = 0;
  double most = 0;
  cv::minMaxLoc(picture.reshape(1), &least, &most);
  EXPECT_GE(least, low);
  EXPECT_LE(most, high);
}

void expect_sound(const StreamSample& made) {
  ASSERT_EQ(made.image.type(), CV_32FC3);
  ASSERT_EQ(made.alpha.type(), CV_32FC1);
  ASSERT_EQ(made.trimap.type(), CV_8UC1);
  for (const cv::Mat* picture :
       {&made.image, &made.alpha, &made.trimap, &made.foreground, &made.background}) {
    ASSERT_EQ(picture->size(), cv::Size(kCropPx, kCropPx));
  }
  expect_within(made.alpha, 0, 1);
  expect_within(made.image, 0, 255.0001);  // a sum of two products
  expect_within(made.foreground, 0, 255);
  expect_within(made.background, 0, 255);
  EXPECT_EQ(Trimap(made.trimap).off_values(), 0);
  const cv::Mat fractional = (made.alpha > 1e-5) & (made.alpha < 1 - 1e-5);
  EXPECT_EQ(cv::countNonZero(fractional & (made.trimap != 128)), 0);
}

TEST_P(EveryStreamRecipe, MakesSoundSamplesWhoseFractionsAreUnknown) {
  for (std::uint64_t i = 0; i < 60; ++i) expect_sound(sample(recipe(), i));
}

TEST_P(EveryStreamRecipe, KnownPixelsAreWhatTheTrimapSaysInTheFilesToo) {
  for (std::uint64_t i = 0; i < 30; ++i) {
    const StreamSample made = sample(recipe(), i);
    cv::Mat bytes;
    made.alpha.convertTo(bytes, CV_8U, 255);
    EXPECT_EQ(cv::countNonZero((made.trimap == 255) & (bytes != 255)), 0) << i;
    EXPECT_EQ(cv::countNonZero((made.trimap == 0) & (bytes != 0)), 0) << i;
  }
}

TEST_P(EveryStreamRecipe, TakesPicturesOfOnePixel) {
  SamplePictures tiny = pictures(1, 1);
  tiny.second = disc(1, 1, 3);
  tiny.background = noise_image(1, 1, 4).pixels();
  for (std::uint64_t i = 0; i < 20; ++i) expect_sound(sample(recipe(), i, tiny, true));
}

TEST_P(EveryStreamRecipe, TakesAlphasThatAreAllOpaqueOrAllClear) {
  for (const std::uint8_t value : {std::uint8_t{0}, std::uint8_t{255}}) {
    SamplePictures flat = pictures();
    flat.first.alpha = flat_bytes(200, 150, value).pixels();
    flat.second.reset();
    for (std::uint64_t i = 0; i < 20; ++i) expect_sound(sample(recipe(), i, flat, true));
  }
}

TEST_P(EveryStreamRecipe, TakesFloatAlphasOfSixteenBitFiles) {
  SamplePictures deep = pictures();
  deep.first.alpha = to_float(Alpha(deep.first.alpha)).pixels();
  for (std::uint64_t i = 0; i < 5; ++i) expect_sound(sample(recipe(), i, deep));
}

TEST_P(EveryStreamRecipe, GivesTheSameForTheSameNumberAndElseAnother) {
  EXPECT_EQ(digest(sample(recipe(), 7)), digest(sample(recipe(), 7)));
  EXPECT_NE(digest(sample(recipe(), 7)), digest(sample(recipe(), 8)));
}

TEST_P(EveryStreamRecipe, LeavesThePicturesItIsGivenAsTheyAre) {
  const SamplePictures given = pictures();
  const std::string before = sha256_of_pixels(given.first.colour) +
                             sha256_of_pixels(given.first.alpha) +
                             sha256_of_pixels(given.background);
  for (std::uint64_t i = 0; i < 20; ++i) sample(recipe(), i, given, true);
  EXPECT_EQ(before, sha256_of_pixels(given.first.colour) + sha256_of_pixels(given.first.alpha) +
                        sha256_of_pixels(given.background));
}

TEST_P(EveryStreamRecipe, ChangesTheImageAloneAsTheWorldDoesAndOnlyWhenAsked) {
  int changed = 0;
  for (std::uint64_t i = 0; i < 60; ++i) {
    const StreamSample plain = sample(recipe(), i);
    const StreamSample asked = sample(recipe(), i, pictures(), true);
    EXPECT_TRUE(plain.draws.real_world.empty());
    EXPECT_EQ(cv::norm(plain.alpha, asked.alpha, cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(plain.foreground, asked.foreground, cv::NORM_INF), 0);
    const bool differs = cv::norm(plain.image, asked.image, cv::NORM_INF) > 0;
    EXPECT_EQ(differs, !asked.draws.real_world.empty()) << i;
    changed += differs ? 1 : 0;
  }
  EXPECT_NEAR(changed, 30, 5 * 3.9);
}

INSTANTIATE_TEST_SUITE_P(StreamSample, EveryStreamRecipe,
                         testing::Values("gca", "mam", "aematter", "aim"),
                         [](const auto& recipe) { return recipe.param; });

TEST(StreamSample, TheImageIsTheCompositeOfItsParts) {
  for (const char* name : {"gca", "mam", "aematter"}) {
    for (std::uint64_t i = 0; i < 30; ++i) {
      const StreamSample made = sample(find_stream_recipe(name), i);
      for (int y = 0; y < kCropPx; ++y) {
        for (int x = 0; x < kCropPx; ++x) {
          const auto a = static_cast<double>(made.alpha.at<float>(y, x));
          const cv::Vec3d f = made.foreground.at<cv::Vec3f>(y, x);
          const cv::Vec3d b = made.background.at<cv::Vec3f>(y, x);
          const cv::Vec3d image = made.image.at<cv::Vec3f>(y, x);
          ASSERT_LT(cv::norm(image - (a * f + (1 - a) * b), cv::NORM_INF), 1e-3) << name << i;
        }
      }
    }
  }
}

TEST(StreamSample, FilesDifferFromTheirCompositeByTheRoundingOfFourPictures) {
  SampleParts parts{true, true, false, PngEffort::fast};
  const StreamSample made = sample(find_stream_recipe("gca"), 3);
  const std::vector<SampleFile> files = sample_files(made, parts);
  ASSERT_EQ(files.size(), 5U);
  cv::Mat image;
  cv::Mat alpha;
  cv::Mat f;
  cv::Mat b;
  made.image.convertTo(image, CV_8U);
  made.alpha.convertTo(alpha, CV_8U, 255);
  made.foreground.convertTo(f, CV_8U);
  made.background.convertTo(b, CV_8U);
  for (int y = 0; y < kCropPx; ++y) {
    for (int x = 0; x < kCropPx; ++x) {
      const double a = alpha.at<std::uint8_t>(y, x) / 255.0;
      const cv::Vec3d mixed =
          a * cv::Vec3d(f.at<cv::Vec3b>(y, x)) + (1 - a) * cv::Vec3d(b.at<cv::Vec3b>(y, x));
      // One half each for the image, for F or B in proportion, and for the alpha at most.
      ASSERT_LE(cv::norm(cv::Vec3d(image.at<cv::Vec3b>(y, x)) - mixed, cv::NORM_INF), 1.5 + 1e-3);
    }
  }
}

TEST(StreamSample, OfAPhotographIsThePhotographWithoutJitter) {
  SamplePictures photograph = pictures();
  photograph.photograph = true;
  photograph.second.reset();
  photograph.background = cv::Mat();
  for (std::uint64_t i = 0; i < 10; ++i) {
    const StreamSample made = sample(find_stream_recipe("mam"), i, photograph);
    expect_sound(made);
    EXPECT_EQ(cv::norm(made.image, made.foreground, cv::NORM_INF), 0);
    EXPECT_EQ(cv::countNonZero(made.background.reshape(1)), 0);
    EXPECT_FALSE(made.draws.jitter);
  }
}

TEST(StreamSample, OfMamHasTheBoxOfWhatIsMostlyOpaque) {
  int boxes = 0;
  for (std::uint64_t i = 0; i < 40; ++i) {
    const StreamSample made = sample(find_stream_recipe("mam"), i);
    const bool opaque = cv::countNonZero(made.alpha > 0.5) > 0;
    ASSERT_EQ(made.draws.box.has_value(), opaque);
    if (!opaque) continue;
    ++boxes;
    const cv::Rect box = *made.draws.box;
    EXPECT_EQ(cv::countNonZero(made.alpha > 0.5), cv::countNonZero(made.alpha(box) > 0.5));
    for (const cv::Mat& side :
         {made.alpha(box).row(0), made.alpha(box).col(0), made.alpha(box).row(box.height - 1),
          made.alpha(box).col(box.width - 1)}) {
      EXPECT_GT(cv::countNonZero(side > 0.5), 0);
    }
  }
  EXPECT_GT(boxes, 20);
  EXPECT_FALSE(sample(find_stream_recipe("gca"), 1).draws.box);
}

TEST(StreamSample, StepsAreTakenAsOftenAsTheRecipesSay) {
  constexpr int kCount = 1000;
  const SamplePictures small = pictures(40, 36);
  int squashed = 0;
  int enlarged = 0;
  int blurred = 0;
  int noisy = 0;
  for (std::uint64_t i = 0; i < kCount; ++i) {
    squashed += sample(find_stream_recipe("gca"), i, small).draws.squash ? 1 : 0;
    const SampleDraws draws = sample(find_stream_recipe("aematter"), i, small).draws;
    enlarged += draws.enlarged_by > 1 ? 1 : 0;
    blurred += draws.object_blur_sigma_px > 0 ? 1 : 0;
    noisy += sample(find_stream_recipe("aim"), i, small).draws.early_noise ? 1 : 0;
  }
  EXPECT_NEAR(squashed, 250, 5 * 13.7);
  EXPECT_NEAR(enlarged, 400, 5 * 15.5);
  EXPECT_NEAR(blurred, 50, 5 * 6.9);
  EXPECT_NEAR(noisy, 500, 5 * 15.8);
}

TEST(StreamRecipes, SayWhoseTheyAre) {
  for (const StreamRecipe& recipe : stream_recipes()) {
    EXPECT_GE(recipe.version, 1);
    EXPECT_GE(recipe.crop_px, kLeastCropPx);
    EXPECT_NE(recipe.source.find(" at "), std::string::npos) << recipe.name;
    EXPECT_FALSE(recipe.summary.empty());
  }
  EXPECT_THROW(find_stream_recipe("gac"), UsageError);
}

}  // namespace
}  // namespace mbench

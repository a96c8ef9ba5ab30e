// Samples that are degraded after they are loaded.

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/image_io.h"
#include "datasets/sample.h"
#include "synth/degrade_trimap.h"
#include "synth/trimap_from_alpha.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

bool equal(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() && one.type() == other.type() &&
         cv::norm(one, other, cv::NORM_INF) == 0;
}

/// A photograph with alpha and trimap files, to be degraded so.
class DegradedSample : public testing::Test {
 protected:
  DegradedSample() {
    data_.image("images/cat.png", 60, 40);
    data_.alpha("alpha/cat.png", 60, 40);
    data_.trimap("trimaps/cat.png", 60, 40);
  }

  Sample sample(const std::string& degradation) const {
    Sample sample;
    sample.name = "cat";
    sample.split = "test";
    sample.image = ImageFile{data_.at("images/cat.png")};
    sample.alpha = data_.at("alpha/cat.png");
    sample.trimap = TrimapFile{data_.at("trimaps/cat.png")};
    sample.degradation = parse_degradation(degradation);
    return sample;
  }

  TinyDataset data_;
};

TEST_F(DegradedSample, OfAnImageKeepsTrimapAndAlpha) {
  const LoadedSample clean = load(sample("none"));
  const LoadedSample worse = load(sample("blur:2+noise:10"));
  EXPECT_TRUE(
      equal(worse.image.pixels(),
            degraded(clean.image, parse_degradation("blur:2+noise:10"), "test/cat").pixels()));
  EXPECT_FALSE(equal(worse.image.pixels(), clean.image.pixels()));
  EXPECT_TRUE(equal(worse.trimap.pixels(), clean.trimap.pixels()));
  EXPECT_TRUE(equal(worse.alpha->pixels(), clean.alpha->pixels()));
  EXPECT_FALSE(worse.scored_trimap.has_value());
}

TEST_F(DegradedSample, OfATrimapKeepsImageAndAlphaAndIsScoredWhereEitherIsUnknown) {
  const LoadedSample clean = load(sample("none"));
  for (const char* text : {"trimap-dilate:1", "trimap-erode:1"}) {
    const LoadedSample worse = load(sample(text));
    const Trimap expected = degraded(clean.trimap, parse_degradation(text));
    EXPECT_TRUE(equal(worse.image.pixels(), clean.image.pixels()));
    EXPECT_TRUE(equal(worse.alpha->pixels(), clean.alpha->pixels()));
    EXPECT_TRUE(equal(worse.trimap.pixels(), expected.pixels()));
    EXPECT_NE(worse.trimap.unknown_pixels(), clean.trimap.unknown_pixels());
    ASSERT_TRUE(worse.scored_trimap.has_value());
    EXPECT_TRUE(
        equal(worse.scored_trimap->pixels(), unknown_in_either(clean.trimap, expected).pixels()));
  }
}

TEST_F(DegradedSample, HasATrimapMadeFromTheWholeAlphaFirst) {
  Sample made = sample("trimap-dilate:2");
  made.trimap = TrimapMade{"ellipse:3"};
  const Alpha alpha = read_alpha(data_.at("alpha/cat.png")).picture;
  const Trimap before = trimap_from_alpha(alpha, parse_trimap_recipe("ellipse:3"));
  EXPECT_TRUE(equal(load(made).trimap.pixels(), with_unknown_grown(before, 2).pixels()));
}

TEST_F(DegradedSample, HasNoiseThatFollowsFromItsSplitAndName) {
  const Sample first = sample("noise:20");
  Sample second = first;
  second.split = "train";
  EXPECT_TRUE(equal(load(first).image.pixels(), load(first).image.pixels()));
  EXPECT_FALSE(equal(load(first).image.pixels(), load(second).image.pixels()));
  second.split.clear();
  EXPECT_EQ(full_name(first), "test/cat");
  EXPECT_EQ(full_name(second), "cat");
}

TEST_F(DegradedSample, IsToldFromOthersByItsSourceText) {
  const std::string clean = source_text(sample("none"));
  EXPECT_EQ(clean.find("degradation"), std::string::npos) << "digests of clean samples stay known";
  const std::string noisy = source_text(sample("noise:20"));
  EXPECT_NE(noisy, clean);
  EXPECT_EQ(noisy, source_text(sample("noise:20.0:0")));
  EXPECT_NE(noisy, source_text(sample("noise:21")));
  Sample renamed = sample("noise:20");
  renamed.name = "dog";
  EXPECT_NE(noisy, source_text(renamed));
}

}  // namespace
}  // namespace mbench

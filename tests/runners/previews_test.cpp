#include "runners/previews.h"

#include "tests/support/builders.h"

#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>
#include <set>

namespace mbench {
namespace {

cv::Mat decoded(const PreviewRecord& preview) {
  const cv::Mat bytes(1, static_cast<int>(preview.jpeg.size()), CV_8UC1,
                      const_cast<char*>(preview.jpeg.data()));
  return cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
}

LoadedSample sample_of(int width, int height) {
  return {noise_image(width, height, 1), noise_trimap(width, height, 2), disc_alpha(width, height)};
}

TEST(Previews, ShrinkToTheGallerysSideAndKeepTheShape) {
  const auto previews = sample_previews("digest", "of trimap", sample_of(1000, 500));
  ASSERT_EQ(previews.size(), 4U);
  for (const PreviewRecord& one : previews) {
    EXPECT_EQ(decoded(one).size(), cv::Size(kPreviewSide, kPreviewSide / 2)) << one.kind;
  }
}

TEST(Previews, StandUnderTheImagesDigestAndTheTrimapUnderItsOwnToo) {
  std::multiset<std::string> keys;
  for (const PreviewRecord& one : sample_previews("image", "trimap", sample_of(20, 10))) {
    keys.insert(one.subject + " " + one.kind);
  }
  EXPECT_EQ(keys, (std::multiset<std::string>{"image image", "image trimap", "image truth",
                                              "trimap trimap"}));
}

TEST(Previews, LeaveSmallPicturesAsTheyAre) {
  EXPECT_EQ(decoded(sample_previews("d", "t", sample_of(1, 3)).front()).size(), cv::Size(1, 3));
}

TEST(Previews, HaveNoTruthAndNoErrorWithoutGroundTruth) {
  LoadedSample sample = sample_of(20, 10);
  sample.alpha.reset();
  EXPECT_EQ(sample_previews("d", "t", sample).size(), 3U);
  const auto prediction = prediction_previews("k", flat_alpha(20, 10, 0.5F), sample);
  ASSERT_EQ(prediction.size(), 1U);
  EXPECT_EQ(prediction[0].kind, "alpha");
}

TEST(Previews, ShowAnErrorWhereThereIsOne) {
  LoadedSample sample = sample_of(20, 10);
  sample.alpha = flat_bytes(20, 10, 0);
  const cv::Mat none = decoded(prediction_previews("k", flat_alpha(20, 10, 0.0F), sample)[1]);
  const cv::Mat full = decoded(prediction_previews("k", flat_alpha(20, 10, 1.0F), sample)[1]);
  EXPECT_LT(cv::mean(none)[1], 20.0);
  EXPECT_GT(cv::mean(full)[1], 200.0);
}

}  // namespace
}  // namespace mbench

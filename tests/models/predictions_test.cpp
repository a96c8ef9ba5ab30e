#include "runners/models/predictions.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "runners/models/model_registry.h"
#include "tests/support/builders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

namespace mbench {
namespace {

using ::testing::HasSubstr;

class Predictions : public ::testing::Test {
 protected:
  Alpha matte(const std::string& name, int width = 4, int height = 3) const {
    const ModelSpec spec = parse_model_spec("predictions:" + folder_.path().string());
    return make_model(spec, 1)->matte(
        MattingInput{noise_image(width, height, 1), flat_trimap(width, height, 128), {}, name});
  }
  std::string refusal(const std::string& name, int width = 4) const {
    try {
      matte(name, width);
    } catch (const ModelError& error) {
      return error.what();
    }
    return "accepted";
  }
  fs::path file(const std::string& name) const { return folder_.path() / name; }

  TemporaryFolder folder_;
};

TEST_F(Predictions, ReadsEightAndSixteenBitsAndFloat) {
  write_alpha(file("eight.png"), flat_bytes(4, 3, 51));
  cv::imwrite(file("sixteen.png").string(), cv::Mat(3, 4, CV_16UC1, cv::Scalar(13107)));
  write_alpha(file("float.tiff"), flat_alpha(4, 3, 0.123456F));
  EXPECT_FLOAT_EQ(matte("eight").pixels().at<float>(2, 3), 0.2F);
  EXPECT_FLOAT_EQ(matte("sixteen").pixels().at<float>(2, 3), 0.2F);
  EXPECT_EQ(matte("float").pixels().at<float>(2, 3), 0.123456F);
}

TEST_F(Predictions, LooksInFoldersOfTheNameFirst) {
  write_alpha(file("cat.png"), flat_bytes(4, 3, 0));
  EXPECT_EQ(matte("animals/cat").pixels().at<float>(0, 0), 0.0F);
  write_alpha(file("animals/cat.png"), flat_bytes(4, 3, 255));
  EXPECT_EQ(matte("animals/cat").pixels().at<float>(0, 0), 1.0F);
}

TEST_F(Predictions, KeepsDotsOfTheName) {
  write_alpha(file("v1.5.png"), flat_bytes(4, 3, 255));
  EXPECT_EQ(matte("v1.5").pixels().at<float>(0, 0), 1.0F);
}

TEST_F(Predictions, NamesTheFileThatIsMissingOrOfAnotherSize) {
  EXPECT_THAT(refusal("dog"), HasSubstr(file("dog.png").string()));
  write_alpha(file("dog.png"), flat_bytes(4, 3, 0));
  EXPECT_THAT(refusal("dog", 5), HasSubstr("dog.png is 4x3 but its image is 5x3"));
  EXPECT_THAT(refusal(""), HasSubstr("no name"));
}

TEST_F(Predictions, RefuseAFolderThatIsNotThere) {
  EXPECT_THROW(make_model(parse_model_spec("predictions:/nowhere/at-all"), 1), ModelError);
}

TEST_F(Predictions, AreKnownByTheirFile) {
  const auto digest = [&] { return predictions().sample_digest(folder_.path().string(), "cat"); };
  EXPECT_EQ(digest(), "");
  write_alpha(file("cat.png"), flat_bytes(4, 3, 0));
  const std::string first = digest();
  EXPECT_EQ(first.size(), 64U);
  EXPECT_EQ(digest(), first);
  write_alpha(file("cat.png"), flat_bytes(4, 3, 1));
  EXPECT_NE(digest(), first);
}

TEST_F(Predictions, AreNotTimed) {
  const ModelSpec spec = parse_model_spec("predictions:" + folder_.path().string());
  const auto use = make_model(spec, 1)->outside_use();
  ASSERT_TRUE(use);
  EXPECT_FALSE(use->is_timed);
  EXPECT_FALSE(use->memory_peak_bytes);
}

}  // namespace
}  // namespace mbench

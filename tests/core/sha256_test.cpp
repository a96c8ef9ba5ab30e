#include "core/sha256.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

TEST(Sha256, GivesTheStandardsExamples) {
  // FIPS 180-4's examples.
  EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256(std::string(1000000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnThePieces) {
  Sha256 hash;
  hash.add("a");
  hash.add("");
  hash.add("bc", 2);
  EXPECT_EQ(hash.digest(), sha256("abc"));
}

TEST(Sha256, OfAFileIsThatOfItsBytes) {
  const TemporaryFolder folder;
  const std::string bytes(1000000, 'a');
  write_file_atomically(folder.path() / "file", bytes);
  EXPECT_EQ(sha256_of_file(folder.path() / "file"), sha256(bytes));
  EXPECT_THROW(sha256_of_file("/no/such/file"), DataError);
  EXPECT_THROW(sha256_of_file("/proc/self"), DataError);
}

TEST(Sha256, OfPixelsIsThatOfSizeAndRows) {
  const cv::Mat pixels = (cv::Mat_<std::uint8_t>(2, 3) << 1, 2, 3, 4, 5, 6);
  const char expected[] = {3, 0, 0, 0, 2, 0, 0, 0, 1, 2, 3, 4, 5, 6};
  EXPECT_EQ(sha256_of_pixels(pixels), sha256({expected, sizeof expected}));
}

TEST(Sha256, OfPixelsDoesNotSeeThePicturesSurroundings) {
  const cv::Mat part = noise_image(20, 20, 1).pixels()(cv::Rect(2, 3, 5, 7));
  EXPECT_EQ(sha256_of_pixels(part), sha256_of_pixels(part.clone()));
}

TEST(Sha256, OfPixelsTellsTurnedSizesApart) {
  const cv::Mat pixels(2, 3, CV_8UC1, cv::Scalar(0));
  EXPECT_NE(sha256_of_pixels(pixels), sha256_of_pixels(pixels.reshape(1, 3)));
}

}  // namespace
}  // namespace mbench

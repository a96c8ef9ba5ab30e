#include "core/jpeg_decoder.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/decode_error.h"
#include "core/filesystem.h"
#include "core/sha256.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

const fs::path kFolder = fs::path(MBENCH_TEST_DATA_DIR) / "core";

std::map<std::string, std::string> stored_digests() {
  std::ifstream list((kFolder / "jpegs.txt").string());
  std::map<std::string, std::string> digests;
  std::string line;
  std::getline(list, line);  // where they come from
  std::string name, digest;
  while (list >> name >> digest) digests[name] = digest;
  return digests;
}

cv::Mat spread(const cv::Mat& pixels) {
  cv::Mat rgb = pixels;
  if (pixels.channels() == 1) cv::cvtColor(pixels, rgb, cv::COLOR_GRAY2RGB);
  return rgb;
}

bool decodes(const std::vector<unsigned char>& file) {
  try {
    decode_jpeg(file);
    return true;
  } catch (const DecodeError&) {
    return false;
  }
}

TEST(JpegDecoder, EqualsPillowOnStoredFiles) {
  const auto digests = stored_digests();
  EXPECT_EQ(digests.size(), 7U);
  for (const auto& [name, digest] : digests) {
    EXPECT_EQ(sha256_of_pixels(spread(decode_jpeg(read_file(kFolder / name)))), digest) << name;
  }
}

TEST(JpegDecoder, EqualsOpenCvOnTheDemoPictures) {
  int pictures = 0;
  for (const char* folder : {"fg", "bg", "images"}) {
    for (const auto& entry : fs::directory_iterator(data_folder() / "demo" / folder)) {
      const std::vector<unsigned char> file = read_file(entry.path());
      cv::Mat theirs = cv::imdecode(file, cv::IMREAD_UNCHANGED);
      cv::cvtColor(theirs, theirs, cv::COLOR_BGR2RGB);
      EXPECT_EQ(cv::norm(decode_jpeg(file), theirs, cv::NORM_INF), 0.0) << entry.path();
      ++pictures;
    }
  }
  EXPECT_GE(pictures, 10);
}

TEST(JpegDecoder, KeepsGreyInOneChannel) {
  EXPECT_EQ(decode_jpeg(read_file(kFolder / "grey.jpg")).type(), CV_8UC1);
  EXPECT_EQ(decode_jpeg(read_file(kFolder / "cmyk.jpg")).type(), CV_8UC3);
}

TEST(JpegDecoder, RefusesEveryTruncatedFile) {
  for (const auto& [name, digest] : stored_digests()) {
    const std::vector<unsigned char> file = read_file(kFolder / name);
    for (std::size_t length = 0; length < file.size(); ++length) {
      const auto end = file.begin() + static_cast<std::ptrdiff_t>(length);
      EXPECT_FALSE(decodes({file.begin(), end})) << name << ": " << length << " bytes";
    }
  }
}

TEST(JpegDecoder, SurvivesAnyDamagedByte) {
  // Many changes only change pixels; none may do harm.
  std::vector<unsigned char> file = read_file(kFolder / "progressive.jpg");
  int refused = 0;
  for (std::size_t i = 0; i < file.size(); ++i) {
    const unsigned char before = file[i];
    for (const int value : {0x00, 0xFF, 0xD9}) {
      file[i] = static_cast<unsigned char>(value);
      refused += !decodes(file);
    }
    file[i] = before;
  }
  EXPECT_GT(refused, 0);
}

TEST(JpegDecoder, DoesNotMindSuperfluousBytesBeforeAMarker) {
  // Published data sets hold such files; no pixel is lost.
  std::vector<unsigned char> file = read_file(kFolder / "grey.jpg");
  const cv::Mat whole = decode_jpeg(file);
  file.insert(file.end() - 2, {1, 2, 3});
  EXPECT_EQ(cv::norm(decode_jpeg(file), whole, cv::NORM_INF), 0.0);
}

TEST(JpegDecoder, SaysWhatIsWrong) {
  std::vector<unsigned char> file = read_file(kFolder / "grey.jpg");
  file.resize(file.size() / 2);
  try {
    decode_jpeg(file);
    FAIL() << "nothing was thrown";
  } catch (const DecodeError& error) {
    EXPECT_STREQ(error.what(), "the file is damaged or truncated: Premature end of JPEG file");
  }
}

TEST(JpegDecoder, RefusesAHeaderOfTooManyPixels) {
  std::vector<unsigned char> file = read_file(kFolder / "grey.jpg");
  const std::vector<unsigned char> frame{0xFF, 0xC0};
  const auto found = std::search(file.begin(), file.end(), frame.begin(), frame.end());
  ASSERT_NE(found, file.end());
  // Marker, length and precision come before the two sides, big-endian.
  std::fill(found + 5, found + 9, static_cast<unsigned char>(0xEA));
  try {
    decode_jpeg(file);
    FAIL() << "nothing was thrown";
  } catch (const DecodeError& error) {
    EXPECT_STREQ(error.what(), "its header says 60138x60138 pixels, more than 2^30");
  }
}

}  // namespace
}  // namespace mbench

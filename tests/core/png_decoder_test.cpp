#include "core/png_decoder.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/decode_error.h"
#include "core/filesystem.h"
#include "core/png_encoder.h"
#include "tests/core/png_builder.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

cv::Mat decoded(Bytes file) { return decode_png(file); }

/// libpng's pixels through OpenCV, in our order of channels.
cv::Mat oracle(const Bytes& file) {
  cv::Mat pixels = cv::imdecode(file, cv::IMREAD_UNCHANGED);
  if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
  if (pixels.channels() == 4) cv::cvtColor(pixels, pixels, cv::COLOR_BGRA2RGBA);
  return pixels;
}

/// Colours without opacity, grey spread over three channels: what both sides agree on.
cv::Mat as_rgb(const cv::Mat& pixels) {
  cv::Mat first, rgb;
  switch (pixels.channels()) {
    case 2:
      cv::extractChannel(pixels, first, 0);
      return as_rgb(first);
    case 1:
      cv::cvtColor(pixels, rgb, cv::COLOR_GRAY2RGB);
      return rgb;
    case 4:
      cv::cvtColor(pixels, rgb, cv::COLOR_RGBA2RGB);
      return rgb;
    default:
      return pixels;
  }
}

std::string failure_of(const Bytes& file) {
  try {
    decoded(file);
  } catch (const DecodeError& error) {
    return error.what();
  }
  return "";
}

struct Kind {
  int colour;
  int bit_depth;
};

class EveryKind : public testing::TestWithParam<Kind> {
 protected:
  static PngBuilder builder(std::uint32_t width, std::uint32_t height) {
    PngBuilder png;
    png.width = width;
    png.height = height;
    png.colour = GetParam().colour;
    png.bit_depth = GetParam().bit_depth;
    if (png.colour == 3) {
      for (int i = 0; i < 3 << png.bit_depth; ++i) {
        png.palette.push_back(static_cast<std::uint8_t>(i * 37));
      }
    }
    return png;
  }

  static void expect_oracle(const Bytes& file) {
    const cv::Mat ours = as_rgb(decoded(file));
    const cv::Mat theirs = as_rgb(oracle(file));
    ASSERT_EQ(ours.size(), theirs.size());
    ASSERT_EQ(ours.type(), theirs.type());
    EXPECT_EQ(cv::norm(ours, theirs, cv::NORM_INF), 0.0);
  }
};

TEST_P(EveryKind, EqualsLibpngForEveryFilter) {
  for (int filter = -1; filter < 5; ++filter) {
    const PngBuilder png = builder(53, 21);
    expect_oracle(png.file(png.noise_rows(static_cast<unsigned>(filter + 2), filter)));
  }
}

TEST_P(EveryKind, EqualsLibpngInterlaced) {
  for (const std::uint32_t side : {1U, 2U, 3U, 4U, 5U, 7U, 8U, 9U, 33U}) {
    PngBuilder png = builder(side, 34 - side);
    png.interlaced = true;
    expect_oracle(png.file(png.noise_rows(side, -1)));
  }
}

TEST_P(EveryKind, EqualsLibpngForEveryWidth) {
  for (std::uint32_t width = 1; width < 40; ++width) {
    const PngBuilder png = builder(width, 3);
    expect_oracle(png.file(png.noise_rows(width, -1)));
  }
}

TEST_P(EveryKind, ReadsAStreamInSmallPieces) {
  PngBuilder png = builder(19, 11);
  const Bytes rows = png.noise_rows(1, -1);
  const cv::Mat whole = decoded(png.file(rows));
  png.piece = 7;
  EXPECT_EQ(cv::norm(decoded(png.file(rows)), whole, cv::NORM_INF), 0.0);
}

TEST_P(EveryKind, RefusesEveryTruncatedFile) {
  for (const bool interlaced : {false, true}) {
    PngBuilder png = builder(6, 5);
    png.interlaced = interlaced;
    const Bytes file = png.file(png.noise_rows(1, -1));
    for (std::size_t length = 0; length < file.size(); ++length) {
      const Bytes part(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
      EXPECT_NE(failure_of(part), "") << length << " of " << file.size();
    }
  }
}

TEST_P(EveryKind, NoticesAnyDamagedByte) {
  const PngBuilder png = builder(6, 5);
  const Bytes file = png.file(png.noise_rows(1, -1));
  for (std::size_t i = 0; i < file.size(); ++i) {
    for (const int flip : {1, 0x20, 0x80, 0xFF}) {
      Bytes damaged = file;
      damaged[i] = static_cast<std::uint8_t>(damaged[i] ^ flip);
      EXPECT_NE(failure_of(damaged), "") << "byte " << i << " changed by " << flip;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(PngDecoder, EveryKind,
                         testing::Values(Kind{0, 1}, Kind{0, 2}, Kind{0, 4}, Kind{0, 8},
                                         Kind{0, 16}, Kind{2, 8}, Kind{2, 16}, Kind{3, 1},
                                         Kind{3, 2}, Kind{3, 4}, Kind{3, 8}, Kind{4, 8},
                                         Kind{4, 16}, Kind{6, 8}, Kind{6, 16}));

TEST(PngDecoder, GivesChannelsAndDepthAsStored) {
  const auto type_of = [](int colour, int bit_depth) {
    PngBuilder png;
    png.colour = colour;
    png.bit_depth = bit_depth;
    return decoded(png.file(png.noise_rows(1, 0))).type();
  };
  EXPECT_EQ(type_of(0, 8), CV_8UC1);
  EXPECT_EQ(type_of(0, 1), CV_8UC1);
  EXPECT_EQ(type_of(0, 16), CV_16UC1);
  EXPECT_EQ(type_of(4, 8), CV_8UC2);
  EXPECT_EQ(type_of(2, 16), CV_16UC3);
  EXPECT_EQ(type_of(6, 8), CV_8UC4);
}

TEST(PngDecoder, SpreadsAPackedTrimapByHand) {
  // Two bits a pixel: 0, 1, 2, 3 become 0, 85, 170, 255; the row is 00 01 10 11, 11...
  PngBuilder png;
  png.width = 5;
  png.bit_depth = 2;
  const cv::Mat pixels = decoded(png.file({0, 0x1B, 0xC0}));
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 5) << 0, 85, 170, 255, 255);
  EXPECT_EQ(cv::norm(pixels, expected, cv::NORM_INF), 0.0);
}

TEST(PngDecoder, AGreyPaletteIsOneChannel) {
  PngBuilder png;
  png.width = 3;
  png.colour = 3;
  png.palette = {0, 0, 0, 128, 128, 128, 255, 255, 255};
  const cv::Mat pixels = decoded(png.file({0, 2, 0, 1}));
  const cv::Mat expected = (cv::Mat_<std::uint8_t>(1, 3) << 255, 0, 128);
  EXPECT_EQ(cv::norm(pixels, expected, cv::NORM_INF), 0.0);
}

TEST(PngDecoder, ReadsTheDemoPictures) {
  int pictures = 0;
  for (const char* folder : {"alpha", "trimaps"}) {
    for (const auto& entry : fs::directory_iterator(data_folder() / "demo" / folder)) {
      const Bytes file = read_file(entry.path());
      EXPECT_EQ(cv::norm(decoded(file), oracle(file), cv::NORM_INF), 0.0) << entry.path();
      ++pictures;
    }
  }
  EXPECT_GE(pictures, 10);
}

TEST(PngDecoder, ReadsWhatOpenCvWrites) {
  for (const int strategy : {cv::IMWRITE_PNG_STRATEGY_DEFAULT, cv::IMWRITE_PNG_STRATEGY_FILTERED,
                             cv::IMWRITE_PNG_STRATEGY_RLE, cv::IMWRITE_PNG_STRATEGY_FIXED}) {
    for (const cv::Mat& pixels : {disc_alpha(300, 200).pixels(), noise_image(61, 47, 1).pixels()}) {
      Bytes file;
      cv::imencode(".png", pixels, file, {cv::IMWRITE_PNG_STRATEGY, strategy});
      EXPECT_EQ(cv::norm(decoded(file), oracle(file), cv::NORM_INF), 0.0);
    }
  }
}

TEST(PngDecoder, IgnoresWhatFollowsTheEnd) {
  PngBuilder png;
  const Bytes file = png.file({0, 77});
  EXPECT_EQ(decoded(file + Bytes{1, 2, 3}).at<std::uint8_t>(0, 0), 77);
}

TEST(PngDecoder, IgnoresChunksThatNeedNotBeUnderstood) {
  PngBuilder png;
  const Bytes file = png_signature() + png.header_chunk() + png_chunk("gAMA", {0, 0, 1, 2}) +
                     png_chunk("tEXt", {'a', 0, 'b'}) + png_chunk("IDAT", zlib_stream({0, 77})) +
                     png_chunk("IEND", {});
  EXPECT_EQ(decoded(file).at<std::uint8_t>(0, 0), 77);
}

TEST(PngDecoder, RefusesAHeaderOfTooManyPixelsAtOnce) {
  PngBuilder png;
  png.width = 60000;
  png.height = 60000;
  const Bytes file = png_signature() + png.header_chunk() + png_chunk("IDAT", zlib_stream({0})) +
                     png_chunk("IEND", {});
  EXPECT_EQ(failure_of(file), "its header says 60000x60000 pixels, more than 2^30");
}

TEST(PngDecoder, FindsALyingHeaderOutBeforeAskingForMemory) {
  PngBuilder png;
  png.width = 30000;
  png.height = 30000;
  png.colour = 6;
  const Bytes file = png_signature() + png.header_chunk() +
                     png_chunk("IDAT", zlib_stream({0, 1, 2, 3, 4})) + png_chunk("IEND", {});
  EXPECT_EQ(failure_of(file), "its header says 30000x30000 pixels, but it holds far fewer");
}

TEST(PngDecoder, SaysWhatIsWrong) {
  PngBuilder png;
  png.width = 2;
  const Bytes head = png_signature() + png.header_chunk();
  const Bytes data = png_chunk("IDAT", zlib_stream({0, 1, 2}));
  const Bytes end = png_chunk("IEND", {});
  EXPECT_EQ(failure_of(head + data + end), "");
  EXPECT_EQ(failure_of({1, 2, 3}), "it is not a PNG");
  EXPECT_EQ(failure_of(head + end), "it holds no pixel data");
  EXPECT_EQ(failure_of(head + data), "the file is truncated");
  EXPECT_EQ(failure_of(head + png_chunk("IDAT", zlib_stream({0, 1})) + end),
            "it holds fewer pixels than its header says");
  EXPECT_EQ(failure_of(head + png_chunk("IDAT", zlib_stream({0, 1, 2, 3})) + end),
            "it holds more pixels than its header says");
  EXPECT_EQ(failure_of(head + png_chunk("IDAT", {1, 2, 3}) + end), "its pixel data is damaged");
  EXPECT_EQ(failure_of(head + png_chunk("IDAT", zlib_stream({5, 1, 2})) + end),
            "its pixel data is damaged: row 0 has filter 5");
  EXPECT_EQ(failure_of(head + png_chunk("ABCD", {}) + data + end),
            "it holds a chunk of the unknown kind ABCD");
  EXPECT_EQ(failure_of(head + data + png_chunk("tIME", {}) + data + end),
            "the file is damaged: its pixel data is torn apart");
}

TEST(PngDecoder, RefusesKindsThatDoNotExist) {
  for (const auto& [colour, depth] : {std::pair{0, 3},
                                      {0, 0},
                                      {1, 8},
                                      {2, 4},
                                      {3, 16},
                                      {4, 4},
                                      {5, 8},
                                      {6, 1},
                                      {7, 8},
                                      {255, 8}}) {
    PngBuilder png;
    png.colour = colour;
    png.bit_depth = depth;
    EXPECT_EQ(failure_of(png_signature() + png.header_chunk() + png_chunk("IEND", {})),
              "its header describes no kind of PNG");
  }
}

TEST(PngDecoder, RefusesAnEmptyPicture) {
  PngBuilder png;
  png.height = 0;
  EXPECT_EQ(failure_of(png_signature() + png.header_chunk()), "its header says 1x0 pixels");
}

TEST(PngDecoder, RefusesColoursThatThePaletteDoesNotHold) {
  PngBuilder png;
  png.width = 2;
  png.colour = 3;
  EXPECT_EQ(failure_of(png.file({0, 0, 1})), "its pixels refer to a palette that it does not hold");
  png.palette = {10, 20, 30};
  EXPECT_EQ(failure_of(png.file({0, 0, 1})),
            "column 1, row 0 refers to colour 1 of a palette of 1");
}

TEST(PngDecoder, ReadsAOnePixelColumn) {
  PngBuilder png;
  png.height = 1000;
  const Bytes file = png.file(png.noise_rows(3, -1));
  EXPECT_EQ(cv::norm(decoded(file), oracle(file), cv::NORM_INF), 0.0);
}

}  // namespace
}  // namespace mbench

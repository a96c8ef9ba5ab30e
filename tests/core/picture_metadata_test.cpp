#include "core/picture_metadata.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "tests/core/picture_blocks.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

/// Files that live as long as the test.
class PictureMetadataOfFile : public ::testing::Test {
 protected:
  PictureMetadata of(const Bytes& file) const { return picture_metadata(written(file)); }

  std::string complaint(const Bytes& file) const {
    try {
      of(file);
    } catch (const DataError& error) {
      return error.what();
    }
    return "nothing was thrown";
  }

  fs::path written(const Bytes& file) const {
    const fs::path path = folder_.path() / "picture";
    // Without waiting for the disk, as mbench's own writing does: there are thousands.
    std::ofstream stream(path.string(), std::ios::binary);
    stream.write(reinterpret_cast<const char*>(file.data()),
                 static_cast<std::streamsize>(file.size()));
    return path;
  }

 private:
  TemporaryFolder folder_;
};

Bytes small_png(int colour = 2, int bit_depth = 8) {
  PngBuilder png;
  png.width = 5;
  png.height = 3;
  png.colour = colour;
  png.bit_depth = bit_depth;
  if (colour == 3) png.palette.assign(3U << bit_depth, 0);
  return png.file(png.noise_rows(1, 0));
}

Bytes small_jpeg() { return encode_jpeg(noise_image(20, 10, 1).pixels(), 90); }

Bytes first(const Bytes& file, std::size_t bytes) {
  return {file.begin(), file.begin() + static_cast<std::ptrdiff_t>(bytes)};
}

TEST_F(PictureMetadataOfFile, GivesWhatAPngHeaderSays) {
  const PictureMetadata metadata = of(small_png(6, 16));
  EXPECT_EQ(metadata.kind, "png");
  EXPECT_EQ(metadata.size, cv::Size(5, 3));
  EXPECT_EQ(metadata.channels, 4);
  EXPECT_EQ(metadata.bit_depth, 16);
  EXPECT_EQ(metadata.exif_orientation, 1);
  EXPECT_FALSE(metadata.broken_colour_profile);
}

TEST_F(PictureMetadataOfFile, CountsAPalettesIndexAsOneChannel) {
  const PictureMetadata metadata = of(small_png(3, 4));
  EXPECT_EQ(metadata.channels, 1);
  EXPECT_EQ(metadata.bit_depth, 4);
}

TEST_F(PictureMetadataOfFile, GivesWhatAJpegHeaderSays) {
  const PictureMetadata metadata = of(small_jpeg());
  EXPECT_EQ(metadata.kind, "jpeg");
  EXPECT_EQ(metadata.size, cv::Size(20, 10));
  EXPECT_EQ(metadata.channels, 3);
  EXPECT_EQ(metadata.bit_depth, 8);
  EXPECT_EQ(metadata.exif_orientation, 1);
  EXPECT_EQ(of(encode_jpeg(noise_bytes(4, 4, 1).pixels(), 90)).channels, 1);
}

TEST_F(PictureMetadataOfFile, DecodesOtherKinds) {
  Bytes file;
  cv::imencode(".bmp", noise_image(7, 2, 1).pixels(), file);
  EXPECT_EQ(of(file).kind, "bmp");
  EXPECT_EQ(of(file).size, cv::Size(7, 2));
  EXPECT_EQ(of(file).channels, 3);
  cv::imencode(".tiff", noise_bytes(7, 2, 1).pixels(), file);
  EXPECT_EQ(of(file).kind, "tiff");
  EXPECT_EQ(of(file).channels, 1);
  const std::string grey = "P5 2 1 255\nab";
  EXPECT_EQ(of(Bytes(grey.begin(), grey.end())).kind, "pnm");
}

TEST_F(PictureMetadataOfFile, GivesTheOrientationInBothByteOrders) {
  for (const bool big_endian : {false, true}) {
    const Bytes exif = exif_block(6, big_endian);
    EXPECT_EQ(of(jpeg_with_exif(small_jpeg(), exif)).exif_orientation, 6);
    EXPECT_EQ(of(png_with_chunk(small_png(), "eXIf", exif)).exif_orientation, 6);
    EXPECT_EQ(of(png_with_chunk(small_png(), "eXIf", exif, true)).exif_orientation, 6);
  }
}

TEST_F(PictureMetadataOfFile, TakesTheFirstExifOfAJpeg) {
  const Bytes inner = jpeg_with_exif(small_jpeg(), exif_block(3, true));
  EXPECT_EQ(of(jpeg_with_exif(inner, exif_block(8, false))).exif_orientation, 8);
}

TEST_F(PictureMetadataOfFile, FindsOrientationAndSizeBehindOtherSegments) {
  Bytes filler(2 + 0xFFFF, 0xFF);  // a segment of the greatest length
  filler[1] = 0xE2;
  const Bytes jpeg = jpeg_with_exif(small_jpeg(), exif_block(5, true));
  const Bytes file = first(jpeg, 2) + filler + Bytes(jpeg.begin() + 2, jpeg.end());
  EXPECT_EQ(of(file).exif_orientation, 5);
  EXPECT_EQ(of(file).size, cv::Size(20, 10));
}

TEST_F(PictureMetadataOfFile, TellsABrokenColourProfile) {
  const Bytes good = icc_profile("RGB ");
  EXPECT_FALSE(of(png_with_chunk(small_png(), "iCCP", iccp_content(good))).broken_colour_profile);
  EXPECT_TRUE(of(png_with_chunk(small_png(0), "iCCP", iccp_content(good))).broken_colour_profile);
  // A palette's colours are R, G, B.
  EXPECT_FALSE(of(png_with_chunk(small_png(3), "iCCP", iccp_content(good))).broken_colour_profile);
}

TEST_F(PictureMetadataOfFile, LeavesOutOrientationAndProfileWhereOnlyTheHeaderIsWanted) {
  const Bytes png =
      png_with_chunk(png_with_chunk(small_png(), "iCCP", {1, 2}), "eXIf", exif_block(6, true));
  ASSERT_TRUE(of(png).broken_colour_profile);
  const PictureMetadata header = picture_header(written(png));
  EXPECT_EQ(header.size, cv::Size(5, 3));
  EXPECT_FALSE(header.broken_colour_profile);
  EXPECT_EQ(header.exif_orientation, 1);
  // The first 33 bytes are enough.
  EXPECT_EQ(picture_header(written(first(png, 33))).size, cv::Size(5, 3));
}

TEST_F(PictureMetadataOfFile, RefusesMoreThanTheMostPixelsNamingFileAndLimit) {
  PngBuilder png;
  png.width = 60000;
  png.height = 60000;
  EXPECT_THAT(complaint(png_signature() + png.header_chunk()),
              AllOf(HasSubstr("picture"), HasSubstr("60000x60000 pixels, more than 2^30")));
}

TEST_F(PictureMetadataOfFile, RefusesMoreThanTheMostPixelsOfAJpeg) {
  Bytes jpeg = small_jpeg();
  // Height and width follow the marker, the length and the depth.
  const Bytes marker{0xFF, 0xC0};
  const auto place = std::search(jpeg.begin(), jpeg.end(), marker.begin(), marker.end());
  ASSERT_NE(place, jpeg.end());
  std::fill_n(place + 5, 4, std::uint8_t{0xF0});
  EXPECT_THAT(complaint(jpeg), HasSubstr("61680x61680 pixels, more than 2^30"));
}

TEST_F(PictureMetadataOfFile, NamesFilesThatAreNoPictures) {
  EXPECT_THAT(complaint({}), AllOf(HasSubstr("cannot decode"), HasSubstr("it is empty")));
  EXPECT_THAT(complaint({'h', 'e', 'l', 'l', 'o'}), HasSubstr("it is none of PNG, JPEG"));
  EXPECT_THROW(picture_metadata("/nowhere/picture.png"), DataError);
  EXPECT_THROW(picture_metadata("/"), DataError);
}

TEST_F(PictureMetadataOfFile, RefusesEveryBeginningOfAPng) {
  const Bytes png = png_with_chunk(small_png(), "eXIf", exif_block(6, true));
  for (std::size_t bytes = 0; bytes + 4 < png.size(); ++bytes) {
    EXPECT_THROW(of(first(png, bytes)), DataError) << bytes;
  }
}

TEST_F(PictureMetadataOfFile, RefusesEveryBeginningOfAJpegUpToItsPixels) {
  const Bytes jpeg = jpeg_with_exif(small_jpeg(), exif_block(6, true));
  const Bytes marker{0xFF, 0xDA};
  const auto pixels = std::search(jpeg.begin(), jpeg.end(), marker.begin(), marker.end());
  for (auto end = jpeg.begin(); end != pixels; ++end) {
    EXPECT_THROW(of(Bytes(jpeg.begin(), end)), DataError) << end - jpeg.begin();
  }
  EXPECT_EQ(of(Bytes(jpeg.begin(), jpeg.end())).exif_orientation, 6);
}

TEST_F(PictureMetadataOfFile, PassesOverWhatLibjpegPassesOver) {
  const Bytes jpeg = small_jpeg();
  // A segment without even its length's two bytes, bytes between segments, fill bytes.
  const Bytes odd{0xFF, 0xEE, 0, 1, 'a', 'b', 0xFF, 0xFF};
  const Bytes file = first(jpeg, 2) + odd + Bytes(jpeg.begin() + 2, jpeg.end());
  EXPECT_EQ(image_size(written(file)), cv::Size(20, 10));
  EXPECT_EQ(of(file).size, cv::Size(20, 10));
}

TEST_F(PictureMetadataOfFile, RefusesSegmentsThatAreImpossible) {
  EXPECT_THAT(complaint({0xFF, 0xD8, 0xFF, 0xC0, 0, 4, 8, 0}), HasSubstr("too short"));
  EXPECT_THAT(complaint({0xFF, 0xD8, 0xFF, 0xDA, 0, 2}), HasSubstr("no frame header"));
  const Bytes frame{0xFF, 0xC0, 0, 8, 8, 0, 1, 0, 1, 1};
  EXPECT_THAT(complaint(Bytes{0xFF, 0xD8} + frame + frame), HasSubstr("two headers"));
  EXPECT_THAT(complaint({0xFF, 0xD8, 0xFF, 0xD9}), HasSubstr("ends before its pixels"));
}

}  // namespace
}  // namespace mbench

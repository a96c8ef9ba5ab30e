#include "core/image_io.h"

#include <gtest/gtest.h>

#include <limits>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/error.h"
#include "tests/core/png_builder.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

double difference(const cv::Mat& a, const cv::Mat& b) { return cv::norm(a, b, cv::NORM_INF); }

/// A folder of this test alone, and files in it.
class ImageIo : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  fs::path write(const std::string& name, const Bytes& bytes) const {
    write_file_atomically(path(name), bytes.data(), bytes.size());
    return path(name);
  }

  /// By OpenCV, in the form of the name's ending.
  fs::path write(const std::string& name, const cv::Mat& pixels) const {
    EXPECT_TRUE(cv::imwrite(path(name).string(), pixels));
    return path(name);
  }

  template <typename Action>
  std::string failure_of(Action action) const {
    try {
      action();
    } catch (const DataError& error) {
      std::string text = error.what();
      const std::size_t at = text.find(folder_.path().string());
      if (at != std::string::npos) text.replace(at, folder_.path().string().size(), "FOLDER");
      return text;
    }
    return "";
  }

  std::size_t files() const {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()));
  }

 private:
  TemporaryFolder folder_;
};

using Warnings = std::vector<std::string>;

/// Whether OpenCV reads and writes files with this ending; a small build of it lacks some.
bool has(const std::string& ending) { return cv::haveImageWriter("name" + ending); }

#define SKIP_WITHOUT_TIFF() \
  if (!has(".tiff")) GTEST_SKIP() << "this OpenCV has no TIFF"

TEST_F(ImageIo, AnImageComesBackAsItWas) {
  const Image image = noise_image(37, 23, 1);
  write_image(path("a.png"), image);
  const Read<Image> read = read_image(path("a.png"));
  EXPECT_EQ(difference(read.picture.pixels(), image.pixels()), 0.0);
  EXPECT_EQ(read.warnings, Warnings{});
}

TEST_F(ImageIo, AByteAlphaComesBackAsItWas) {
  const Alpha alpha = noise_bytes(37, 23, 1);
  write_alpha(path("a.png"), alpha);
  const Read<Alpha> read = read_alpha(path("a.png"));
  EXPECT_TRUE(read.picture.is_bytes());
  EXPECT_EQ(difference(read.picture.pixels(), alpha.pixels()), 0.0);
  EXPECT_EQ(read.warnings, Warnings{});
}

TEST_F(ImageIo, AFloatAlphaComesBackFromTiffBitForBit) {
  SKIP_WITHOUT_TIFF();
  cv::Mat pixels(23, 37, CV_32FC1);
  cv::RNG(1).fill(pixels, cv::RNG::UNIFORM, 0.0, 1.0);
  for (const char* name : {"a.tif", "a.tiff", "A.TIFF"}) {
    write_alpha(path(name), Alpha(pixels));
    const Alpha read = read_alpha(path(name)).picture;
    ASSERT_FALSE(read.is_bytes());
    EXPECT_EQ(difference(read.pixels(), pixels), 0.0);
  }
}

TEST_F(ImageIo, AFloatAlphaIsRoundedForPngAsAsked) {
  write_alpha(path("near.png"), flat_alpha(2, 2, 0.5F));
  EXPECT_EQ(read_alpha(path("near.png")).picture.pixels().at<std::uint8_t>(0, 0), 128);
  write_alpha(path("cut.png"), flat_alpha(2, 2, 0.5F), Rounding::truncate);
  EXPECT_EQ(read_alpha(path("cut.png")).picture.pixels().at<std::uint8_t>(0, 0), 127);
}

TEST_F(ImageIo, ATrimapComesBackWithoutWarnings) {
  const Trimap trimap = noise_trimap(37, 23, 1);
  write_trimap(path("t.png"), trimap);
  const Read<Trimap> read = read_trimap(path("t.png"));
  EXPECT_EQ(difference(read.picture.pixels(), trimap.pixels()), 0.0);
  EXPECT_EQ(read.warnings, Warnings{});
  EXPECT_EQ(difference(read_strict_trimap(path("t.png")).pixels(), trimap.pixels()), 0.0);
}

TEST_F(ImageIo, OtherEndingsAreRefusedBeforeAnythingIsWritten) {
  EXPECT_THROW(write_alpha(path("a.jpg"), flat_bytes(2, 2, 0)), UsageError);
  EXPECT_THROW(write_alpha(path("a"), flat_bytes(2, 2, 0)), UsageError);
  EXPECT_THROW(write_image(path("a.tif"), noise_image(2, 2, 1)), UsageError);
  EXPECT_THROW(write_trimap(path("a.bmp"), flat_trimap(2, 2, 0)), UsageError);
  EXPECT_EQ(files(), 0U);
}

TEST_F(ImageIo, AFolderThatCannotBeMadeIsNamed) {
  write("file", Bytes{1});
  EXPECT_EQ(failure_of([&] {
              write_alpha(path("file") / "a.png", flat_bytes(2, 2, 0));
            }).find("cannot write FOLDER/file/a.png: "),
            0U);
  EXPECT_EQ(files(), 1U);
}

TEST_F(ImageIo, GreyIsSpreadOverThreeChannelsOfAnImage) {
  const cv::Mat grey = noise_bytes(9, 7, 1).pixels();
  cv::Mat expected;
  cv::cvtColor(grey, expected, cv::COLOR_GRAY2RGB);
  EXPECT_EQ(difference(read_image(write("g.png", grey)).picture.pixels(), expected), 0.0);
}

TEST_F(ImageIo, AnImagesTransparencyIsDropped) {
  PngBuilder png;
  png.colour = 6;
  const Image image = read_image(write("rgba.png", png.file({0, 10, 20, 30, 40}))).picture;
  EXPECT_EQ(image.pixels().at<cv::Vec3b>(0, 0), cv::Vec3b(10, 20, 30));
  png.colour = 4;
  const Image grey = read_image(write("ga.png", png.file({0, 10, 40}))).picture;
  EXPECT_EQ(grey.pixels().at<cv::Vec3b>(0, 0), cv::Vec3b(10, 10, 10));
}

TEST_F(ImageIo, SixteenBitsOfAnImageAreCutToEight) {
  PngBuilder png;
  png.colour = 2;
  png.bit_depth = 16;
  const Image image =
      read_image(write("deep.png", png.file({0, 0x12, 0xFF, 0x34, 0x80, 0xFF, 0xFF}))).picture;
  EXPECT_EQ(image.pixels().at<cv::Vec3b>(0, 0), cv::Vec3b(0x12, 0x34, 0xFF));
}

TEST_F(ImageIo, EveryFormOfColourPictureHasItsChannelsInOrder) {
  const cv::Mat bgr(3, 4, CV_8UC3, cv::Scalar(30, 20, 10));
  for (const char* name : {"a.png", "a.bmp", "a.tif", "a.ppm", "a.webp"}) {
    if (!has(fs::path(name).extension().string())) continue;
    const Image image = read_image(write(name, bgr)).picture;
    EXPECT_LE(difference(image.pixels(), cv::Mat(3, 4, CV_8UC3, cv::Scalar(10, 20, 30))), 3.0)
        << name;
  }
}

TEST_F(ImageIo, TheFormIsTakenFromTheContentNotTheName) {
  const fs::path png = write("a.png", noise_bytes(5, 4, 1).pixels());
  fs::rename(png, path("a.jpg"));
  EXPECT_EQ(read_alpha(path("a.jpg")).picture.size(), cv::Size(5, 4));
}

TEST_F(ImageIo, AnAlphaOfEqualChannelsIsReadSilently) {
  const cv::Mat grey = noise_bytes(9, 7, 1).pixels();
  cv::Mat three;
  cv::cvtColor(grey, three, cv::COLOR_GRAY2BGR);
  const Read<Alpha> read = read_alpha(write("three.png", three));
  EXPECT_EQ(difference(read.picture.pixels(), grey), 0.0);
  EXPECT_EQ(read.warnings, Warnings{});
}

TEST_F(ImageIo, AnAlphaOfUnlikeChannelsIsItsFirstWithAWarning) {
  PngBuilder png;
  png.colour = 2;
  png.width = 2;
  const Read<Alpha> read = read_alpha(write("a.png", png.file({0, 5, 5, 5, 7, 7, 8})));
  EXPECT_EQ(read.picture.pixels().at<std::uint8_t>(0, 1), 7);
  EXPECT_EQ(read.warnings, Warnings{"channels differ; the first is used"});
}

TEST_F(ImageIo, AnAlphaInATransparencyChannelIsWarnedOf) {
  PngBuilder png;
  png.colour = 6;
  const Warnings expected{"it has a transparency channel, which is not used; the first is"};
  EXPECT_EQ(read_alpha(write("a.png", png.file({0, 5, 5, 5, 100}))).warnings, expected);
  EXPECT_EQ(read_alpha(write("b.png", png.file({0, 5, 5, 5, 255}))).warnings, Warnings{});
  png.colour = 4;
  EXPECT_EQ(read_alpha(write("c.png", png.file({0, 5, 100}))).warnings, expected);
}

TEST_F(ImageIo, ASixteenBitAlphaBecomesFloat) {
  PngBuilder png;
  png.bit_depth = 16;
  png.width = 3;
  const Alpha alpha =
      read_alpha(write("a.png", png.file({0, 0, 0, 0x12, 0x34, 0xFF, 0xFF}))).picture;
  ASSERT_FALSE(alpha.is_bytes());
  EXPECT_EQ(alpha.pixels().at<float>(0, 0), 0.0F);
  EXPECT_EQ(alpha.pixels().at<float>(0, 1), 4660.0F / 65535.0F);
  EXPECT_EQ(alpha.pixels().at<float>(0, 2), 1.0F);
}

TEST_F(ImageIo, AFloatAlphaMayBePfm) {
  if (!has(".pfm")) GTEST_SKIP() << "this OpenCV has no PFM";
  cv::Mat pixels(3, 4, CV_32FC1, cv::Scalar(0.25));
  pixels.at<float>(1, 2) = 0.75F;
  const Alpha alpha = read_alpha(write("a.pfm", pixels)).picture;
  EXPECT_EQ(difference(alpha.pixels(), pixels), 0.0);
}

TEST_F(ImageIo, AnOpacityThatIsNoneIsRefusedWithItsPosition) {
  SKIP_WITHOUT_TIFF();
  cv::Mat pixels(3, 4, CV_32FC1, cv::Scalar(0.25));
  const auto refusal = [&](float value) {
    pixels.at<float>(1, 2) = value;
    return failure_of([&] { read_alpha(write("a.tiff", pixels)); });
  };
  EXPECT_EQ(refusal(1.5F), "cannot use FOLDER/a.tiff: it holds 1.5 at column 2, row 1");
  EXPECT_EQ(refusal(-0.25F), "cannot use FOLDER/a.tiff: it holds -0.25 at column 2, row 1");
  EXPECT_EQ(refusal(std::numeric_limits<float>::quiet_NaN()),
            "cannot use FOLDER/a.tiff: it holds nan at column 2, row 1");
  EXPECT_EQ(refusal(1.0F), "");
}

TEST_F(ImageIo, SignedSamplesAreRefused) {
  SKIP_WITHOUT_TIFF();
  const cv::Mat pixels(3, 4, CV_16SC1, cv::Scalar(-1));
  const fs::path file = write("a.tiff", pixels);
  EXPECT_THROW(read_alpha(file), DataError);
  EXPECT_THROW(read_image(file), DataError);
  EXPECT_THROW(read_trimap(file), DataError);
}

TEST_F(ImageIo, ATrimapsOtherValuesAreCounted) {
  const cv::Mat pixels = (cv::Mat_<std::uint8_t>(2, 3) << 0, 128, 255, 128, 127, 1);
  const fs::path file = write("t.png", pixels);
  const std::string others =
      "2 pixels are none of 0, 128 and 255, the first 127 at column 1, row 1";
  const Read<Trimap> read = read_trimap(file);
  EXPECT_EQ(difference(read.picture.pixels(), pixels), 0.0);
  EXPECT_EQ(read.warnings, Warnings{others});
  EXPECT_EQ(failure_of([&] { read_strict_trimap(file); }),
            "cannot use trimap FOLDER/t.png: " + others);
}

TEST_F(ImageIo, AMissingFileIsNamed) {
  EXPECT_EQ(failure_of([&] { read_image(path("none.png")); }),
            "cannot read FOLDER/none.png: No such file or directory");
  EXPECT_EQ(failure_of([&] { image_size(path("none.png")); }),
            "cannot read FOLDER/none.png: No such file or directory");
}

TEST_F(ImageIo, AFileThatIsNoPictureIsNamed) {
  EXPECT_EQ(failure_of([&] { read_alpha(write("empty.png", Bytes{})); }),
            "cannot decode FOLDER/empty.png: it is empty");
  EXPECT_EQ(failure_of([&] {
              read_alpha(write("text.png", Bytes{'h', 'e', 'l', 'l', 'o'}));
            }),
            "cannot decode FOLDER/text.png: it is none of PNG, JPEG, TIFF, WebP, BMP, PNM and PFM");
}

TEST_F(ImageIo, APictureThatOpenCVWouldTakeForDicomIsRefused) {
  // Whatever it begins with: OpenCV's DICOM decoder ends the program when it meets damage.
  std::string ppm = "P6\n8 8\n255\n" + std::string(192, '\1');
  ppm.replace(128, 4, "DICM");
  EXPECT_EQ(failure_of([&] { read_image(write("a.ppm", Bytes(ppm.begin(), ppm.end()))); }),
            "cannot decode FOLDER/a.ppm: its bytes 128 to 131 make it a DICOM file to OpenCV; save "
            "it as a PNG");
}

TEST_F(ImageIo, ATruncatedPictureIsNamed) {
  for (const char* name : {"a.png", "a.jpg", "a.tif", "a.bmp", "a.webp"}) {
    if (!has(fs::path(name).extension().string())) continue;
    Bytes file = read_file(write(name, noise_image(60, 50, 1).pixels()));
    file.resize(file.size() / 2);
    const fs::path part = write(name, file);
    EXPECT_EQ(failure_of([&] {
                read_image(part);
              }).find(std::string("cannot decode FOLDER/") + name + ": "),
              0U)
        << name;
  }
}

TEST_F(ImageIo, SizesComeFromHeaders) {
  PngBuilder png;
  png.width = 640;
  png.height = 427;
  // The header is enough: nothing else is in this file.
  EXPECT_EQ(image_size(write("head.png", png_signature() + png.header_chunk())),
            cv::Size(640, 427));
  Bytes jpeg = encode_jpeg(noise_image(61, 43, 1).pixels(), 90);
  jpeg.resize(jpeg.size() / 2);
  EXPECT_EQ(image_size(write("head.jpg", jpeg)), cv::Size(61, 43));
  EXPECT_EQ(image_size(write("whole.bmp", noise_image(61, 43, 1).pixels())), cv::Size(61, 43));
}

TEST_F(ImageIo, SizesIgnoreExifRotationAsPixelsDo) {
  const fs::path turned = fs::path(MBENCH_TEST_DATA_DIR) / "core" / "turned-by-exif.jpg";
  EXPECT_EQ(image_size(turned), cv::Size(53, 37));
  EXPECT_EQ(read_image(turned).picture.size(), cv::Size(53, 37));
}

TEST_F(ImageIo, SizesOfDamagedHeadersAreRefused) {
  PngBuilder png;
  png.width = 60000;
  png.height = 60000;
  EXPECT_EQ(failure_of([&] { image_size(write("a.png", png_signature() + png.header_chunk())); }),
            "cannot decode FOLDER/a.png: its header says 60000x60000 pixels, more than 2^30");
  EXPECT_EQ(failure_of([&] { image_size(write("b.png", png_signature())); }),
            "cannot decode FOLDER/b.png: the file is truncated");
}

TEST(EncodeJpeg, GivesAFileOfTheRightColours) {
  const cv::Mat flat(16, 16, CV_8UC3, cv::Scalar(200, 100, 50));
  cv::Mat back = cv::imdecode(encode_jpeg(flat, 95), cv::IMREAD_COLOR);
  cv::cvtColor(back, back, cv::COLOR_BGR2RGB);
  EXPECT_LE(difference(back, flat), 3.0);
  // The picture itself is left as it was.
  EXPECT_EQ(flat.at<cv::Vec3b>(15, 15), cv::Vec3b(200, 100, 50));
  EXPECT_LT(encode_jpeg(noise_image(64, 64, 1).pixels(), 20).size(),
            encode_jpeg(noise_image(64, 64, 1).pixels(), 95).size());
}

}  // namespace
}  // namespace mbench

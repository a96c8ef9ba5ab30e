#include "cli/dataset_pixels.h"

#include "cli/dataset_indexer.h"
#include "core/image_io.h"
#include "core/sha256.h"

#include <gtest/gtest.h>

#include <map>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

/// Hears how many files are decoded.
class Count : public Progress {
 public:
  void begin(std::string_view, std::size_t total) override { total_ = total; }
  std::size_t total() const { return total_; }

 private:
  std::size_t total_ = 0;
};

/// Three by two pixels in these three values a row.
cv::Mat rows_of(std::uint8_t a, std::uint8_t b, std::uint8_t c) {
  return cv::Mat_<std::uint8_t>(2, 3) << a, b, c, a, b, c;
}

/// The digest of such pixels, from the bytes by hand: width, height, rows.
std::string digest_of(const std::string& row) {
  using namespace std::string_literals;
  return sha256("\x03\0\0\0\x02\0\0\0"s + row + row);
}

class DatasetPixels : public testing::Test {
 protected:
  DatasetPixels() {
    for (const char* stem : {"cat", "dog"}) {
      write_image(root / "images" / (std::string(stem) + ".png"),
                  Image(cv::Mat(2, 3, CV_8UC3, cv::Scalar(1, 2, 3))));
      write_alpha(root / "alpha" / (std::string(stem) + ".png"), Alpha(rows_of(0, 50, 255)));
    }
    write_trimap(root / "trimaps" / "cat.png", Trimap(rows_of(0, 128, 255)));
    write_trimap(root / "trimaps" / "dog.png", Trimap(rows_of(128, 128, 255)));
    index();
  }

  void index() {
    Progress silent;
    dataset = index_dataset(database, root, {}, silent).dataset;
  }
  std::vector<std::string> measure(const PixelQuestions& questions) {
    SampleStore store(database);
    Count count;
    std::vector<std::string> problems = measure_pixels(store, dataset, questions, 2, count);
    decoded = count.total();
    return problems;
  }
  std::map<std::string, FileRecord> files() {
    std::map<std::string, FileRecord> all;
    for (FileRecord& file : SampleStore(database).files(dataset.root)) all[file.path] = file;
    return all;
  }
  std::map<std::string, std::optional<double>> shares() {
    std::map<std::string, std::optional<double>> all;
    SampleStore(database).for_each_sample(
        dataset.root, [&](const SampleRecord& sample) { all[sample.name] = sample.unknown_share; });
    return all;
  }
  void put(const std::string& file, const std::vector<unsigned char>& bytes) const {
    write_file_atomically(root / file, bytes.data(), bytes.size());
  }

  TemporaryFolder folder;
  fs::path root = folder.path() / "mine";
  Database database{folder.path() / "store.db", Database::Open::create};
  DatasetRecord dataset;
  std::size_t decoded = 0;
};

TEST_F(DatasetPixels, DigestsPixelsAndCountsTheUnknown) {
  EXPECT_TRUE(measure({true, true}).empty());
  EXPECT_EQ(decoded, 6U);
  using namespace std::string_literals;
  EXPECT_EQ(files()["alpha/cat.png"].pixels_sha256, digest_of("\0\x32\xFF"s));
  EXPECT_EQ(files()["images/dog.png"].pixels_sha256, digest_of("\1\2\3\1\2\3\1\2\3"s));
  EXPECT_EQ(files()["trimaps/cat.png"].pixels_sha256, digest_of("\0\x80\xFF"s));
  EXPECT_EQ(files()["trimaps/cat.png"].unknown_pixels, 2);
  EXPECT_EQ(files()["trimaps/dog.png"].unknown_pixels, 4);
  EXPECT_FALSE(files()["alpha/cat.png"].unknown_pixels.has_value());
  EXPECT_DOUBLE_EQ(shares()["cat"].value(), 2.0 / 6);
  EXPECT_DOUBLE_EQ(shares()["dog"].value(), 4.0 / 6);
}

TEST_F(DatasetPixels, DecodesOnlyTrimapsForUnknownShares) {
  measure({false, true});
  EXPECT_EQ(decoded, 2U);
  EXPECT_EQ(files()["trimaps/cat.png"].pixels_sha256, "");
  EXPECT_TRUE(shares()["cat"].has_value());
}

TEST_F(DatasetPixels, DecodesOnlyWhatIsMissing) {
  measure({false, true});
  measure({false, true});
  EXPECT_EQ(decoded, 0U);
  measure({true, false});
  EXPECT_EQ(decoded, 6U);
  EXPECT_TRUE(shares()["cat"].has_value()) << "a digest takes no share away";
  write_trimap(root / "trimaps" / "cat.png", Trimap(rows_of(0, 0, 128)));
  write_alpha(root / "alpha" / "dog.png", Alpha(rows_of(9, 9, 9)));
  index();
  EXPECT_FALSE(shares()["cat"].has_value());
  measure({false, true});
  EXPECT_EQ(decoded, 1U);
  measure({true, true});
  EXPECT_EQ(decoded, 2U);
  EXPECT_DOUBLE_EQ(shares()["cat"].value(), 2.0 / 6);
  EXPECT_DOUBLE_EQ(shares()["dog"].value(), 4.0 / 6);
}

TEST_F(DatasetPixels, TellsOfAFileThatCannotBeDecodedAndMeasuresTheRest) {
  std::vector<unsigned char> bytes = read_file(root / "trimaps" / "dog.png");
  bytes.resize(bytes.size() - 20);
  put("trimaps/dog.png", bytes);
  index();  // its header is whole
  const std::vector<std::string> problems = measure({true, true});
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_NE(problems[0].find("trimaps/dog.png"), std::string::npos) << problems[0];
  EXPECT_EQ(files()["trimaps/dog.png"].problem, problems[0]);
  EXPECT_FALSE(shares()["dog"].has_value());
  EXPECT_TRUE(shares()["cat"].has_value());
  write_trimap(root / "trimaps" / "dog.png", Trimap(rows_of(0, 0, 128)));
  index();
  EXPECT_TRUE(measure({true, true}).empty());
  EXPECT_EQ(files()["trimaps/dog.png"].problem, "");
}

TEST_F(DatasetPixels, GivesOnePictureOneDigestInWhateverFile) {
  cv::Mat three;
  cv::merge(std::vector<cv::Mat>(3, rows_of(0, 50, 255)), three);
  put("alpha/dog.png", encode_png(three));
  index();
  EXPECT_EQ(files()["alpha/dog.png"].channels, 3);
  EXPECT_EQ(files()["alpha/cat.png"].channels, 1);
  EXPECT_NE(read_file(root / "alpha" / "dog.png"), read_file(root / "alpha" / "cat.png"));
  measure({true, false});
  EXPECT_EQ(files()["alpha/dog.png"].pixels_sha256, files()["alpha/cat.png"].pixels_sha256);
  EXPECT_FALSE(files()["alpha/dog.png"].pixels_sha256.empty());
}

TEST_F(DatasetPixels, TakesMoreFilesThanOneTransactionHolds) {
  for (int i = 0; i < 300; ++i) {
    const std::string name = "many-" + std::to_string(i) + ".png";
    const auto value = static_cast<std::uint8_t>(i % 2 == 0 ? 128 : 255);
    for (const char* part : {"alpha", "trimaps"}) {
      put(std::string(part) + "/" + name, encode_png(rows_of(value, value, value)));
    }
    put("images/" + name, encode_png(cv::Mat(2, 3, CV_8UC3, cv::Scalar(i, i / 256, 7))));
  }
  index();
  EXPECT_TRUE(measure({false, true}).empty());
  EXPECT_EQ(decoded, 302U);
  EXPECT_EQ(shares()["many-298"], 1.0);
  EXPECT_EQ(shares()["many-299"], 0.0);
}

}  // namespace
}  // namespace mbench

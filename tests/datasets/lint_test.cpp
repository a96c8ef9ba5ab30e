#include "datasets/lint.h"

#include <gmock/gmock.h>

#include "core/image_io.h"
#include "core/sha256.h"
#include "tests/core/picture_blocks.h"
#include "tests/datasets/planted_defects.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class PlantedForLint : public ::testing::TestWithParam<Planting> {};

TEST_P(PlantedForLint, IsFoundAndNothingElse) {
  PlantedSet set;
  GetParam().plant(set);
  EXPECT_EQ(summary(set.linted().findings), summary(GetParam()));
}

std::vector<Planting> lint_plantings() {
  std::vector<Planting> chosen;
  for (const Planting& planting : plantings()) {
    if (planting.checker == Checker::lint) chosen.push_back(planting);
  }
  return chosen;
}

INSTANTIATE_TEST_SUITE_P(Lint, PlantedForLint, ::testing::ValuesIn(lint_plantings()),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Lint, FindsNothingInACleanSet) {
  const PlantedSet set;
  EXPECT_EQ(summary(set.linted().findings), "");
}

TEST(Lint, GivesTheDigestsOfImagesAndAlphasInTheOrderOfTheSamples) {
  const PlantedSet set;
  const LintReport report = set.linted();
  ASSERT_EQ(report.digests.size(), 6U);
  const cv::Mat image = read_image(set.root() / "images/photo-000.jpg").picture.pixels();
  EXPECT_EQ(report.digests[0].digest, sha256_of_pixels(image));
  EXPECT_EQ(report.digests[0].dataset, "folder");
  EXPECT_EQ(report.digests[0].sample, "photo-000");
  EXPECT_EQ(report.digests[5].digest, sha256_of_pixels(FixtureWriter::picture(2).alpha.pixels()));
}

TEST(Lint, GoesOnAfterAnUnreadableFile) {
  PlantedSet set;
  set.writer().text("alpha/photo-000.png", "not a picture");
  set.writer().text("images/photo-001.jpg", "");
  set.write("images/photo-002.jpg",
            jpeg_with_exif(set.bytes("images/photo-002.jpg"), exif_block(8, false)));
  const LintReport report = set.linted();
  EXPECT_EQ(summary(report.findings),
            "undecodable error alpha/photo-000.png\nundecodable error images/photo-001.jpg\n"
            "exif-orientation warning images/photo-002.jpg\n");
  EXPECT_EQ(report.findings[0].sample, "photo-000");
  EXPECT_EQ(report.digests.size(), 4U);
}

TEST(Lint, FindsTheSameInTheSameOrderWithAnyNumberOfThreads) {
  PlantedSet set;
  set.writer().trimap("trimaps/photo-002.png", flat_trimap(96, 64, 255));
  set.writer().alpha("alpha/photo-001.png", flat_bytes(96, 64, 0));
  set.writer().alpha("alpha/photo-000.png", flat_bytes(96, 64, 0));
  set.options.threads = 1;
  const std::string expected = summary(set.linted().findings);
  EXPECT_THAT(expected, AllOf(HasSubstr("empty-matte warning alpha/photo-000.png\n"),
                              HasSubstr("duplicate warning alpha/photo-001.png\n"),
                              HasSubstr("no-unknown warning trimaps/photo-002.png\n")));
  for (const int threads : {2, 5}) {
    set.options.threads = threads;
    EXPECT_EQ(summary(set.linted().findings), expected) << threads;
  }
}

TEST(Lint, TellsHowMuchOfTheKnownPixelsIsContradicted) {
  PlantedSet set;
  cv::Mat alpha(10, 10, CV_8UC1, cv::Scalar(255));
  alpha.rowRange(0, 5) = 0;
  alpha.at<std::uint8_t>(0, 0) = 1;    // background that is not clear
  alpha.at<std::uint8_t>(9, 9) = 254;  // foreground that is not opaque
  cv::Mat trimap(10, 10, CV_8UC1, cv::Scalar(255));
  trimap.rowRange(0, 5) = 0;
  trimap.rowRange(4, 6) = 128;
  set.remove("images/photo-001.jpg");
  set.writer().image("images/photo-001.png", noise_image(10, 10, 1));
  set.writer().alpha("alpha/photo-001.png", Alpha(alpha));
  set.writer().trimap("trimaps/photo-001.png", Trimap(trimap));
  const std::vector<Finding> findings = set.linted().findings;
  ASSERT_EQ(summary(findings), "trimap-contradicts-alpha error trimaps/photo-001.png\n");
  EXPECT_EQ(findings[0].message,
            "2 of 80 known pixels (2.5 %) contradict alpha/photo-001.png: background where alpha > "
            "0 at 1, foreground where it is not opaque at 1");
}

TEST(Lint, ComparesTrimapsWithAlphasOfSixteenBits) {
  PlantedSet set;
  cv::Mat alpha;
  FixtureWriter::picture(1).alpha.pixels().convertTo(alpha, CV_16U, 257.0);
  PngBuilder png;
  png.width = 96;
  png.height = 64;
  png.bit_depth = 16;
  const auto write_alpha = [&] {
    Bytes rows;
    for (int y = 0; y < alpha.rows; ++y) {
      rows.push_back(0);
      for (int x = 0; x < alpha.cols; ++x) {
        const auto value = alpha.at<std::uint16_t>(y, x);
        rows.push_back(static_cast<std::uint8_t>(value >> 8));
        rows.push_back(static_cast<std::uint8_t>(value));
      }
    }
    set.write("alpha/photo-001.png", png.file(rows));
  };
  write_alpha();
  EXPECT_EQ(summary(set.linted().findings), "");
  alpha.at<std::uint16_t>(0, 0) = 1;
  write_alpha();
  EXPECT_EQ(summary(set.linted().findings),
            "trimap-contradicts-alpha warning trimaps/photo-001.png\n");
}

TEST(Lint, NamesTheValue127AndCountsOtherValues) {
  PlantedSet set;
  cv::Mat trimap = FixtureWriter::picture(1).trimap.pixels().clone();
  ASSERT_EQ(trimap.at<std::uint8_t>(0, 0), 0);
  trimap.at<std::uint8_t>(2, 3) = 1;
  trimap.at<std::uint8_t>(2, 4) = 127;
  set.writer().trimap("trimaps/photo-001.png", Trimap(trimap));
  const std::vector<Finding> findings = set.linted().findings;
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0].message,
            "2 pixels are none of 0, 128 and 255, the first 1 at column 3, row 2; 1 are 127, a "
            "slip for 128");
}

TEST(Lint, NamesBothSizesAndTheOtherFile) {
  PlantedSet set;
  set.writer().alpha("alpha/photo-001.png", FixtureWriter::picture(1, {48, 32}).alpha);
  EXPECT_EQ(set.linted().findings.at(0).message,
            "this alpha is 48x32 but image images/photo-001.jpg is 96x64");
}

/// All samples made composites of one foreground.
void share_foreground(DatasetContents& contents) {
  for (FoundSample& sample : contents.samples) sample.foreground = "forest";
}

TEST(Lint, TakesAnAlphaSharedByCompositesForNoDuplicate) {
  PlantedSet set;
  set.edit = [](DatasetContents& contents) {
    share_foreground(contents);
    for (FoundSample& sample : contents.samples) {
      sample.alpha = "alpha/photo-000.png";
      sample.trimap = "trimaps/photo-000.png";
    }
  };
  const LintReport report = set.linted();
  EXPECT_EQ(summary(report.findings), "");
  EXPECT_EQ(report.digests.size(), 4U);
}

void copy_first_alpha(const PlantedSet& set) {
  for (const char* other : {"photo-001.png", "photo-002.png"}) {
    set.write(std::string("alpha/") + other, set.bytes("alpha/photo-000.png"));
    set.write(std::string("trimaps/") + other, set.bytes("trimaps/photo-000.png"));
  }
}

TEST(Lint, TakesAnAlphaCopiedForEachCompositeForNoDuplicate) {
  PlantedSet set;
  copy_first_alpha(set);
  set.edit = share_foreground;
  EXPECT_EQ(summary(set.linted().findings), "");
}

TEST(Lint, TakesTheSameAlphaOfTwoEntitiesForADuplicate) {
  PlantedSet set;
  copy_first_alpha(set);
  set.edit = [](DatasetContents& contents) {
    share_foreground(contents);
    contents.samples[2].entity = "2";
  };
  const std::vector<Finding> findings = set.linted().findings;
  ASSERT_EQ(summary(findings), "duplicate warning alpha/photo-002.png\n");
  EXPECT_THAT(findings[0].message, HasSubstr("alpha/photo-000.png of sample photo-000"));
}

TEST(Lint, TakesNumberedAlphasInAFolderOfCopiesForNoDuplicates) {
  PlantedSet set;
  copy_first_alpha(set);
  for (const char* number : {"0", "1", "2"}) {
    const std::string old_name = std::string("photo-00") + number;
    const std::string new_name = std::string("forest_") + number;
    for (const auto& [from, to] :
         {std::pair("images/" + old_name + ".jpg", "images/" + new_name + ".jpg"),
          std::pair("alpha/" + old_name + ".png", "alpha_copy/" + new_name + ".png"),
          std::pair("trimaps/" + old_name + ".png", "trimaps/" + new_name + ".png")}) {
      set.write(to, set.bytes(from));
      set.remove(from);
    }
  }
  EXPECT_EQ(summary(set.linted().findings), "");
}

TEST(Lint, LooksAtNoImagesPixelsWhereThatIsNotWanted) {
  PlantedSet set;
  set.write("images/photo-002.jpg", set.bytes("images/photo-001.jpg"));
  EXPECT_EQ(summary(set.linted().findings), "duplicate warning images/photo-002.jpg\n");
  set.options.image_digests = false;
  const LintReport report = set.linted();
  EXPECT_EQ(summary(report.findings), "");
  EXPECT_EQ(report.digests.size(), 3U);
}

TEST(Lint, ReadsTheForegroundAndTheBackgroundOfACompositeThatIsYetToBeMade) {
  PlantedSet set;
  set.write("bg/lake.jpg", jpeg_with_exif(set.bytes("images/photo-002.jpg"), exif_block(6, true)));
  set.writer().trimap("trimaps/photo-001.png", FixtureWriter::picture(1, {48, 32}).trimap);
  set.edit = [](DatasetContents& contents) {
    FoundSample& sample = contents.samples[1];
    sample.foreground_file = std::exchange(sample.image, {});
    sample.background_file = "bg/lake.jpg";
    sample.max_side_px = 48;
  };
  EXPECT_EQ(summary(set.linted().findings), "exif-orientation warning bg/lake.jpg\n");
}

TEST(Lint, NamesTheOtherDataSetAndCountsTheRest) {
  PlantedSet set;
  const std::string digest = sha256_of_pixels(FixtureWriter::picture(1).alpha.pixels());
  set.options.others = {{digest, "aim500", "o_1"}, {digest, "am2k", "m_1"}};
  EXPECT_EQ(set.linted().findings.at(0).message,
            "this alpha has the same pixels as one of sample o_1 of aim500 and 1 more");
}

TEST(Lint, TellsOfAStemInTwoSplitsOnce) {
  PlantedSet set;
  set.edit = [](DatasetContents& contents) {
    share_foreground(contents);
    contents.samples[0].split = "Training_set";
    contents.samples[1].split = "validation";
    contents.samples[2].split = "validation";
  };
  const std::vector<Finding> findings = set.linted().findings;
  ASSERT_EQ(summary(findings), "train-test-overlap warning images/photo-001.jpg\n");
  EXPECT_EQ(findings[0].message,
            "forest is in split validation (2 samples) as well as in Training_set (1)");
}

TEST(Lint, TellsThePicturesOfAKnownOverlapNoDuplicates) {
  PlantedSet set;
  copy_first_alpha(set);
  set.edit = [](DatasetContents& contents) {
    for (FoundSample& sample : contents.samples) sample.foreground = "beach-747750_1280";
    contents.samples[0].split = "train";
    for (const std::size_t i : {1U, 2U}) contents.samples[i].split = "test";
  };
  EXPECT_EQ(summary(set.linted().findings),
            "duplicate warning alpha/photo-001.png\n"
            "train-test-overlap warning images/photo-001.jpg\n");
  set.layout.name = "comp1k";
  EXPECT_EQ(summary(set.linted().findings), "train-test-overlap info images/photo-001.jpg\n");
}

TEST(Lint, ListsWhoTrainsOnAim500) {
  PlantedSet set;
  set.layout.name = "aim500";
  std::string messages;
  for (const Finding& finding : set.linted().findings) messages += finding.message + "\n";
  for (const char* model : {"BiRefNet", "SAMA", "SAM2Matting"}) {
    EXPECT_THAT(messages, HasSubstr(model));
  }
  EXPECT_THAT(messages, ::testing::Not(HasSubstr("Transparent-460")));
}

}  // namespace
}  // namespace mbench

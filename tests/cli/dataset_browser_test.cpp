#include "cli/dataset_browser.h"

#include "core/image_io.h"
#include "store/sample_store.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// Two composites of one foreground, the first yet to be made, the second with a broken image.
class DatasetBrowser : public testing::Test {
 protected:
  DatasetBrowser() : database(folder.path() / "store.db", Database::Open::create) {
    write_image(root() / "fg.png", noise_image(320, 160, 1));
    write_alpha(root() / "alpha.png", disc_alpha(320, 160));
    write_file_atomically(root() / "merged.png", "no picture");
    std::vector<FileRecord> files(3);
    files[0].path = "fg.png";
    files[1].path = "alpha.png";
    files[2].path = "merged.png";
    std::vector<SampleRecord> samples(2);
    samples[0].name = "a";
    samples[0].alpha = samples[1].alpha = "alpha.png";
    samples[0].foreground_file = samples[1].foreground_file = "fg.png";
    samples[0].unknown_share = 0.25;
    samples[0].expressions = {"the disc"};
    samples[1].name = "b";
    samples[1].image = "merged.png";
    SampleStore(database).replace({"mine", "comp1k", "", "", root().string(), "", 0, 0}, files,
                                  samples);
  }

  fs::path root() const { return folder.path() / "mine"; }
  BrowsedDataset browsed(int limit = 0) {
    Progress silent;
    const SampleRows rows(database, {"mine", "", "", limit, false});
    return browse_dataset(rows, {folder.path() / "sheet" / "index.html", 160, 2}, silent);
  }

  TemporaryFolder folder;
  Database database;
};

TEST_F(DatasetBrowser, ShowsTheForegroundOfACompositeYetToBeMade) {
  const ContactSheet sheet = browsed().sheet;
  ASSERT_EQ(sheet.samples.size(), 2U);
  const ContactSample& sample = sheet.samples[0];
  EXPECT_EQ(sample.pictures[0].label, "Foreground");
  EXPECT_EQ(sample.pictures[0].width, 160);
  EXPECT_EQ(sample.pictures[0].height, 80);
  EXPECT_EQ(sample.unknown_share, 0.25);
  EXPECT_EQ(sample.expressions, std::vector<std::string>{"the disc"});
  EXPECT_EQ(image_size(folder.path() / "sheet" / sheet.folder / sample.pictures[0].file),
            cv::Size(160, 80));
  EXPECT_EQ(sample.pictures[2].file, "");
  EXPECT_EQ(sample.pictures[2].problem, "");
}

TEST_F(DatasetBrowser, ReadsASharedPictureOnceAndTellsABrokenOne) {
  const BrowsedDataset all = browsed();
  const std::vector<ContactSample>& samples = all.sheet.samples;
  EXPECT_EQ(samples[0].pictures[1].file, samples[1].pictures[1].file);
  EXPECT_EQ(samples[1].pictures[0].label, "Image");
  EXPECT_NE(samples[1].pictures[0].problem.find("merged.png"), std::string::npos);
  EXPECT_EQ(samples[1].pictures[0].problem.find(root().string()), std::string::npos);
  ASSERT_EQ(all.problems.size(), 1U);
  EXPECT_NE(all.problems[0].find((root() / "merged.png").string()), std::string::npos);
  const fs::path thumbnails = folder.path() / "sheet" / "index_files";
  EXPECT_EQ(std::distance(fs::directory_iterator(thumbnails), fs::directory_iterator()), 2);
}

TEST_F(DatasetBrowser, TellsHowManyThereAreBesidesTheLimit) {
  const ContactSheet sheet = browsed(1).sheet;
  EXPECT_EQ(sheet.samples.size(), 1U);
  EXPECT_EQ(sheet.total, 2U);
}

}  // namespace
}  // namespace mbench

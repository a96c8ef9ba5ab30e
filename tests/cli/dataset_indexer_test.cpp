// A folder is indexed, changed and indexed again; the store and what was opened tell the rest.

#include "cli/dataset_indexer.h"

#include "cli/dataset_pixels.h"
#include "core/error.h"
#include "core/image_io.h"
#include "tests/core/png_builder.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

namespace mbench {
namespace {

/// Acts once, after the folder was listed and before a header is read.
class AfterListing : public Progress {
 public:
  explicit AfterListing(std::function<void()> act) : act_(std::move(act)) {}
  void begin(std::string_view, std::size_t) override { act_(); }

 private:
  std::function<void()> act_;
};

class DatasetIndexer : public testing::Test {
 protected:
  /// Three samples of three files each, and the labels.
  DatasetIndexer() {
    const Layout& layout = find_layout("aim500");
    FixtureWriter writer(root, 3);
    layout.write_fixture(writer);
  }

  IndexOutcome index(const IndexOptions& options, Progress& progress) {
    return index_dataset(database, root, options, progress);
  }
  IndexOutcome index(const IndexOptions& options = {}) {
    Progress silent;
    return index(options, silent);
  }

  fs::path picture(const std::string& part, int number, const std::string& ending) const {
    return root / part / (std::string("o_00002af") + "89a"[number] + ending);
  }
  void put(const fs::path& path, const Bytes& bytes) const {
    write_file_atomically(path, bytes.data(), bytes.size());
  }

  std::vector<FileRecord> files() { return SampleStore(database).files(stored().root); }
  FileRecord file(const std::string& ending) {
    for (FileRecord& record : files()) {
      if (record.path.ends_with(ending)) return std::move(record);
    }
    ADD_FAILURE() << ending << " is not in the store";
    return {};
  }
  std::vector<SampleRecord> samples() {
    std::vector<SampleRecord> all;
    SampleStore(database).for_each_sample(
        stored().root, [&](const SampleRecord& sample) { all.push_back(sample); });
    return all;
  }
  std::vector<std::string> names() {
    std::vector<std::string> all;
    for (const SampleRecord& sample : samples()) all.push_back(sample.name);
    return all;
  }
  DatasetRecord stored() { return SampleStore(database).datasets().at(0); }

  TemporaryFolder folder;
  fs::path root = folder.path() / "AIM";
  Database database{folder.path() / "store.db", Database::Open::create};
};

TEST_F(DatasetIndexer, StoresEverySampleWithTheSizesOfItsFiles) {
  const IndexOutcome outcome = index();
  EXPECT_EQ(outcome.files, 13U);
  EXPECT_EQ(outcome.opened, 9U) << "images, alphas and the trimaps that were taken";
  EXPECT_FALSE(outcome.unchanged);
  EXPECT_TRUE(outcome.problems.empty());
  EXPECT_EQ(outcome.dataset.samples, 3);
  EXPECT_EQ(stored().name, "AIM");
  EXPECT_EQ(stored().layout, "aim500");
  EXPECT_EQ(stored().trimap_source, "trimap");
  ASSERT_EQ(samples().size(), 3U);
  EXPECT_EQ(samples()[1].width, 96);
  EXPECT_EQ(samples()[1].height, 64);
  EXPECT_EQ(samples()[1].trimap, "trimap/o_00002af9.png");
  EXPECT_EQ(file("mask/o_00002af8.png").channels, 1);
  EXPECT_EQ(file("original/o_00002af8.jpg").channels, 3);
  EXPECT_EQ(file("usr/o_00002af8.png").width, 0) << "nothing takes it, so nothing opens it";
}

TEST_F(DatasetIndexer, OpensNothingAndStoresNothingWhereNothingHasChanged) {
  index();
  // A mark that another write of the data set would take away.
  DatasetRecord marked = stored();
  marked.indexed_at = "2001-02-03T04:05:06Z";
  SampleStore(database).replace(marked, files(), samples());
  const IndexOutcome again = index();
  EXPECT_TRUE(again.unchanged);
  EXPECT_EQ(again.opened, 0U);
  EXPECT_EQ(again.files, 13U);
  EXPECT_EQ(again.dataset.samples, 3);
  EXPECT_EQ(stored().indexed_at, "2001-02-03T04:05:06Z");
}

TEST_F(DatasetIndexer, OpensOnlyThePictureThatHasChanged) {
  index();
  write_alpha(picture("mask", 1, ".png"), flat_bytes(50, 40, 7));
  const IndexOutcome again = index();
  EXPECT_FALSE(again.unchanged);
  EXPECT_EQ(again.opened, 1U);
  EXPECT_EQ(file("mask/o_00002af9.png").width, 50);
  EXPECT_EQ(file("mask/o_00002af8.png").width, 96);
}

TEST_F(DatasetIndexer, OpensAFileOfTheSameLengthWithAnotherTime) {
  index();
  const fs::path path = picture("original", 0, ".jpg");
  fs::last_write_time(path, fs::last_write_time(path) - 60);
  EXPECT_EQ(index().opened, 1U);
}

TEST_F(DatasetIndexer, FindsWhatWasAdded) {
  fs::rename(picture("original", 1, ".jpg"), folder.path() / "kept.jpg");
  EXPECT_EQ(index().dataset.samples, 2);
  fs::rename(folder.path() / "kept.jpg", picture("original", 1, ".jpg"));
  const IndexOutcome again = index();
  EXPECT_EQ(again.dataset.samples, 3);
  EXPECT_EQ(again.opened, 3U) << "its alpha and trimap had belonged to nothing";
  EXPECT_EQ(names(), (std::vector<std::string>{"o_00002af8", "o_00002af9", "o_00002afa"}));
}

TEST_F(DatasetIndexer, ForgetsWhatWasRemoved) {
  index();
  for (const char* part : {"mask", "trimap", "usr"}) fs::remove(picture(part, 1, ".png"));
  fs::remove(picture("original", 1, ".jpg"));
  const IndexOutcome again = index();
  EXPECT_EQ(again.opened, 0U);
  EXPECT_EQ(again.files, 9U);
  EXPECT_EQ(files().size(), 9U);
  EXPECT_EQ(names(), (std::vector<std::string>{"o_00002af8", "o_00002afa"}));
}

TEST_F(DatasetIndexer, FollowsARenamedFile) {
  index();
  fs::rename(picture("original", 0, ".jpg"), picture("original", 0, ".jpeg"));
  const IndexOutcome again = index();
  EXPECT_EQ(again.opened, 1U) << "a name says nothing of what is in it";
  EXPECT_EQ(samples().at(0).image, "original/o_00002af8.jpeg");
  EXPECT_EQ(files().size(), 13U);
}

TEST_F(DatasetIndexer, TakesTheTrimapsThatAreAskedForAndKeepsThem) {
  index();
  IndexOptions options;
  options.trimap = "usr";
  EXPECT_EQ(index(options).opened, 3U);
  EXPECT_EQ(stored().trimap_source, "usr");
  EXPECT_EQ(samples().at(0).trimap, "usr/o_00002af8.png");
  EXPECT_TRUE(index().unchanged);
  write_alpha(picture("mask", 1, ".png"), flat_bytes(50, 40, 7));
  index();
  EXPECT_EQ(stored().trimap_source, "usr") << "a changed file does not change the trimaps";
  options.trimap = "trimap";
  EXPECT_EQ(index(options).opened, 0U);
  EXPECT_EQ(stored().trimap_source, "trimap");
}

TEST_F(DatasetIndexer, KeepsTheNameUntilAnotherIsGiven) {
  IndexOptions options;
  options.name = "animals";
  index(options);
  EXPECT_TRUE(index().unchanged);
  write_alpha(picture("mask", 1, ".png"), flat_bytes(50, 40, 7));
  EXPECT_EQ(index().dataset.name, "animals");
  options.name = "beasts";
  EXPECT_FALSE(index(options).unchanged);
  EXPECT_EQ(stored().name, "beasts");
}

TEST_F(DatasetIndexer, TellsWhichFilesCannotBeReadAndIndexesTheRest) {
  const Bytes whole = read_file(picture("mask", 0, ".png"));
  put(picture("mask", 0, ".png"), Bytes(whole.begin(), whole.begin() + 20));
  PngBuilder huge;
  huge.width = 60000;
  huge.height = 60000;
  put(picture("trimap", 1, ".png"), png_signature() + huge.header_chunk() + png_chunk("IEND", {}));
  AfterListing removal([&] { fs::remove(picture("original", 2, ".jpg")); });
  const IndexOutcome outcome = index({}, removal);
  ASSERT_EQ(outcome.problems.size(), 3U);
  const std::string all =
      outcome.problems[0] + "\n" + outcome.problems[1] + "\n" + outcome.problems[2];
  for (const char* name : {"mask/o_00002af8.png", "trimap/o_00002af9.png", "o_00002afa.jpg"}) {
    EXPECT_NE(all.find(name), std::string::npos) << all;
  }
  EXPECT_NE(all.find("60000"), std::string::npos) << all;
  EXPECT_EQ(samples().size(), 3U);
  EXPECT_EQ(samples().at(0).width, 96);
  EXPECT_EQ(samples().at(2).width, 0);
  EXPECT_FALSE(file("mask/o_00002af8.png").problem.empty());
}

TEST_F(DatasetIndexer, TellsOfProblemsAgainAsLongAsTheyLast) {
  const Bytes whole = read_file(picture("mask", 0, ".png"));
  put(picture("mask", 0, ".png"), Bytes(whole.begin(), whole.begin() + 20));
  fs::remove(picture("mask", 1, ".png"));
  const std::vector<std::string> problems = index().problems;
  EXPECT_GE(problems.size(), 2U);
  EXPECT_EQ(index().problems, problems);
  EXPECT_EQ(index().opened, 1U) << "only what could not be read is tried again";
  fs::remove(picture("original", 1, ".jpg"));
  fs::remove(picture("trimap", 1, ".png"));
  put(picture("mask", 0, ".png"), whole);
  EXPECT_EQ(index().problems, std::vector<std::string>{});
  EXPECT_TRUE(index().unchanged);
}

TEST_F(DatasetIndexer, LeavesALinkOutOfTheFolderOut) {
  const fs::path outside = folder.path() / "outside.jpg";
  fs::copy_file(picture("original", 0, ".jpg"), outside);
  fs::remove(picture("original", 0, ".jpg"));
  fs::create_symlink(outside, picture("original", 0, ".jpg"));
  const IndexOutcome outcome = index();
  const auto& problems = outcome.problems;
  EXPECT_TRUE(std::any_of(problems.begin(), problems.end(), [](const std::string& problem) {
    return problem.find("original/o_00002af8.jpg") != std::string::npos &&
           problem.find("a link out of the data set") != std::string::npos;
  }));
  EXPECT_EQ(names(), (std::vector<std::string>{"o_00002af9", "o_00002afa"}));
}

TEST_F(DatasetIndexer, KeepsWhatWasMeasuredOfFilesThatHaveNotChanged) {
  const IndexOutcome first = index();
  SampleStore store(database);
  Progress silent;
  EXPECT_TRUE(measure_pixels(store, first.dataset, {true, true}, 2, silent).empty());
  const FileRecord before = file("trimap/o_00002af8.png");
  ASSERT_TRUE(before.unknown_pixels.has_value());
  write_trimap(picture("trimap", 1, ".png"), flat_trimap(96, 64, 255));
  index();
  EXPECT_EQ(file("trimap/o_00002af8.png").pixels_sha256, before.pixels_sha256);
  EXPECT_EQ(file("trimap/o_00002af8.png").unknown_pixels, before.unknown_pixels);
  EXPECT_TRUE(samples().at(0).unknown_share.has_value());
  EXPECT_EQ(file("trimap/o_00002af9.png").pixels_sha256, "");
  EXPECT_FALSE(samples().at(1).unknown_share.has_value());
}

TEST_F(DatasetIndexer, StoresTheSameWhateverTheThreads) {
  index();
  const std::vector<FileRecord> one = files();
  Database other(folder.path() / "other.db", Database::Open::create);
  IndexOptions options;
  options.threads = 7;
  Progress silent;
  const IndexOutcome outcome = index_dataset(other, root, options, silent);
  const std::vector<FileRecord> seven = SampleStore(other).files(outcome.dataset.root);
  ASSERT_EQ(one.size(), seven.size());
  for (std::size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one[i].path, seven[i].path);
    EXPECT_EQ(one[i].width, seven[i].width);
    EXPECT_EQ(one[i].channels, seven[i].channels);
  }
}

TEST_F(DatasetIndexer, TakesNoNoticeOfAStoreInTheFolder) {
  Database inside(root / "mbench.db", Database::Open::create);
  Progress silent;
  index_dataset(inside, root, {}, silent);
  EXPECT_TRUE(index_dataset(inside, root, {}, silent).unchanged);
  fs::remove(root / "aim_category_type.json");
  EXPECT_FALSE(index_dataset(inside, root, {}, silent).unchanged);
}

TEST_F(DatasetIndexer, LeavesTheStoreAsItWasWhenTheFolderCannotBeUsed) {
  index();
  write_file_atomically(root / "aim_category_type.json", R"({"o_00002af8": {"type")");
  EXPECT_THROW(index(), DataError);
  EXPECT_EQ(stored().samples, 3);
  EXPECT_EQ(samples().at(0).category, "animal");
}

}  // namespace
}  // namespace mbench

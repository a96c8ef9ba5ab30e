#include "cli/sample_records.h"

#include "core/image_io.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

Sample photograph(const fs::path& image, const fs::path& trimap) {
  Sample sample;
  sample.name = image.stem().string();
  sample.image = ImageFile{image};
  sample.trimap = TrimapFile{trimap};
  return sample;
}

TEST(SampleRecords, TakesSizesFromTheFiles) {
  const TemporaryFolder folder;
  const fs::path image = folder.path() / "a.png";
  write_image(image, noise_image(31, 17, 1));
  Progress silent;
  const SampleRecords found =
      sample_records(folder.path(), {photograph(image, image)}, {}, 2, silent);
  ASSERT_EQ(found.records.size(), 1U);
  EXPECT_EQ(found.records[0].width, 31);
  EXPECT_EQ(found.records[0].height, 17);
  EXPECT_EQ(found.records[0].image_path, image.string());
  EXPECT_EQ(found.records[0].trimap_source, "shipped");
  EXPECT_EQ(found.records[0].file_bytes, static_cast<std::int64_t>(fs::file_size(image)));
  EXPECT_TRUE(found.problems.empty());
}

TEST(SampleRecords, DoesNotOpenAFileThatHasNotChanged) {
  const TemporaryFolder folder;
  const fs::path image = folder.path() / "a.png";
  write_image(image, noise_image(31, 17, 1));
  Progress silent;
  const std::vector<Sample> samples{photograph(image, image)};
  SampleRecord known = sample_records(folder.path(), samples, {}, 1, silent).records[0];
  known.width = 99;  // a reader would find 31
  const SampleRecords again =
      sample_records(folder.path(), samples, {{image.string(), known}}, 1, silent);
  EXPECT_EQ(again.unchanged, 1U);
  EXPECT_EQ(again.records[0].width, 99);
  known.modified_ns -= 1;
  EXPECT_EQ(
      sample_records(folder.path(), samples, {{image.string(), known}}, 1, silent).records[0].width,
      31);
}

TEST(SampleRecords, ABrokenFileIsAProblemAndTheOthersAreTaken) {
  const TemporaryFolder folder;
  const fs::path good = folder.path() / "good.png";
  const fs::path bad = folder.path() / "bad.png";
  write_image(good, noise_image(5, 4, 1));
  write_file_atomically(bad, "not a picture");
  Progress silent;
  const SampleRecords found = sample_records(
      folder.path(),
      {photograph(bad, bad), photograph(good, good), photograph(folder.path() / "gone.png", good)},
      {}, 2, silent);
  ASSERT_EQ(found.problems.size(), 2U);
  EXPECT_NE(found.problems[0].find("bad.png"), std::string::npos);
  EXPECT_NE(found.problems[1].find("gone.png"), std::string::npos);
  EXPECT_EQ(found.records[0].width, 0);
  EXPECT_EQ(found.records[1].width, 5);
}

}  // namespace
}  // namespace mbench

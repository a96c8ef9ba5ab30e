#include "runners/weights/weight_registry.h"

#include "core/error.h"
#include "core/sha256.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

namespace mbench {
namespace {

class WeightRegistryTest : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }
  fs::path write(const std::string& name, const std::string& text) const {
    write_file_atomically(path(name), text);
    return path(name);
  }
  WeightRegistry registry() const { return WeightRegistry(path("data/weights.json")); }

 private:
  TemporaryFolder folder_;
};

TEST_F(WeightRegistryTest, KeepsTheFilesOfEachModel) {
  WeightRegistry list = registry();
  EXPECT_TRUE(list.files_of("a").empty());
  list.put("a", {list.examine(write("1", "one")), list.examine(write("2", "two"))});
  list.put("b", {list.examine(path("1"))});
  const std::vector<WeightFile> files = registry().files_of("a");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_EQ(files[0].path, path("1").string());
  EXPECT_EQ(files[1].sha256, sha256("two"));
  EXPECT_EQ(files[1].bytes, 3U);
  EXPECT_EQ(registry().all().size(), 2U);
  list.put("a", {files[1]});
  EXPECT_EQ(registry().files_of("a").size(), 1U);
}

TEST_F(WeightRegistryTest, RemembersADigestUntilTheFileChanges) {
  WeightRegistry list = registry();
  const fs::path file = write("1", "one");
  const auto time = fs::last_write_time(file) - 100;
  fs::last_write_time(file, time);
  EXPECT_EQ(list.examine(file).sha256, sha256("one"));
  write("1", "two");  // of the same length and time, so only reading it tells
  fs::last_write_time(file, time);
  EXPECT_EQ(list.examine(file).sha256, sha256("one"));
  EXPECT_EQ(list.examine(file, true).sha256, sha256("two"));
  fs::last_write_time(file, time + 10);
  write_file_atomically(file, "six");
  EXPECT_EQ(list.examine(file).sha256, sha256("six"));
}

TEST_F(WeightRegistryTest, IsTakenForDamagedAndNotForEmpty) {
  for (const char* text : {"", "{", "[]", "{\"version\":2,\"models\":{},\"digests\":{}}",
                           "{\"version\":1,\"models\":{\"a\":[{}]},\"digests\":{}}"}) {
    write("data/weights.json", text);
    EXPECT_THROW(registry().files_of("a"), DataError) << text;
  }
}

TEST_F(WeightRegistryTest, SaysWhatCannotBeReadOrWritten) {
  WeightRegistry list = registry();
  EXPECT_THROW(list.examine(path("missing")), DataError);
  const fs::path file = write("1", "one");
  WeightRegistry blocked(file / "below" / "weights.json");
  EXPECT_EQ(blocked.examine(file).sha256, sha256("one"));
  EXPECT_THROW(blocked.put("a", {}), DataError);
}

TEST_F(WeightRegistryTest, LosesNothingWhenTwoWriteAtOnce) {
  const auto add = [this](const std::string& prefix) {
    for (int i = 0; i < 20; ++i) registry().put(prefix + std::to_string(i), {});
  };
  std::thread other(add, "a");
  add("b");
  other.join();
  EXPECT_EQ(registry().all().size(), 40U);
}

TEST(WeightRegistry, LiesWhereTheUsersDataLies) {
  ::setenv("XDG_DATA_HOME", "/data", 1);
  EXPECT_EQ(WeightRegistry::default_file(), "/data/mbench/weights.json");
  ::unsetenv("XDG_DATA_HOME");
  ::setenv("HOME", "/home/me", 1);
  EXPECT_EQ(WeightRegistry::default_file(), "/home/me/.local/share/mbench/weights.json");
}

}  // namespace
}  // namespace mbench

#include "cli/score_summary.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

ScoredFile file(const std::string& name, const std::string& cluster, double sad) {
  return {name, cluster, {{"sad", sad}}, {}, {}};
}

TEST(GroupMeans, AreOfTheScoredImagesOfEachGroup) {
  std::vector<ScoredFile> files{file("a", "a", 1), file("b", "b", 3), file("c", "c", 8)};
  files.push_back({"d", "d", {}, {}, "cannot be read"});
  const auto means = group_means(files, {"sad"}, {{"a", "SO"}, {"b", "SO"}, {"d", "NS"}});
  ASSERT_EQ(means.size(), 3U);
  EXPECT_EQ(means[0].group, "");
  EXPECT_EQ(means[0].images, 4U);
  EXPECT_EQ(means[0].failed, 1U);
  EXPECT_DOUBLE_EQ(means[0].means[0]->mean, 4);
  EXPECT_EQ(means[1].group, "NS");
  EXPECT_FALSE(means[1].means[0]) << "its only image failed";
  EXPECT_DOUBLE_EQ(means[2].means[0]->mean, 2);
}

TEST(GroupMeans, HaveNoIntervalOverOneForeground) {
  std::vector<ScoredFile> files{file("cat_0", "cat", 1), file("cat_1", "cat", 3)};
  set_clusters(files, ClusterRule::truth);
  EXPECT_FALSE(group_means(files, {"sad"}, {})[0].means[0]->interval);
  set_clusters(files, ClusterRule::image);
  EXPECT_TRUE(group_means(files, {"sad"}, {})[0].means[0]->interval);
  set_clusters(files, ClusterRule::stem);
  EXPECT_EQ(group_means(files, {"sad"}, {})[0].means[0]->clusters, 1U);
}

TEST(ReadImageGroups, NamesTheLineThatIsWrong) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "types.csv";
  write_file_atomically(path,
                        "\xEF\xBB\xBF"
                        "name,group\na, SO\n\nb,NS\n");
  const ImageGroups expected{{"a", "SO"}, {"b", "NS"}};
  EXPECT_EQ(read_image_groups(path), expected);
  write_file_atomically(path, "a,SO\nb\n");
  try {
    read_image_groups(path);
    FAIL() << "a line without a group was taken";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("types.csv:2"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace mbench

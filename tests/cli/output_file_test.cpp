#include "cli/output_file.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(OutputFile, AppearsOnlyWhenItIsComplete) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "new" / "report.csv";
  {
    OutputFile file(path);
    file.out() << "half";
    file.out().flush();
    EXPECT_FALSE(fs::exists(path));
    file.commit();
  }
  EXPECT_EQ(read_text(path), "half");
  EXPECT_EQ(files_in(path.parent_path()), 1U);
}

TEST(OutputFile, LeavesTheOldFileWhenTheWriterFails) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "report.csv";
  write_file_atomically(path, "old");
  {
    OutputFile file(path);
    file.out() << "new";
  }
  EXPECT_EQ(read_text(path), "old");
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(OutputFile, RefusesAFolderInItsPlace) {
  const TemporaryFolder folder;
  EXPECT_THROW(OutputFile{folder.path()}, DataError);
  EXPECT_THROW(require_writable(folder.path()), DataError);
}

TEST(RequireWritable, RefusesAFileAsAFolder) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "file", "");
  EXPECT_THROW(require_writable(folder.path() / "file" / "a.png"), DataError);
}

TEST(RequireWritable, TakesFoldersThatCanBeMade) {
  const TemporaryFolder folder;
  require_writable(folder.path() / "a" / "b" / "c.png");
  require_writable("c.png");
  EXPECT_EQ(files_in(folder.path()), 0U);
}

}  // namespace
}  // namespace mbench

#include "core/filesystem.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/error.h"

namespace mbench {
namespace {

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

template <typename Action>
std::string failure_of(Action action) {
  try {
    action();
  } catch (const DataError& error) {
    return error.what();
  }
  return "";
}

TEST(ReadFile, GivesBackWhatWasWritten) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "bytes";
  std::string bytes(100000, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31);
  write_file_atomically(path, bytes);
  EXPECT_EQ(read_text(path), bytes);
  const std::vector<unsigned char> read = read_file(path);
  EXPECT_EQ(std::string(read.begin(), read.end()), bytes);
  const LargeBuffer large = read_large_file(path);
  EXPECT_EQ(std::string(large.data(), large.data() + large.size()), bytes);
}

TEST(ReadFile, OfAnEmptyFileIsEmpty) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "empty", "");
  EXPECT_TRUE(read_text(folder.path() / "empty").empty());
  EXPECT_EQ(read_large_file(folder.path() / "empty").size(), 0U);
}

TEST(ReadFile, ReadsAFileWhoseSizeTheSystemDoesNotTell) {
  EXPECT_NE(read_text("/proc/self/status").find("Name:"), std::string::npos);
  EXPECT_GT(read_large_file("/proc/self/status").size(), 0U);
}

TEST(ReadFile, ReadsAPipeToItsEnd) {
  const TemporaryFolder folder;
  const fs::path pipe = folder.path() / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string sent(200000, 'x');
  std::thread writer([&] { std::ofstream(pipe.string()) << sent; });
  const std::string read = read_text(pipe);
  writer.join();
  EXPECT_EQ(read, sent);
}

TEST(ReadFile, NamesAMissingFileAndTheReason) {
  EXPECT_EQ(failure_of([] { read_file("/no/such/file"); }),
            "cannot read /no/such/file: No such file or directory");
  EXPECT_EQ(failure_of([] { read_text("/proc/self"); }), "cannot read /proc/self: Is a directory");
}

TEST(WriteFileAtomically, ReplacesTheOldFileAndLeavesNothingElse) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  write_file_atomically(path, "old and longer");
  write_file_atomically(path, "new");
  EXPECT_EQ(read_text(path), "new");
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(WriteFileAtomically, MakesMissingFolders) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "a" / "b" / "c.txt", "text");
  EXPECT_EQ(read_text(folder.path() / "a" / "b" / "c.txt"), "text");
}

TEST(WriteFileAtomically, ReplacesTheFileBehindALinkNotTheLink) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "file", "old");
  fs::create_symlink("file", folder.path() / "link");
  write_file_atomically(folder.path() / "link", "new");
  EXPECT_TRUE(fs::is_symlink(folder.path() / "link"));
  EXPECT_EQ(read_text(folder.path() / "file"), "new");
}

TEST(WriteFileAtomically, RespectsTheUsersMask) {
  const TemporaryFolder folder;
  const mode_t before = ::umask(027);
  write_file_atomically(folder.path() / "file", "text");
  ::umask(before);
  struct stat status {};
  ASSERT_EQ(::stat((folder.path() / "file").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
}

TEST(WriteFileAtomically, SaysThatAFileStandsWhereAFolderShould) {
  const TemporaryFolder folder;
  write_file_atomically(folder.path() / "file", "text");
  const fs::path path = folder.path() / "file" / "inside";
  EXPECT_EQ(failure_of([&] {
              write_file_atomically(path, "text");
            }).find("cannot write " + path.string() + ": "),
            0U);
}

TEST(WriteFileAtomically, SaysThatTheTargetIsAFolder) {
  const TemporaryFolder folder;
  EXPECT_EQ(failure_of([&] { write_file_atomically(folder.path(), "text"); }),
            "cannot write " + folder.path().string() + ": Is a directory");
}

TEST(WriteFileAtomically, AFolderThatCannotBeWrittenHasARemedy) {
  // /proc takes no files from anybody, root included.
  try {
    write_file_atomically("/proc/mbench-test.txt", "text");
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_EQ(std::string(error.what()).find("cannot write /proc/mbench-test.txt: "), 0U);
  }
}

TEST(WriteFileAtomically, AFullDeviceIsAnErrorWithARemedy) {
  try {
    write_file_atomically("/dev/full", "text");
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "cannot write /dev/full: No space left on device");
    EXPECT_EQ(error.hint(), "free some space and run the same command again");
  }
}

TEST(WriteFileAtomically, WritesToADeviceWithoutReplacingIt) {
  write_file_atomically("/dev/null", "text");
  EXPECT_TRUE(fs::exists("/dev/null") && !fs::is_regular_file("/dev/null"));
}

TEST(WriteFileAtomically, AWriteThatBreaksOffLeavesTheOldFileAndNoRest) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "file";
  write_file_atomically(path, "old");
  // The system stops every write of this process at 1000 bytes, as a full disk would.
  struct rlimit before {};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  const struct rlimit small { 1000, before.rlim_max };
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const std::string failure =
      failure_of([&] { write_file_atomically(path, std::string(100000, 'x')); });
  ::setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, handler);
  EXPECT_EQ(failure, "cannot write " + path.string() + ": File too large");
  EXPECT_EQ(read_text(path), "old");
  EXPECT_EQ(files_in(folder.path()), 1U);
}

TEST(RealPath, EndsWithoutASeparatorAndWithoutLinks) {
  const TemporaryFolder folder;
  const fs::path set = real_path(folder.path()) / "set";
  fs::create_directories(set / "inner");
  fs::create_symlink(set, folder.path() / "link");
  for (const char* spelling : {"set", "set/", "set/.", "set/inner/..", "link", "link/"}) {
    EXPECT_EQ(real_path(folder.path() / spelling).string(), set.string()) << spelling;
  }
  EXPECT_EQ(real_path(folder.path() / "link/new/").string(), (set / "new").string());
  EXPECT_EQ(real_path("/").string(), "/");
}

TEST(IsInside, FollowsLinks) {
  const TemporaryFolder folder;
  fs::create_directories(folder.path() / "set/inner");
  fs::create_symlink(folder.path() / "set/inner", folder.path() / "link");
  EXPECT_TRUE(is_inside(folder.path() / "link", folder.path() / "set/"));
  EXPECT_TRUE(is_inside(folder.path() / "set/", folder.path() / "set"));
  EXPECT_TRUE(is_inside(folder.path() / "set/new/file", folder.path() / "set"));
  EXPECT_FALSE(is_inside(folder.path() / "set", folder.path() / "set/inner"));
  EXPECT_FALSE(is_inside(folder.path() / "set2", folder.path() / "set"));
}

TEST(TemporaryFolder, IsEmptyAndGoesWithAllThatIsInIt) {
  fs::path path;
  {
    const TemporaryFolder folder;
    path = folder.path();
    EXPECT_TRUE(fs::is_directory(path));
    EXPECT_EQ(files_in(path), 0U);
    write_file_atomically(path / "deep" / "file", "text");
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryFolder, TwoAreDifferent) {
  const TemporaryFolder one;
  const TemporaryFolder other;
  EXPECT_NE(one.path(), other.path());
}

/// Sets an environment variable and puts the old value back.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name) {
    if (const char* old = std::getenv(name)) old_ = old;
    ::setenv(name, value, 1);
  }
  ~Environment() {
    if (old_.empty()) {
      ::unsetenv(name_);
    } else {
      ::setenv(name_, old_.c_str(), 1);
    }
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;

 private:
  const char* name_;
  std::string old_;
};

TEST(DataFolder, IsTheSourcesUnlessToldOtherwise) {
  const Environment unset("MBENCH_DATA_DIR", "");
  EXPECT_TRUE(fs::is_directory(data_folder() / "demo"));
}

TEST(DataFolder, IsTheOneThatTheUserNames) {
  const TemporaryFolder folder;
  const Environment named("MBENCH_DATA_DIR", folder.path().c_str());
  EXPECT_EQ(data_folder(), folder.path());
}

TEST(DataFolder, RefusesANameThatIsNoFolder) {
  const Environment wrong("MBENCH_DATA_DIR", "/no/such/folder");
  EXPECT_THROW(data_folder(), DataError);
}

}  // namespace
}  // namespace mbench

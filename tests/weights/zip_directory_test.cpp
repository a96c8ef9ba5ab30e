#include "runners/weights/zip_directory.h"

#include "core/error.h"
#include "tests/weights/pickle_bytes.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::vector<ZipEntry> entries_of(const std::string& archive) {
  return zip_entries(*bytes_in_memory(archive, "archive"));
}

std::string bytes_of(const std::string& archive, const ZipEntry& entry) {
  return archive.substr(entry.offset, entry.size);
}

TEST(ZipDirectory, FindsWhereEachFileLies) {
  for (const bool zip64 : {false, true}) {
    const std::string archive =
        zip_archive({{"a/one", "first"}, {"a/two", ""}, {"b", "third"}}, zip64);
    const std::vector<ZipEntry> entries = entries_of(archive);
    ASSERT_EQ(entries.size(), 3U);
    EXPECT_EQ(entries[0].name, "a/one");
    EXPECT_EQ(bytes_of(archive, entries[0]), "first");
    EXPECT_EQ(entries[1].size, 0U);
    EXPECT_EQ(bytes_of(archive, entries[2]), "third");
    EXPECT_TRUE(entries[2].stored);
  }
}

TEST(ZipDirectory, FindsItsEndBehindAComment) {
  std::string archive = zip_archive({{"a", "x"}});
  archive.replace(archive.size() - 2, 2, little_endian(5, 2));
  EXPECT_EQ(entries_of(archive + "hello").size(), 1U);
  EXPECT_THROW(entries_of(archive + "hell"), DataError);
}

TEST(ZipDirectory, SaysWhatIsCompressed) {
  EXPECT_FALSE(entries_of(zip_archive({{"a", "packed", 8, 0, 100}}))[0].stored);
}

TEST(ZipDirectory, RefusesWhatIsNotWhole) {
  const std::string archive = zip_archive({{"a", "first"}, {"b", "second"}});
  for (std::size_t size = 0; size < archive.size(); ++size) {
    EXPECT_THROW(entries_of(archive.substr(0, size)), DataError) << size;
    if (size > 0) {
      EXPECT_THROW(entries_of(archive.substr(size)), DataError) << "from " << size;
    }
  }
}

TEST(ZipDirectory, RefusesEncryptionAndNamesThatComeTwice) {
  EXPECT_THROW(entries_of(zip_archive({{"a", "x", 0, 1}})), DataError);
  EXPECT_THROW(entries_of(zip_archive({{"a", "x"}, {"a", "y"}})), DataError);
}

TEST(ZipDirectory, RefusesFilesThatOverlapOrLieOutside) {
  const std::string archive = zip_archive({{"a", "first"}, {"b", "second"}});
  const std::size_t second = archive.rfind("PK\x01\x02");
  std::string overlapping = archive;  // both entries name the first file's header
  overlapping.replace(second + 42, 4, little_endian(0, 4));
  overlapping.replace(second + 20, 8, little_endian(5, 4) + little_endian(5, 4));
  EXPECT_THROW(entries_of(overlapping), DataError);
  std::string outside = archive;
  outside.replace(second + 20, 8, little_endian(1000, 4) + little_endian(1000, 4));
  EXPECT_THROW(entries_of(outside), DataError);
  std::string beyond = archive;
  beyond.replace(second + 42, 4, little_endian(0xFFFFFF00U, 4));
  EXPECT_THROW(entries_of(beyond), DataError);
}

TEST(ZipDirectory, DoesNotBelieveACountOfEntries) {
  std::string archive = zip_archive({{"a", "x"}}, true);
  const std::size_t end = archive.find("PK\x06\x06");
  archive.replace(end + 24, 16, little_endian(1ULL << 50, 8) + little_endian(1ULL << 50, 8));
  EXPECT_THROW(entries_of(archive), DataError);
}

}  // namespace
}  // namespace mbench

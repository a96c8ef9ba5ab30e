#include "runners/weights/zip_directory.h"

#include "core/error.h"
#include "runners/weights/shown_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

namespace mbench {
namespace {

constexpr std::uint64_t kEndBytes = 22;  // the end record without its comment
constexpr std::uint64_t kMaxCommentBytes = 65535;
constexpr std::uint64_t kLocatorBytes = 20;
constexpr std::uint64_t kEnd64Bytes = 56;
constexpr std::uint64_t kDirectoryEntryBytes = 46;
constexpr std::uint64_t kLocalHeaderBytes = 30;
constexpr std::uint64_t kMaxEntries = 1'000'000;
constexpr std::uint64_t kMaxDirectoryBytes = std::uint64_t{256} << 20;
constexpr std::uint32_t kEndSignature = 0x06054B50;
constexpr std::uint32_t kLocatorSignature = 0x07064B50;
constexpr std::uint32_t kEnd64Signature = 0x06064B50;
constexpr std::uint32_t kDirectorySignature = 0x02014B50;
constexpr std::uint32_t kLocalSignature = 0x04034B50;
constexpr std::uint64_t kIn64 = 0xFFFFFFFF;  // "see the zip64 field"
constexpr std::uint16_t kZip64Field = 1;
constexpr std::uint64_t kEncrypted = 1;

[[noreturn]] void damaged(const ByteSource& source, const std::string& why) {
  throw DataError(fmt::format("{} is not a whole zip archive: {}", source.name(), shown_name(why)),
                  "obtain the file again");
}

/// Little-endian numbers out of a piece of the file.
class Fields {
 public:
  Fields(const ByteSource& source, std::uint64_t offset, std::uint64_t count) : source_(source) {
    if (offset > source.size() || count > source.size() - offset) damaged(source, "it is cut off");
    bytes_.resize(static_cast<std::size_t>(count));
    source.read(offset, bytes_.data(), bytes_.size());
  }

  std::uint64_t size() const { return bytes_.size(); }

  std::uint64_t number(std::uint64_t at, std::size_t width) const {
    if (at > bytes_.size() || width > bytes_.size() - at) damaged(source_, "it is cut off");
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) {
      value = value << 8 | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at) + i]);
    }
    return value;
  }

  std::string text(std::uint64_t at, std::uint64_t length) const {
    if (at > bytes_.size() || length > bytes_.size() - at) damaged(source_, "it is cut off");
    return bytes_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(length));
  }

 private:
  const ByteSource& source_;
  std::string bytes_;
};

struct Directory {
  std::uint64_t offset = 0;
  std::uint64_t size = 0;
  std::uint64_t entries = 0;
};

std::uint64_t find_end_record(const ByteSource& source) {
  const std::uint64_t tail = std::min(source.size(), kEndBytes + kMaxCommentBytes);
  if (tail < kEndBytes) damaged(source, "it is too short");
  const Fields bytes(source, source.size() - tail, tail);
  for (std::uint64_t at = tail - kEndBytes + 1; at-- > 0;) {
    if (bytes.number(at, 4) == kEndSignature && bytes.number(at + 20, 2) == tail - kEndBytes - at) {
      return source.size() - tail + at;
    }
  }
  damaged(source, "its directory, which stands at the end, is missing");
}

Directory find_directory(const ByteSource& source) {
  const std::uint64_t end_at = find_end_record(source);
  const Fields end(source, end_at, kEndBytes);
  Directory directory{end.number(16, 4), end.number(12, 4), end.number(10, 2)};
  bool split = end.number(4, 2) != end.number(6, 2) || end.number(8, 2) != end.number(10, 2);
  if (end_at >= kLocatorBytes) {
    const Fields locator(source, end_at - kLocatorBytes, kLocatorBytes);
    if (locator.number(0, 4) == kLocatorSignature) {
      const Fields end64(source, locator.number(8, 8), kEnd64Bytes);
      if (end64.number(0, 4) != kEnd64Signature) damaged(source, "its zip64 record is missing");
      directory = {end64.number(48, 8), end64.number(40, 8), end64.number(32, 8)};
      split = end64.number(24, 8) != end64.number(32, 8);
    }
  }
  if (split) damaged(source, "it is one part of several");
  if (directory.size > kMaxDirectoryBytes || directory.entries > kMaxEntries) {
    damaged(source, "its directory is too large");
  }
  if (directory.offset > end_at || directory.size > end_at - directory.offset) {
    damaged(source, "its directory lies outside it");
  }
  return directory;
}

/// The 64-bit values of an entry whose 32-bit fields say that they are elsewhere.
void apply_zip64(const Fields& fields, std::uint64_t at, std::uint64_t length, std::uint64_t& size,
                 std::uint64_t& packed_size, std::uint64_t& header_at) {
  const std::uint64_t end = at + length;
  while (at + 4 <= end) {
    const std::uint64_t kind = fields.number(at, 2);
    const std::uint64_t bytes = fields.number(at + 2, 2);
    at += 4;
    if (kind == kZip64Field) {
      std::uint64_t place = at;
      for (std::uint64_t* value : {&size, &packed_size, &header_at}) {
        if (*value != kIn64 || place + 8 > at + bytes) continue;
        *value = fields.number(place, 8);
        place += 8;
      }
    }
    at += bytes;
  }
}

/// The entry at `at` of the directory, which then points behind it.
ZipEntry read_entry(const ByteSource& source, const Fields& fields, std::uint64_t& at,
                    std::uint64_t directory_at) {
  if (fields.number(at, 4) != kDirectorySignature) damaged(source, "its directory is damaged");
  const std::uint64_t name_bytes = fields.number(at + 28, 2);
  const std::uint64_t extra_bytes = fields.number(at + 30, 2);
  std::uint64_t packed_size = fields.number(at + 20, 4);
  std::uint64_t header_at = fields.number(at + 42, 4);
  ZipEntry entry;
  entry.size = fields.number(at + 24, 4);
  entry.name = fields.text(at + kDirectoryEntryBytes, name_bytes);
  apply_zip64(fields, at + kDirectoryEntryBytes + name_bytes, extra_bytes, entry.size, packed_size,
              header_at);
  if ((fields.number(at + 8, 2) & kEncrypted) != 0) damaged(source, "it is encrypted");
  entry.stored = fields.number(at + 10, 2) == 0;
  if (entry.stored && packed_size != entry.size) damaged(source, entry.name + " has two sizes");
  at += kDirectoryEntryBytes + name_bytes + extra_bytes + fields.number(at + 32, 2);

  if (header_at > directory_at || kLocalHeaderBytes > directory_at - header_at) {
    damaged(source, entry.name + " lies outside it");
  }
  const Fields local(source, header_at, kLocalHeaderBytes);
  if (local.number(0, 4) != kLocalSignature)
    damaged(source, entry.name + " is not where it should");
  entry.offset = header_at + kLocalHeaderBytes + local.number(26, 2) + local.number(28, 2);
  if (entry.offset > directory_at || packed_size > directory_at - entry.offset) {
    damaged(source, entry.name + " lies outside it");
  }
  return entry;
}

void check_entries(const ByteSource& source, const std::vector<ZipEntry>& entries) {
  std::set<std::string> names;
  std::vector<const ZipEntry*> stored;
  for (const ZipEntry& entry : entries) {
    if (!names.insert(entry.name).second) damaged(source, entry.name + " is there twice");
    if (entry.stored && entry.size > 0) stored.push_back(&entry);
  }
  std::sort(stored.begin(), stored.end(),
            [](const ZipEntry* a, const ZipEntry* b) { return a->offset < b->offset; });
  for (std::size_t i = 1; i < stored.size(); ++i) {
    if (stored[i]->offset - stored[i - 1]->offset < stored[i - 1]->size) {
      damaged(source, fmt::format("{} and {} overlap", stored[i - 1]->name, stored[i]->name));
    }
  }
}

}  // namespace

std::vector<ZipEntry> zip_entries(const ByteSource& source) {
  const Directory directory = find_directory(source);
  const Fields fields(source, directory.offset, directory.size);
  std::vector<ZipEntry> entries;
  std::uint64_t at = 0;
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    entries.push_back(read_entry(source, fields, at, directory.offset));
  }
  check_entries(source, entries);
  return entries;
}

}  // namespace mbench

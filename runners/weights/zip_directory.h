#pragma once

#include "runners/weights/byte_source.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// A file within a zip archive and where its bytes lie.
struct ZipEntry {
  std::string name;
  std::uint64_t offset = 0;  ///< of its first byte in the archive
  std::uint64_t size = 0;
  bool stored = true;  ///< not compressed, which is how PyTorch writes
};

/// What a zip archive holds, zip64 included, by its central directory (PKWARE APPNOTE 6.3.9).
///
/// Reading tensors needs the place of every entry in the file, which libraries for zip archives
/// do not tell; nothing is ever unpacked. Throws DataError for an archive that is cut off,
/// encrypted or split, and for entries that lie outside it, overlap, or have one name.
std::vector<ZipEntry> zip_entries(const ByteSource& source);

}  // namespace mbench

#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>

#include "core/filesystem.h"

/// Without waiting for the disk, as mbench's own writing does: a fuzzer writes thousands a second.
inline void write_quickly(const mbench::fs::path& path, const std::uint8_t* bytes,
                          std::size_t size) {
  std::ofstream file(path.string(), std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes), static_cast<std::streamsize>(size));
  if (!file.flush()) std::abort();
}

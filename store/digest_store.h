#pragma once

#include "store/database.h"

#include <cstdint>
#include <optional>
#include <string>

namespace mbench {

/// Digests of decoded pixels, remembered by what determines them (source_text), so that
/// a resumed run need not decode what it has done.
struct PixelDigests {
  std::string image;
  std::string trimap;
  std::string alpha;
  int width = 0;
  int height = 0;
  std::int64_t unknown_pixels = 0;
};

class DigestStore {
 public:
  explicit DigestStore(Database& database) : database_(database) {}
  std::optional<PixelDigests> find(const std::string& source_text) const;
  void put(const std::string& source_text, const PixelDigests& digests);

 private:
  Database& database_;
};

}  // namespace mbench

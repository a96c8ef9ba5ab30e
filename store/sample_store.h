#pragma once

#include "store/database.h"
#include "store/records.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Indexed data sets and their samples.
class SampleStore {
 public:
  explicit SampleStore(Database& database) : database_(database) {}

  /// Replaces everything known of the data set at `dataset.root` in one transaction, as
  /// indexed now unless `indexed_at` says when. Throws DataError if two samples of a split
  /// have one name.
  void replace(const DatasetRecord& dataset, const std::vector<SampleRecord>& samples);
  /// By name, then root.
  std::vector<DatasetRecord> datasets() const;
  /// Calls `use` with every sample of the data set in its order. Throws DataError if no
  /// data set has that name or root, or two have the name.
  void for_each_sample(const std::string& dataset,
                       const std::function<void(const SampleRecord&)>& use) const;

 private:
  Database& database_;
};

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

#pragma once

#include "core/progress.h"
#include "store/sample_store.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace mbench {

struct PictureSize {
  int width = 0;
  int height = 0;
  double megapixels() const { return 1e-6 * width * height; }
};

/// What is gathered of an indexed data set while its samples pass by.
struct DatasetStatistics {
  std::string name;
  std::int64_t samples = 0;
  std::int64_t alphas = 0;
  std::int64_t trimaps = 0;
  std::set<std::string> splits;
  std::set<std::string> foregrounds;
  std::vector<PictureSize> sizes;  ///< of the samples whose size is known, smallest first
  std::map<std::string, std::int64_t> samples_of_category;
  std::vector<std::string> trimap_paths;  ///< of trimaps whose unknown share is not stored
  std::vector<double> unknown_shares;     ///< 0..1, of the trimaps that were read, now or before
};

/// Everything that is in the store.
DatasetStatistics dataset_statistics(const SampleStore& store, const DatasetRecord& dataset);

/// Adds to `unknown_shares` those of up to `limit` further trimaps, spread evenly over the data
/// set.
/// One that cannot be read is a note of `progress`. Throws Interrupted.
void read_unknown_shares(DatasetStatistics& statistics, int limit, int threads, Progress& progress);

/// One bar of a histogram.
struct Bin {
  std::string range;
  std::size_t count = 0;
};

/// Bins of sizes, each twice as large as the one before; empty bins between are kept.
std::vector<Bin> megapixel_bins(const std::vector<PictureSize>& sizes);

/// Ten bins of shares within 0..1; none if there is no share.
std::vector<Bin> share_bins(const std::vector<double>& shares);

/// One bin a category, the largest first.
std::vector<Bin> category_bins(const std::map<std::string, std::int64_t>& samples_of_category);

}  // namespace mbench

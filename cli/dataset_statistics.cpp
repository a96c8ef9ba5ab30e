#include "cli/dataset_statistics.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/thread_team.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>

namespace mbench {

DatasetStatistics dataset_statistics(const SampleStore& store, const DatasetRecord& dataset) {
  DatasetStatistics all;
  all.name = dataset.name;
  store.for_each_sample(dataset.root, [&](const SampleRecord& sample) {
    ++all.samples;
    if (!sample.alpha.empty()) ++all.alphas;
    if (!sample.split.empty()) all.splits.insert(sample.split);
    if (!sample.category.empty()) ++all.samples_of_category[sample.category];
    if (!sample.foreground.empty()) all.foregrounds.insert(sample.foreground);
    if (sample.width > 0) all.sizes.push_back({sample.width, sample.height});
    if (sample.trimap.empty()) return;
    ++all.trimaps;
    if (sample.unknown_share) {
      all.unknown_shares.push_back(*sample.unknown_share);
    } else {
      all.trimap_paths.push_back((fs::path(dataset.root) / sample.trimap).string());
    }
  });
  std::sort(all.sizes.begin(), all.sizes.end(), [](const PictureSize& a, const PictureSize& b) {
    return a.megapixels() < b.megapixels();
  });
  return all;
}

void read_unknown_shares(DatasetStatistics& all, int limit, int threads, Progress& progress) {
  const std::size_t count = std::min(all.trimap_paths.size(), static_cast<std::size_t>(limit));
  if (count == 0) return;
  std::vector<double> shares(count, std::nan(""));
  std::atomic<std::size_t> done{0};
  progress.begin("trimaps", count);
  ThreadTeam(threads).each(count, [&](std::size_t i) {
    throw_if_interrupted();
    const std::string& path = all.trimap_paths[i * all.trimap_paths.size() / count];
    try {
      const Trimap trimap = read_trimap(path).picture;
      shares[i] = static_cast<double>(trimap.unknown_pixels()) /
                  static_cast<double>(trimap.pixels().total());
    } catch (const DataError& error) {
      progress.note(std::string("warning: ") + error.what());
    }
    progress.step(++done, path);
  });
  progress.end();
  std::copy_if(shares.begin(), shares.end(), std::back_inserter(all.unknown_shares),
               [](double share) { return !std::isnan(share); });
}

std::vector<Bin> megapixel_bins(const std::vector<PictureSize>& sizes) {
  std::vector<Bin> bins;
  if (sizes.empty()) return bins;
  const auto exponent = [](const PictureSize& size) {
    return static_cast<int>(std::floor(std::log2(std::max(size.megapixels(), 1e-6))));
  };
  const int first = exponent(sizes.front());
  for (int e = first; e <= exponent(sizes.back()); ++e) {
    bins.push_back({fmt::format("{:.3g} to {:.3g} MP", std::exp2(e), std::exp2(e + 1)), 0});
  }
  for (const PictureSize& size : sizes)
    ++bins[static_cast<std::size_t>(exponent(size) - first)].count;
  return bins;
}

std::vector<Bin> share_bins(const std::vector<double>& shares) {
  std::vector<Bin> bins;
  if (shares.empty()) return bins;
  for (int tenth = 0; tenth < 10; ++tenth) {
    bins.push_back({fmt::format("{} to {} %", 10 * tenth, 10 * (tenth + 1)), 0});
  }
  for (const double share : shares) {
    ++bins[std::min<std::size_t>(9, static_cast<std::size_t>(10 * share))].count;
  }
  return bins;
}

std::vector<Bin> category_bins(const std::map<std::string, std::int64_t>& samples_of_category) {
  std::vector<Bin> bins;
  for (const auto& [category, samples] : samples_of_category) {
    bins.push_back({category, static_cast<std::size_t>(samples)});
  }
  std::stable_sort(bins.begin(), bins.end(),
                   [](const Bin& a, const Bin& b) { return a.count > b.count; });
  return bins;
}

}  // namespace mbench

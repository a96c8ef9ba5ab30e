#include "runners/result_row.h"

#include "core/sha256.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// What stands for a degraded image: its pixels, what was done, and what it is scored by. So its
/// rows and previews are never those of a sample as it is, even where the pixels are the same.
std::string degraded_digest(const std::string& image, const Sample& sample,
                            const LoadedSample& loaded) {
  const Trimap& scored = loaded.scored_trimap ? *loaded.scored_trimap : loaded.trimap;
  return sha256(
      fmt::format("{} {} {}", image, sha256_of_pixels(scored.pixels()), sample.degradation.text()));
}

}  // namespace

ResultRecord blank_row(const PlannedCell& cell, const Sample& sample, std::size_t place) {
  ResultRecord row;
  row.identity = cell.identity();
  if (const auto& digest = find_model(cell.model.name).sample_digest) {
    row.identity.weights_digest = digest(cell.model.argument, sample.name);
  }
  // Stands for the pixels until they are known, so that an unreadable sample has a row too.
  row.identity.image_digest = fmt::format("unread:{}/{}", cell.record.suite, sample.name);
  row.sample = sample.name;
  row.foreground = sample.foreground;
  row.ordinal = static_cast<int>(place);
  return row;
}

PixelDigests digests_of(const Sample& sample, const LoadedSample& loaded) {
  PixelDigests digests;
  digests.image = sha256_of_pixels(loaded.image.pixels());
  if (!sample.degradation.is_none()) {
    digests.image = degraded_digest(digests.image, sample, loaded);
  }
  digests.trimap = sha256_of_pixels(loaded.trimap.pixels());
  if (loaded.alpha) digests.alpha = sha256_of_pixels(loaded.alpha->pixels());
  digests.width = loaded.image.size().width;
  digests.height = loaded.image.size().height;
  digests.unknown_pixels = loaded.trimap.unknown_pixels();
  return digests;
}

void identify(ResultRecord& row, const PixelDigests& digests) {
  row.identity.image_digest = digests.image;
  row.identity.trimap_digest = digests.trimap;
  row.identity.alpha_digest = digests.alpha;
  row.width = digests.width;
  row.height = digests.height;
  row.unknown_pixels = digests.unknown_pixels;
}

}  // namespace mbench

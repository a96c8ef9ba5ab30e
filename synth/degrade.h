#pragma once

#include "core/image.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

struct Corruption;

/// One corruption with its number.
struct DegradeStep {
  const Corruption* corruption = nullptr;  ///< of corruptions()
  double amount = 0;
  std::uint64_t seed = 0;  ///< only where the corruption is seeded

  bool operator==(const DegradeStep&) const = default;
};

/// Named corruptions one after the other, for measuring how methods bear with worse pictures.
///
/// Text form: `none`, or steps `NAME:NUMBER` or `NAME:NUMBER:SEED` joined by '+' in the order in
/// which they are done, as in `blur:2+jpeg:30`.
struct Degradation {
  static constexpr std::size_t kMostSteps = 8;

  std::vector<DegradeStep> steps;  ///< none: pictures stay as they are

  bool is_none() const { return steps.empty(); }
  bool changes_image() const;
  bool changes_trimap() const;

  /// Canonical: numbers in their shortest form, no seed where it is 0. Equal text, equal pixels.
  std::string text() const;

  bool operator==(const Degradation&) const = default;
};

/// Throws UsageError: an unknown name (with the nearest known ones), a number that is missing,
/// out of range or without effect, more than kMostSteps steps.
Degradation parse_degradation(std::string_view text);

/// The image after every step for images. `name` is what random numbers are drawn for besides
/// the seed, "split/name" of a sample: each picture has noise of its own, in whatever order and
/// on however many threads pictures are made.
///
/// Throws DataError where a step cannot hold the picture (JPEG's longest side).
Image degraded(const Image& image, const Degradation& degradation, std::string_view name);

/// The trimap, which must hold only 0, 128 and 255, after every step for trimaps.
Trimap degraded(const Trimap& trimap, const Degradation& degradation);

}  // namespace mbench

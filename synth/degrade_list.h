#pragma once

#include "core/image.h"
#include "core/random.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One named way to make an image or a trimap worse, with its one number.
struct Corruption {
  std::string name;       ///< "jpeg"
  std::string parameter;  ///< what its number is called: "QUALITY"
  std::string summary;    ///< one line: what it does, and the number's unit
  std::string example;    ///< "jpeg:30"
  double low = 0;         ///< the number's range, both ends included
  double high = 0;
  bool whole = false;                            ///< whole numbers only
  std::optional<double> neutral = std::nullopt;  ///< changes nothing, and is refused
  bool seeded = false;                           ///< a seed may follow

  // One of the two is set.
  Image (*image)(const Image& image, double amount, const Random& random) = nullptr;
  Trimap (*trimap)(const Trimap& trimap, double amount) = nullptr;

  /// "blur:SIGMA", "noise:SIGMA[:SEED]".
  std::string form() const;
  /// "0.1 to 50", "1 to 100, whole", "0.1 to 10 without 1".
  std::string range() const;
};

/// Every corruption, in the order in which people see them.
const std::vector<Corruption>& corruptions();

/// Throws UsageError that names the nearest known names.
const Corruption& find_corruption(std::string_view name);

}  // namespace mbench

#pragma once

#include <string>
#include <string_view>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// One of the ways in which a model is shown a sample: resized, then turned, then mirrored.
struct AugmentedView {
  double scale = 1;
  int quarter_turns = 0;  ///< counter-clockwise, 0 to 3
  bool mirrored = false;  ///< left to right
};

/// Test-time augmentation: a model is run on several views of a sample, each alpha is brought
/// back to how the sample lies, and the mean of them is the result.
struct Augmentation {
  std::string name;
  std::vector<AugmentedView> views;
  /// Each view's alpha is cut down to 8 bits (255·alpha truncated) before the mean is taken.
  bool truncates_views = false;

  /// As parse_augmentation() takes it; equal text means equal choice.
  std::string text() const;
  /// A sentence for people: how many views, which, and how they are averaged.
  std::string meaning() const;
};

/// The names, and for scales a list of sides relative to the sample's from 0.1 to 4:
///
///   flip               as it lies, and mirrored left to right
///   rot4               the four quarter turns
///   rot4flip           each of those without and with a flip after it
///   aematter           the same eight, with the truncations of AEMatter's eval_tta.py
///   scales:0.75,1,1.25 resized; two to eight of them
///
/// Throws UsageError that names the choices.
Augmentation parse_augmentation(std::string_view text);

}  // namespace mbench

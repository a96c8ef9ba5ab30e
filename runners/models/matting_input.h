#pragma once

#include "core/image.h"

#include <optional>
#include <string>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// Corners in pixels of the image, both inside: left, top, right, bottom.
struct BoxPrompt {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

/// A pixel that belongs to the object, or does not.
struct PointPrompt {
  double x = 0;
  double y = 0;
  bool inside = true;
};

/// What shows a model that takes no trimap which object is meant.
struct Prompt {
  std::optional<BoxPrompt> box;
  std::vector<PointPrompt> points;
  std::optional<Alpha> mask;  ///< of the image's size; what is above one half is the object

  bool empty() const { return !box && points.empty() && !mask; }
};

/// What a model is given of one sample.
struct MattingInput {
  Image image;
  std::optional<Trimap> trimap;  ///< of the image's size, with 0, 128 and 255 only
  Prompt prompt = {};
  /// The sample's, unique within its suite; '/' in it divides folders. Empty where there is none.
  std::string name = {};
};

/// The box around what is above one half; none if nothing is.
std::optional<BoxPrompt> box_around(const Alpha& alpha);

}  // namespace mbench

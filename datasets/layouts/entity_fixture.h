#pragma once

#include "core/image.h"

#include <vector>

namespace mbench {

/// A synthetic image with several entities side by side, and the alpha of each.
struct EntityPicture {
  Image image;
  std::vector<Alpha> alphas;  ///< each of the image's size
};

/// The picture of a number with `entities` >= 1.
EntityPicture entity_picture(int number, int entities);

/// One entity on images of even numbers, two on the others.
inline int entities_on(int number) { return 1 + number % 2; }

}  // namespace mbench

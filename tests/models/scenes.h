#pragma once

#include "core/image.h"

namespace mbench {

/// A picture whose opacity is known, and the trimap that a method is given.
struct Scene {
  Image image;
  Trimap trimap;
  Alpha alpha;  ///< float
};

/// A soft disc of noisy orange over noisy blue, its rim unknown.
Scene disc_scene(int width, int height);

/// Opacity rises by a twentieth a column between two flat colours; a third on each side
/// is known. At least 60 columns.
Scene ramp_scene(int width, int height);

}  // namespace mbench

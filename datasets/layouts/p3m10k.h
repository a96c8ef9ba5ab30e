#pragma once

#include "datasets/layout.h"

namespace mbench {

/// P3M-10k, natural portraits in three splits: "train" and "p3m-500-p" with blurred faces
/// (`blurred_image`), "p3m-500-np" as photographed (`original_image`), each with `mask` and the
/// latter two with `trimap`. P3M-500-P and P3M-500-NP lie in `validation/` or beside `train/`;
/// all of it in the root or in a folder P3M-10k or P3M10k.
///
/// The trimaps of `train` are made from the alphas.
Layout p3m10k_layout();

}  // namespace mbench

#pragma once

#include "datasets/layout.h"

namespace mbench {

/// AM-2k, natural images of animals: `train/{original,mask}` and
/// `validation/{original,mask,trimap}`, in the root or in a folder AM-2k or AM2k. The 200 images
/// of the validation may also lie alone: `{original,mask,trimap}` in a folder AM-200, or in the
/// root if all names are like m_0a1b2c3d.
///
/// Only the validation has trimaps; those of `train` are made from the alphas.
Layout am2k_layout();

}  // namespace mbench

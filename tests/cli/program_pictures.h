#pragma once

#include "core/filesystem.h"

namespace mbench {

/// Lays out the pictures that the transcripts speak of:
///
///     in/image.png in/trimap.png in/truth.png in/perfect.png in/off.png   32x24
///     in/grey-trimap.png   a trimap with other values
///     in/small.png         another size
///     in/broken.png        a truncated file
///     set/pred set/gt set/trimap   a.png, b.png; the prediction of b is off
///     bad/pred bad/gt bad/trimap   as set, but b's prediction is broken and c has none
///     photos/images photos/alphas photos/trimaps   a data set
///
/// `off` differs from `truth` by 51 of 255 in each of the 100 unknown pixels, so its SAD is
/// 100 · 0.2 / 1000 = 0.02 and its MSE 0.04.
void make_program_pictures(const fs::path& folder);

}  // namespace mbench

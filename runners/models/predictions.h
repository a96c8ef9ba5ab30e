#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// `predictions:DIR`: alphas that were made elsewhere, to be scored like any other.
///
/// A sample's alpha is DIR/NAME.png, .tif or .tiff (8 or 16 bits, or float32 in 0..1); where the
/// name has folders in it and there is no such file, the name without them is tried. It is taken
/// as it is: known pixels of the trimap are not forced. Neither time nor memory is measured.
///
/// Its rows are known by the text DIR and the SHA-256 of the sample's file, so that a new file
/// makes a new row.
///
/// matte() throws ModelError if there is no such file, naming where it was looked for, or if it
/// has another size than the image; DataError if it cannot be read.
ModelEntry predictions();

}  // namespace mbench

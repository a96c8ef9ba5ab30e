#pragma once

#include "datasets/layout.h"

namespace mbench {

/// Transparent-460. Split "test": the prepared composites of `Test/{merged,alpha_copy,trimaps}` or
/// `{composited_images,alpha_copy,trimap_copy}`, 50 foregrounds over 20 backgrounds each. Splits
/// "train-foregrounds" and "test-foregrounds": the photographs as distributed,
/// `Train|Test/{fg,alpha}` with `trimap` where somebody made them; another task, never to be
/// compared with the composites. Those of the test set count only where there are no composites.
///
/// The list of backgrounds is not published: composites of one's own match no paper's numbers.
Layout transparent460_layout();

}  // namespace mbench

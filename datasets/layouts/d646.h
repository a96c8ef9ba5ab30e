#pragma once

#include "datasets/layout.h"

namespace mbench {

/// Distinctions-646: splits "test", 50 foregrounds over 20 backgrounds each, and "train", 596
/// over 80.
///
/// - Made composites: `Test/{Image,GT}` and `Train/{Image,GT}` as the authors' script writes them,
///   or `{merged,alpha_copy,trimaps}` in the root or in `Test`. A test composite test_0 to
///   test_999 has foreground test_N/20, and background N of `bg_test.txt` if that is there.
/// - Foregrounds in `Train_ori|Test_ori/{Fg_images,Alpha_matte}` or `{FG,GT}`, with the four lists
///   anywhere below the root: composites that are not made yet. In the training split
///   composite n of all is called FOREGROUND_n.
/// - Foregrounds without lists make up "train-foregrounds" and "test-foregrounds".
///
/// No trimaps are shipped; everybody's own differ.
Layout d646_layout();

}  // namespace mbench

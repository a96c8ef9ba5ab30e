#pragma once

#include "datasets/layout.h"

namespace mbench {

/// SIMD, the data set of Semantic Image Matting: 20 classes of matting patterns, which are the
/// samples' categories.
///
/// - Split "test", made: `<class>/{merged,trimap,alpha}/FOREGROUND_BACKGROUND.png`, in the root or
///   in `generated_testset`, or the three folders directly in `generated_testset`.
/// - Split "test", not made yet: `<class>/{fg,alpha}` and SIMD_composition_test_filelist.txt
///   (lines `class:fg.jpg:voc.jpg`). They are composed by the protocol `simd`, as the authors'
///   script does, with its trimaps.
/// - Split "foregrounds", without the list: `<class>/{fg,alpha}` as CLASS_FOREGROUND, as the same
///   photograph can be in two classes.
Layout simd_layout();

}  // namespace mbench

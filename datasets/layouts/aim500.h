#pragma once

#include "datasets/layout.h"

namespace mbench {

/// AIM-500, natural images of seven categories: `original`, `mask`, `trimap` and `usr`, matched
/// by stem, in the root or in a folder AIM-500.
///
/// `usr` holds unified maps, which the paper fed to methods that want a trimap: an opaque object
/// (SO) has its trimap there, a transparent one (STM) no foreground, an image without a main
/// object (NS) nothing that is known. Others use `trimap`, the default. The two are not
/// comparable.
///
/// Categories and types come from `aim_category_type.json`, where it lies beside the folders.
Layout aim500_layout();

}  // namespace mbench

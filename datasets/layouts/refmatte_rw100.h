#pragma once

#include "datasets/layout.h"

namespace mbench {

/// RefMatte-RW100, 100 photographs of several objects with an alpha and expressions for each:
/// `image/`, `mask/` and `refmatte_rw100_label.json`, in the root or in a folder RefMatte_RW_100.
/// Images that were copied per mask (`image_all`, `image_copy`) are read too.
///
/// One sample per mask IMAGE_N.png, see add_referring_split. Where `eval_index_expression.json`
/// is ({"IMAGE": index}), the expression that the authors evaluate with comes first. No trimaps:
/// they are made from the alphas.
Layout refmatte_rw100_layout();

}  // namespace mbench

#pragma once

#include "datasets/layout.h"

namespace mbench {

/// RefMatte, composites of several objects with an alpha and four expressions for each:
/// `{train,test}/{img,mask}` and `{train,test}/refmatte_{train,test}_label.json`, in the root or
/// in a folder RefMatte. Folders of images that were copied per mask (`img_full`) are read too.
///
/// One sample per mask IMAGE_N.png, see add_referring_split. No trimaps: they are made from the
/// alphas.
Layout refmatte_layout();

}  // namespace mbench

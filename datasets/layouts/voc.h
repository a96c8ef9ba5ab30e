#pragma once

#include "datasets/layout.h"

namespace mbench {

/// The photographs of PASCAL VOC, over which Composition-1K's test set is composed:
/// `VOCdevkit/VOC20xx/JPEGImages`, also with one of the inner folders as the root. Splits are
/// "voc2007" to "voc2012", or "jpegimages" where the year's folder is the root itself. Only
/// backgrounds: an image each, nothing to score.
Layout voc_layout();

}  // namespace mbench

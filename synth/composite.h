#pragma once

#include "core/image.h"

namespace mbench {

/// How Composition-1K sizes a background: left alone if it covers the foreground, else
/// enlarged by `ratio = max(w/bw, h/bh)` to `(ceil(bw·ratio), ceil(bh·ratio))`, all in
/// IEEE double in that order (the rounding is part of the protocol).
cv::Size background_size(cv::Size foreground, cv::Size background);

/// The composite by Composition-1K's published arithmetic ("dim"): the background is
/// sized as above with Pillow's BICUBIC, cropped at its top-left corner, and blended in
/// double, `trunc(a·F + (1-a)·B)` with a = A/255, bit for bit.
///
/// Source: Adobe's Composition_code.py, as carried by foamliu/Deep-Image-Matting-PyTorch
/// at db6a96d. Throws DataError if foreground and alpha differ in size.
Image composite_dim(const Image& foreground, const Alpha& alpha, const Image& background);

}  // namespace mbench

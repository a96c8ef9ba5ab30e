#pragma once

#include "core/image.h"
#include "synth/protocol.h"

namespace mbench {

/// A foreground as its protocol composes it: image and alpha of one size, the alpha in bytes.
struct Foreground {
  Image image;
  Alpha alpha;
};

/// What a protocol makes of a foreground of this size. SIMD's: the long side at most 1920, then
/// the short one at least 800, all in double and cut to whole pixels at the end.
cv::Size foreground_size(const Protocol& protocol, cv::Size size);

/// Brings foreground and alpha to foreground_size(). A float alpha is rounded to bytes.
///
/// Throws DataError if the two differ in size.
Foreground prepared_foreground(const Protocol& protocol, const Image& image, const Alpha& alpha);

/// The alpha of prepared_foreground() by itself.
Alpha prepared_alpha(const Protocol& protocol, const Alpha& alpha);

/// What a protocol makes of the size of a background for a foreground of foreground_size(): left
/// alone if it covers the foreground, else enlarged, see SizeRule. The rounding of the doubles is
/// part of the protocol.
///
/// Throws DataError if a side would be longer than 2^30.
cv::Size background_size(const Protocol& protocol, cv::Size foreground, cv::Size background);

/// The composite of a prepared foreground over a background of any size, byte for byte as the
/// protocol's source makes it.
///
/// Throws DataError if the background cannot be brought to the size.
Image composite(const Protocol& protocol, const Foreground& foreground, const Image& background);

/// composite() by the protocol `dim`. Throws DataError if foreground and alpha differ in size.
Image composite_dim(const Image& foreground, const Alpha& alpha, const Image& background);

}  // namespace mbench

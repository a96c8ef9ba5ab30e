#pragma once

#include "core/image.h"
#include "synth/scene/entity.h"

#include <string>
#include <vector>

namespace mbench {

/// An entity's pictures, cut to what is not clear.
struct Cutout {
  cv::Mat foreground;  ///< CV_8UC3
  cv::Mat alpha;       ///< CV_8UC1
  cv::Rect crop;       ///< of the files' pictures
};

/// Reads the entity's files; what is odd about them is added to `warnings`, each line naming its
/// file.
///
/// Throws DataError that names the file: unreadable, not of one size, or as opaque_part.
Cutout cut_out(const Entity& entity, std::vector<std::string>& warnings);

/// Throws DataError, naming both files, unless the sizes are equal.
void require_one_size(const Entity& entity, cv::Size foreground, cv::Size alpha);

/// Throws DataError, naming the file, if a side is below kLeastSide.
void require_room(const fs::path& background, cv::Size size);

/// The part of a byte alpha that is not clear, two pixels around it included for the resampler.
///
/// Throws DataError, naming the file, if all of it together has less than 64 opaque pixels.
cv::Rect opaque_part(const Alpha& alpha, const fs::path& file);

/// An alpha with its longer side at 256 at most.
cv::Mat in_small(const cv::Mat& alpha);

/// The background of this file, enlarged or reduced until it covers `size`, and its middle; as
/// it is where `size` is empty. Warnings as above.
///
/// Throws DataError that names the file: unreadable, or a side below kLeastSide.
cv::Mat canvas_from(const fs::path& file, cv::Size size, std::vector<std::string>& warnings);

}  // namespace mbench

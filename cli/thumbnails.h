#pragma once

#include "core/filesystem.h"
#include "core/progress.h"

#include <opencv2/core/types.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// As what a picture is read: three colours, or its first channel.
enum class ThumbnailKind : std::uint8_t { photograph, alpha, trimap };

/// A picture of which a small one is wanted.
struct ThumbnailRequest {
  std::string path;  ///< below the root
  ThumbnailKind kind = ThumbnailKind::photograph;
};

/// The small picture, or why there is none.
struct Thumbnail {
  std::string file;  ///< its name in the folder
  cv::Size size;
  std::string problem;  ///< names the picture; empty if all is well
};

struct ThumbnailOptions {
  fs::path root;
  fs::path folder;    ///< made if it is not there
  int side_px = 160;  ///< the longer side; a smaller picture keeps its size
  int threads = 1;
};

/// Writes a JPEG for each request and returns them in its order. A thumbnail that is there and
/// newer than its picture stays. The name of its file follows from path, kind and side.
///
/// A thread holds one picture at a time. A picture that cannot be read is a problem, not an
/// end. Throws DataError if the folder cannot be written, Interrupted when the user asked to
/// stop; what was made by then stays.
std::vector<Thumbnail> make_thumbnails(const std::vector<ThumbnailRequest>& requests,
                                       const ThumbnailOptions& options, Progress& progress);

}  // namespace mbench

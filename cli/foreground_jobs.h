#pragma once

#include "core/filesystem.h"
#include "synth/foreground_folder.h"

#include <vector>

namespace mbench {

/// The jobs of two folders, matched by stem, in the order of the names. A picture without its
/// counterpart, or one of several with a stem, becomes a job with an error.
///
/// Throws DataError if a folder cannot be listed or holds no pictures.
std::vector<ForegroundJob> foreground_jobs(const fs::path& images, const fs::path& alphas);

}  // namespace mbench

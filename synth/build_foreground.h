#pragma once

#include <optional>
#include <string>

#include "core/filesystem.h"
#include "synth/composite.h"
#include "synth/foreground_estimate.h"

namespace mbench {

/// How a build comes by its foregrounds: from their files as they are (none), or estimated by a
/// method from photographs that only have an alpha.
using ForegroundOrigin = std::optional<ForegroundMethod>;

/// "as-is", or method and version: "multilevel/1".
std::string foreground_origin_text(const ForegroundOrigin& origin);

/// The origin of a manifest's text. Throws DataError if this program does not know it, or in
/// another version.
ForegroundOrigin parse_foreground_origin(const std::string& text);

/// Reads a foreground with its alpha, estimates it if need be on `threads` threads, and prepares
/// it for the protocol. Throws DataError.
Foreground load_foreground(const Protocol& protocol, const ForegroundOrigin& origin,
                           const fs::path& image, const fs::path& alpha, int threads);

}  // namespace mbench

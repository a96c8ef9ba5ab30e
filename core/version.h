#pragma once

#include <string>

namespace mbench {

/// The version as built: "0.1.0", with the commit where the source tree knows it.
std::string program_version();

/// "GCC 12.2.0, release" and the like.
std::string compiler_version();

}  // namespace mbench

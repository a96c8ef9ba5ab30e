#pragma once

#include <string>

namespace mbench {

/// The present moment in ISO 8601, UTC, to the second: "2024-05-31T08:15:00Z".
std::string utc_now();

}  // namespace mbench

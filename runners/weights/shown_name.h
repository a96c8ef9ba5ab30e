#pragma once

#include <string>

namespace mbench {

/// A text that stands in a file as a message may show it: without control characters, which could
/// move the cursor of a terminal, and not endless.
std::string shown_name(std::string text);

}  // namespace mbench

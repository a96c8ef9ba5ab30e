#pragma once

#include <string_view>

namespace mbench {

/// Whether the layout's published lists have this stem in training and test alike.
bool is_known_overlap(std::string_view layout, std::string_view stem);

}  // namespace mbench

#pragma once

#include <iosfwd>

namespace mbench {

/// Writes what the page's figures, marks and pictures mean.
void write_guide(std::ostream& out);

}  // namespace mbench

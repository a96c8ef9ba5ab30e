#pragma once

#include "reports/html_series.h"
#include "reports/html_suite.h"

#include <iosfwd>

namespace mbench {

/// Writes which images ended otherwise than well, with state and message; those of one
/// model that ended alike share a line. Writes nothing if all ended well.
void write_failures(std::ostream& out, const HtmlSuite& suite, const HtmlSeries& series);

}  // namespace mbench

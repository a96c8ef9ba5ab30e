#pragma once

#include "reports/html_series.h"
#include "reports/html_suite.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace mbench {

/// Writes a panel for each sample that has previews: image, trimap and truth, and under each
/// model its matte, its error map and its figures. `ids` are the panels' anchors; `licence`,
/// of the pictures, may be empty.
///
/// The pictures go from the store to `out` one at a time.
void write_gallery(std::ostream& out, const ResultStore& results, const HtmlSuite& suite,
                   const std::string& licence, const HtmlSeries& series,
                   const std::vector<std::string>& ids);

}  // namespace mbench

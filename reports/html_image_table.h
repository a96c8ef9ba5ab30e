#pragma once

#include "reports/html_series.h"
#include "reports/html_suite.h"

#include <iosfwd>
#include <string>
#include <vector>

namespace mbench {

/// Writes the table's first metric of every sample of the page: a line an image, a column
/// a model, the best of each line marked. `ids` are the samples' anchors in the gallery,
/// empty for one that is not there. Folded away until it is asked for.
void write_image_table(std::ostream& out, const HtmlSuite& suite, const ScoreTable& table,
                       const HtmlSeries& series, const std::vector<std::string>& ids);

}  // namespace mbench

#pragma once

#include "reports/html_series.h"
#include "reports/html_suite.h"

#include <iosfwd>

namespace mbench {

/// Writes a chart of how the table's first metric lies over the images, a line for each
/// model in the leaderboard's order: a dot an image, the quartiles as a band, the median as
/// a stroke. A mean alone hides whether a model is a little wrong everywhere or very wrong
/// on one image.
///
/// Writes nothing if no model has at least three images. Returns whether it wrote.
bool write_spread(std::ostream& out, const HtmlSuite& suite, const ScoreTable& table,
                  const HtmlSeries& series);

}  // namespace mbench

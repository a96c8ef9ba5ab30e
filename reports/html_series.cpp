#include "reports/html_series.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>

namespace mbench {
namespace {

constexpr std::size_t kColours = 8;

// On a field of 16 x 16 about the origin, of about equal area. Seven shapes and eight
// colours have no common divisor: 56 series look different before a pair comes again.
constexpr std::array<std::string_view, 7> kShapes = {
    "M5.5 0A5.5 5.5 0 1 1-5.5 0A5.5 5.5 0 1 1 5.5 0Z",
    "M-5-5H5V5H-5Z",
    "M0-6.5L6.5 5H-6.5Z",
    "M0-7L7 0L0 7L-7 0Z",
    "M0 6.5L-6.5-5H6.5Z",
    "M-2-6.5H2V-2H6.5V2H2V6.5H-2V2H-6.5V-2H-2Z",
    "M0-7.5L2-2.3H7.2L3.2 1.2L4.6 6.5L0 3.4L-4.6 6.5L-3.2 1.2L-7.2-2.3H-2Z",
};

auto identity(const CellRecord& cell) {
  return std::tie(cell.model, cell.mode, cell.precision, cell.device);
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (part.empty()) continue;
    if (!text.empty()) text += " \xC2\xB7 ";
    text += part;
  }
  return text;
}

}  // namespace

HtmlSeries::HtmlSeries(const std::vector<CellRecord>& cells) : list_(cells) {
  const auto before = [](const CellRecord& a, const CellRecord& b) {
    return identity(a) < identity(b);
  };
  const auto same = [](const CellRecord& a, const CellRecord& b) {
    return identity(a) == identity(b);
  };
  std::stable_sort(list_.begin(), list_.end(), before);
  list_.erase(std::unique(list_.begin(), list_.end(), same), list_.end());
  for (const CellRecord& cell : list_) {
    modes_differ_ = modes_differ_ || cell.mode != list_.front().mode;
    precisions_differ_ = precisions_differ_ || cell.precision != list_.front().precision;
    devices_differ_ = devices_differ_ || cell.device != list_.front().device;
  }
}

std::size_t HtmlSeries::index(const CellRecord& cell) const {
  for (std::size_t i = 0; i < list_.size(); ++i) {
    if (identity(list_[i]) == identity(cell)) return i;
  }
  throw InternalError("the report has no series for the cell of model " + cell.model);
}

std::string HtmlSeries::name(std::size_t index) const {
  return joined({cell(index).model, setting(index)});
}

std::string HtmlSeries::setting(std::size_t index) const {
  const CellRecord& cell = this->cell(index);
  return joined({modes_differ_ ? cell.mode : "", precisions_differ_ ? cell.precision : "",
                 devices_differ_ ? cell.device : ""});
}

std::string HtmlSeries::common_setting() const {
  if (list_.empty()) return {};
  const CellRecord& cell = list_.front();
  return joined({modes_differ_ ? "" : cell.mode, precisions_differ_ ? "" : cell.precision,
                 devices_differ_ ? "" : cell.device});
}

std::string HtmlSeries::colour_class(std::size_t index) {
  return fmt::format("s{}", index % kColours);
}

std::string HtmlSeries::shape_id(std::size_t index) {
  return fmt::format("shape-{}", index % kShapes.size());
}

std::string HtmlSeries::sign(std::size_t index) {
  return fmt::format(
      "<svg class=\"sign {}\" viewBox=\"-8 -8 16 16\" aria-hidden=\"true\">"
      "<use href=\"#{}\" x=\"-8\" y=\"-8\" width=\"16\" height=\"16\"/></svg>",
      colour_class(index), shape_id(index));
}

std::string HtmlSeries::symbols() {
  std::string text = "<svg class=\"symbols\" aria-hidden=\"true\"><defs>\n";
  for (std::size_t i = 0; i < kShapes.size(); ++i) {
    text +=
        fmt::format("<symbol id=\"shape-{}\" viewBox=\"-8 -8 16 16\"><path d=\"{}\"/></symbol>\n",
                    i, kShapes[i]);
  }
  return text + "</defs></svg>\n";
}

}  // namespace mbench

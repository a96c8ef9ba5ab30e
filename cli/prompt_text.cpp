#include "cli/prompt_text.h"

#include "core/error.h"

#include <fmt/format.h>

#include <charconv>
#include <vector>

namespace mbench {
namespace {

/// The numbers between the commas; none if one is no number.
std::vector<double> numbers(const std::string& text) {
  std::vector<double> values;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (;;) {
    double value = 0;
    const auto [stopped, error] = std::from_chars(at, end, value);
    if (error != std::errc() || (stopped != end && *stopped != ',')) return {};
    values.push_back(value);
    if (stopped == end) return values;
    at = stopped + 1;
  }
}

void require_inside(const std::string& option, double x, double y, cv::Size image) {
  if (x >= 0 && y >= 0 && x <= image.width - 1 && y <= image.height - 1) return;
  throw UsageError(fmt::format("{}: {},{} is not in the image of {}x{}", option, x, y, image.width,
                               image.height),
                   "the first pixel is 0,0");
}

}  // namespace

BoxPrompt parse_box(const std::string& text, cv::Size image) {
  const std::string option = "--box " + text;
  const std::vector<double> values = numbers(text);
  if (values.size() != 4) {
    throw UsageError(option + " is no box", "write left,top,right,bottom in pixels");
  }
  const BoxPrompt box{values[0], values[1], values[2], values[3]};
  require_inside(option, box.left, box.top, image);
  require_inside(option, box.right, box.bottom, image);
  if (box.left > box.right || box.top > box.bottom) {
    throw UsageError(option + " has its corners the other way round",
                     "write left,top,right,bottom");
  }
  return box;
}

PointPrompt parse_point(const std::string& text, cv::Size image) {
  const std::string option = "--point " + text;
  const std::vector<double> values = numbers(text);
  if (values.size() != 3 || (values[2] != 0 && values[2] != 1)) {
    throw UsageError(option + " is no point",
                     "write x,y,1 for a pixel of the object, x,y,0 for one that is not");
  }
  require_inside(option, values[0], values[1], image);
  return {values[0], values[1], values[2] == 1};
}

}  // namespace mbench

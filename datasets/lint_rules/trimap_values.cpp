#include <array>
#include <cstdint>

#include <fmt/format.h>

#include "core/image.h"
#include "datasets/lint_rules/lint_rules.h"

namespace mbench {
namespace {

constexpr int kNearlyUnknown = 127;

bool is_off(int value) {
  return value != Trimap::kBackground && value != Trimap::kUnknown && value != Trimap::kForeground;
}

struct Values {
  std::array<std::int64_t, 256> pixels{};
  std::int64_t off = 0;
  cv::Point first_off;
};

Values values_of(const cv::Mat& trimap) {
  Values values;
  for (int y = 0; y < trimap.rows; ++y) {
    const std::uint8_t* const row = trimap.ptr(y);
    for (int x = 0; x < trimap.cols; ++x) {
      ++values.pixels[row[x]];
      if (is_off(row[x]) && values.off++ == 0) values.first_off = {x, y};
    }
  }
  return values;
}

Finding off_values(const LintPicture& trimap, const std::string& sample, const Values& values) {
  const std::int64_t nearly = values.pixels[kNearlyUnknown];
  const auto [x, y] = values.first_off;
  std::string message = fmt::format(
      "{} {} none of 0, 128 and 255, the first {} at column {}, row {}", values.off,
      values.off == 1 ? "pixel is" : "pixels are", trimap.pixels.at<std::uint8_t>(y, x), x, y);
  if (nearly > 0) message += fmt::format("; {} are 127, a slip for 128", nearly);
  return make_finding(
      FindingCode::trimap_values,
      {trimap.file, sample, message,
       nearly == values.off ? "write 128 in place of 127"
                            : "write background as 0, unknown as 128 and foreground as 255"});
}

void of_picture(const LintPicture& picture, const LintSample& sample, const Layout&,
                Findings& findings) {
  if (picture.part != PicturePart::trimap) return;
  const Values values = values_of(picture.pixels);
  if (values.off > 0) {
    findings.push_back(off_values(picture, sample.found.name, values));
  } else if (values.pixels[Trimap::kUnknown] == 0) {
    findings.push_back(make_finding(
        FindingCode::no_unknown,
        {picture.file, sample.found.name,
         fmt::format("none of its {} pixels is unknown: {} background, {} foreground",
                     picture.pixels.total(), values.pixels[Trimap::kBackground],
                     values.pixels[Trimap::kForeground]),
         "there is nothing to estimate here: make the trimap anew, or leave the sample out"}));
  }
}

}  // namespace

LintRule trimap_values_rule() { return {of_picture, nullptr, nullptr}; }

}  // namespace mbench

#include "metrics/score_input.h"

#include "core/error.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <string>

namespace mbench {
namespace {

std::string text(cv::Size size) { return fmt::format("{}x{}", size.width, size.height); }

void check_sizes(const Alpha& predicted, const Alpha& truth, const Trimap* trimap) {
  if (predicted.size() != truth.size()) {
    throw DataError(fmt::format("the predicted alpha is {} but the true one is {}",
                                text(predicted.size()), text(truth.size())),
                    "alphas are compared pixel by pixel: save the prediction at the truth's size");
  }
  if (trimap != nullptr && trimap->size() != truth.size()) {
    throw DataError(fmt::format("the trimap is {} but the true alpha is {}", text(trimap->size()),
                                text(truth.size())),
                    "give the trimap that belongs to this alpha");
  }
}

bool is_opacity(float value) { return value >= 0 && value <= 1; }  // false for NaN

/// Whether all are; in a form that the compiler can vectorise, unlike a search for the first.
bool are_opacities(const float* values, int count) {
  int offends = 0;
  for (int i = 0; i < count; ++i) {
    offends |= 1 - (static_cast<int>(values[i] >= 0) & static_cast<int>(values[i] <= 1));
  }
  return offends == 0;
}

void check_range(const Alpha& alpha, const char* which) {
  if (alpha.is_bytes()) return;
  for (int y = 0; y < alpha.pixels().rows; ++y) {
    const float* const row = alpha.pixels().ptr<float>(y);
    if (are_opacities(row, alpha.pixels().cols)) continue;
    const auto x = std::find_if_not(row, row + alpha.pixels().cols, is_opacity) - row;
    throw DataError(fmt::format("the {} alpha holds {} at column {}, row {}", which, row[x], x, y),
                    "opacities are numbers within 0..1");
  }
}

/// MMagic's own evaluator raises an error here: its sums run over the whole image.
void check_known(const cv::Mat& predicted, const cv::Mat& trimap, const std::string& convention) {
  for (int y = 0; y < trimap.rows; ++y) {
    const std::uint8_t* const p = predicted.ptr(y);
    const std::uint8_t* const t = trimap.ptr(y);
    // Rows without an offender are many: look for one at all before looking where.
    int offends = 0;
    for (int x = 0; x < trimap.cols; ++x) {
      offends |= static_cast<int>(t[x] == 0 || t[x] == 255) & static_cast<int>(p[x] != t[x]);
    }
    for (int x = 0; offends != 0 && x < trimap.cols; ++x) {
      if ((t[x] != 0 && t[x] != 255) || p[x] == t[x]) continue;
      throw DataError(
          fmt::format("the predicted alpha is {} at column {}, row {} where the trimap is {}: the "
                      "convention '{}' scores only predictions that equal the trimap there",
                      p[x], x, y, t[x], convention),
          "force the known pixels to 0 and 255 before scoring (keep_known)");
    }
  }
}

Alpha quantised(const Alpha& alpha, Quantisation quantisation, bool keeps_floats) {
  switch (quantisation) {
    case Quantisation::none:
      return alpha;
    case Quantisation::convention:
      return keeps_floats ? alpha : to_bytes(alpha, Rounding::nearest);
    case Quantisation::truncate:
      return to_bytes(alpha, Rounding::truncate);
    case Quantisation::round:
      break;
  }
  return to_bytes(alpha, Rounding::nearest);
}

bool reaches_both_ends(const cv::Mat& bytes) {
  double low = 0;
  double high = 0;
  cv::minMaxIdx(bytes, &low, &high);
  return low <= 0 && high >= 255;
}

double value_at(const cv::Mat& alpha, int y, int x) {
  return alpha.depth() == CV_8U ? alpha.at<std::uint8_t>(y, x)
                                : 255 * static_cast<double>(alpha.at<float>(y, x));
}

/// To 0..1 by its own extremes, rounded where the field's code rounds, which decides on which
/// side of a threshold an opacity falls: factor and shift are floats, the stretched value of
/// 0..255 is a float, and so is its 255th part. A flat alpha becomes 0.
cv::Mat stretched(const cv::Mat& alpha) {
  double low = 0;
  double high = 0;
  cv::minMaxIdx(alpha, &low, &high);
  const double unit = alpha.depth() == CV_8U ? 1 : 255;
  low *= unit;
  high *= unit;
  const auto factor = static_cast<float>(high > low ? 255 / (high - low) : 0);
  const auto shift = -static_cast<float>(low * static_cast<double>(factor));
  cv::Mat result(alpha.size(), CV_32FC1);
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const double value = value_at(alpha, y, x) * static_cast<double>(factor);
      result.at<float>(y, x) = static_cast<float>(value + static_cast<double>(shift)) / 255.0F;
    }
  }
  return result;
}

}  // namespace

ScoreInput score_input(const Convention& convention, const Alpha& predicted, const Alpha& truth,
                       const Trimap* trimap, const ScoreOptions& options) {
  check_sizes(predicted, truth, trimap);
  check_range(predicted, "predicted");
  check_range(truth, "true");
  Alpha p = quantised(predicted, options.quantisation, convention.scores_floats);
  Alpha g = options.quantisation == Quantisation::none || convention.scores_floats
                ? truth
                : to_bytes(truth, Rounding::nearest);
  if (options.keep_known && trimap != nullptr) p = keep_known(p, *trimap);
  if (convention.known_must_match && trimap != nullptr) {
    check_known(to_bytes(p, Rounding::nearest).pixels(), trimap->pixels(), convention.info.name);
  }
  const bool bytes = p.is_bytes() && g.is_bytes();
  if (convention.stretch_all &&
      !(bytes && reaches_both_ends(p.pixels()) && reaches_both_ends(g.pixels()))) {
    return {stretched(p.pixels()), stretched(g.pixels())};
  }
  if (bytes) return {p.pixels(), g.pixels()};
  return {to_float(p).pixels(), to_float(g).pixels()};
}

cv::Mat opacities(const cv::Mat& alpha) { return to_float(Alpha(alpha)).pixels(); }

}  // namespace mbench

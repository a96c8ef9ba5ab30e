#include "metrics/score_card.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "metrics/byte_errors.h"

#include <fmt/format.h>

namespace mbench {
namespace {

void check_sizes(const Alpha& predicted, const Alpha& truth, const Trimap& trimap) {
  const auto text = [](cv::Size size) { return fmt::format("{}x{}", size.width, size.height); };
  if (predicted.size() != truth.size()) {
    throw DataError(fmt::format("the predicted alpha is {} but the true one is {}",
                                text(predicted.size()), text(truth.size())),
                    "alphas are compared pixel by pixel: save the prediction at the truth's size");
  }
  if (trimap.size() != truth.size()) {
    throw DataError(fmt::format("the trimap is {} but the true alpha is {}", text(trimap.size()),
                                text(truth.size())),
                    "give the trimap that belongs to this alpha");
  }
}

ScoreCard score_matlab(const cv::Mat& p, const cv::Mat& g, const cv::Mat& trimap) {
  const ByteErrors errors = byte_errors(p, g, &trimap, {});
  std::optional<double> mse;
  if (errors.pixels > 0) {
    mse = static_cast<double>(errors.mse_x65025) / (65025.0 * static_cast<double>(errors.pixels));
  }
  return {{"sad", static_cast<double>(errors.sad_x255) / 255e3},
          {"mse", mse},
          {"grad", errors.gradient / 1000},
          {"conn", static_cast<double>(errors.conn_x510) / 510e3}};
}

}  // namespace

const std::vector<ConventionInfo>& conventions() {
  static const std::vector<ConventionInfo> list{
      {"matlab",
       1,
       "the MATLAB code of Composition-1K: unknown region, Grad and Conn / 1000",
       {"sad", "mse", "grad", "conn"},
       true}};
  return list;
}

const ConventionInfo& find_convention(std::string_view name) {
  std::vector<std::string> known;
  for (const ConventionInfo& info : conventions()) {
    if (info.name == name) return info;
    known.push_back(info.name);
  }
  throw UsageError(fmt::format("there is no metric convention named '{}'", name),
                   did_you_mean(name, known));
}

ScoreCard score(std::string_view convention, const Alpha& predicted, const Alpha& truth,
                const Trimap* trimap) {
  const ConventionInfo& info = find_convention(convention);
  if (trimap == nullptr) {
    throw UsageError(fmt::format("the convention '{}' needs a trimap", info.name),
                     "give one, or choose a convention that scores the whole image");
  }
  check_sizes(predicted, truth, *trimap);
  return score_matlab(to_bytes(predicted, Rounding::nearest).pixels(),
                      to_bytes(truth, Rounding::nearest).pixels(), trimap->pixels());
}

}  // namespace mbench

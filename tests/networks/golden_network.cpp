#include "tests/networks/golden_network.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace mbench {
namespace {

constexpr std::int64_t kSampled = 64;  // values of a stage that are stored, at its start and spread

cv::Mat byte_picture(const GoldenNetwork& golden, const std::string& name) {
  const std::vector<std::int64_t> shape = golden.shape(name);
  const std::vector<float> values = golden.values(name);
  const int channels = shape.size() > 2 ? static_cast<int>(shape[2]) : 1;
  cv::Mat picture(static_cast<int>(shape[0]), static_cast<int>(shape[1]), CV_8UC(channels));
  std::transform(values.begin(), values.end(), picture.data,
                 [](float value) { return static_cast<unsigned char>(value); });
  return picture;
}

double largest(const std::vector<float>& values) {
  double result = 0;
  for (const float value : values) result = std::max(result, std::abs(static_cast<double>(value)));
  return result;
}

double largest_difference(const std::vector<float>& a, const at::Tensor& b) {
  double result = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    result = std::max(result, std::abs(static_cast<double>(a[i]) -
                                       b[static_cast<std::int64_t>(i)].item<double>()));
  }
  return result;
}

}  // namespace

std::vector<std::int64_t> GoldenNetwork::shape(const std::string& name) const {
  return file_.find(name)->shape;
}

std::vector<float> GoldenNetwork::values(const std::string& name) const {
  const CheckpointTensor& tensor = *file_.find(name);
  std::vector<float> result(tensor.elements());
  file_.read_into(tensor, result.data());
  return result;
}

MattingInput GoldenNetwork::input() const {
  MattingInput input{Image(byte_picture(*this, "image")), std::nullopt, {}};
  if (has("trimap")) input.trimap = Trimap(byte_picture(*this, "trimap"));
  if (has("point")) {
    const std::vector<float> point = values("point");
    input.prompt.points.push_back({point[0], point[1], true});
  } else if (has("box")) {
    const std::vector<float> box = values("box");
    input.prompt.box = BoxPrompt{box[0], box[1], box[2], box[3]};
  }
  return input;
}

std::optional<GoldenNetwork::Stage> GoldenNetwork::stage(const std::string& name) const {
  const std::string probe = "probe." + name;
  Stage stage;
  if (has(probe + ".head")) {
    stage.mean = values(probe + ".mean")[0];
    stage.deviation = values(probe + ".std")[0];
    stage.head = values(probe + ".head");
    stage.spread = values(probe + ".spread");
  } else if (has(probe)) {  // mean, deviation and head in one
    const std::vector<float> all = values(probe);
    stage.mean = all[0];
    stage.deviation = all[1];
    stage.head.assign(all.begin() + 2, all.end());
    if (has("spread." + name)) stage.spread = values("spread." + name);
  } else {
    return std::nullopt;
  }
  return stage;
}

std::string GoldenNetwork::difference(const std::string& name, const at::Tensor& found,
                                      double tolerance) const {
  const std::optional<Stage> stored = stage(name);
  if (!stored) return {};
  const at::Tensor flat = found.detach().to(at::kCPU, at::kDouble).contiguous().view(-1);
  const auto spread = static_cast<std::int64_t>(stored->spread.size());
  const at::Tensor places = at::floor_divide(at::arange(spread) * flat.numel(), kSampled);
  const double limit =
      tolerance * std::max({largest(stored->head), largest(stored->spread), stored->deviation});
  const double apart[] = {
      largest_difference(stored->head, flat),
      largest_difference(stored->spread, flat.index_select(0, places)),
      std::abs(stored->mean - flat.mean().item<double>()),
      std::abs(stored->deviation - flat.std(/*unbiased=*/false).item<double>())};
  if (*std::max_element(std::begin(apart), std::end(apart)) <= limit) return {};
  return name + ": first values differ by " + std::to_string(apart[0]) + ", spread ones by " +
         std::to_string(apart[1]) + ", mean by " + std::to_string(apart[2]) + ", deviation by " +
         std::to_string(apart[3]) + "; allowed " + std::to_string(limit);
}

}  // namespace mbench

#include "runners/networks/pictures.h"

#include "core/error.h"
#include "runners/models/matting_input.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <string>
#include <vector>

namespace mbench {
namespace {

/// H x W x C bytes over the picture's own memory.
at::Tensor bytes_of(const cv::Mat& pixels) {
  return at::from_blob(pixels.data, {pixels.rows, pixels.cols, pixels.channels()},
                       {static_cast<std::int64_t>(pixels.step[0]), pixels.channels(), 1},
                       at::kByte);
}

at::Tensor column(const std::array<double, 3>& values, const at::Tensor& like) {
  return at::tensor(std::vector<float>(values.begin(), values.end()), like.options())
      .view({1, 3, 1, 1});
}

}  // namespace

at::Tensor image_tensor(const Image& image) {
  return bytes_of(image.pixels()).permute({2, 0, 1}).unsqueeze(0).to(at::kFloat).contiguous();
}

at::Tensor trimap_tensor(const Trimap& trimap) {
  return bytes_of(trimap.pixels()).permute({2, 0, 1}).unsqueeze(0).to(at::kFloat);
}

at::Tensor normalised(const at::Tensor& x, const std::array<double, 3>& mean,
                      const std::array<double, 3>& deviation) {
  return (x - column(mean, x)).div_(column(deviation, x));
}

at::Tensor keep_known(const at::Tensor& alpha, const Trimap& trimap) {
  const at::Tensor known = bytes_of(trimap.pixels()).squeeze(-1);
  return alpha.masked_fill(known == Trimap::kBackground, 0)
      .masked_fill_(known == Trimap::kForeground, 1);
}

const Trimap& required_trimap(const MattingInput& input, const char* network) {
  if (!input.trimap) throw ModelError(std::string(network) + " needs a trimap");
  if (input.trimap->size() != input.image.size()) {
    throw ModelError(std::string(network) + ": the trimap's size is not the image's");
  }
  return *input.trimap;
}

}  // namespace mbench

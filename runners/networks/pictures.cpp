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

/// Which of `side` pixels each of `padded` shows.
at::Tensor mirrored_places(std::int64_t side, std::int64_t padded, std::int64_t before) {
  at::Tensor places = at::empty({padded}, at::kLong);
  for (std::int64_t i = 0; i < padded; ++i) {
    const std::int64_t turn = ((i - before) % (2 * side) + 2 * side) % (2 * side);
    places.data_ptr<std::int64_t>()[i] = turn < side ? turn : 2 * side - 1 - turn;
  }
  return places;
}

std::int64_t rounded_up(std::int64_t side, std::int64_t multiple) {
  return (side + multiple - 1) / multiple * multiple;
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

MirroredBorder::MirroredBorder(cv::Size size_, std::int64_t multiple)
    : size(size_),
      height(rounded_up(size.height, multiple)),
      width(rounded_up(size.width, multiple)),
      top((height - size.height) / 2),
      left((width - size.width) / 2) {}

at::Tensor MirroredBorder::around(const at::Tensor& picture) const {
  return picture.index_select(2, mirrored_places(size.height, height, top))
      .index_select(3, mirrored_places(size.width, width, left));
}

at::Tensor MirroredBorder::inside(const at::Tensor& plane) const {
  return plane.narrow(0, top, size.height).narrow(1, left, size.width);
}

const Trimap& required_trimap(const MattingInput& input, const char* network) {
  if (!input.trimap) throw ModelError(std::string(network) + " needs a trimap");
  if (input.trimap->size() != input.image.size()) {
    throw ModelError(std::string(network) + ": the trimap's size is not the image's");
  }
  return *input.trimap;
}

}  // namespace mbench

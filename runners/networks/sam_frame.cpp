#include "runners/networks/sam_frame.h"

#include "core/error.h"
#include "runners/networks/pictures.h"
#include "runners/networks/sam_prompt_encoder.h"
#include "synth/pillow_resize.h"

#include <ATen/Functions.h>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <string>

namespace mbench {
namespace {

constexpr std::array<double, 3> kMean{123.675, 116.28, 103.53};
constexpr std::array<double, 3> kDeviation{58.395, 57.12, 57.375};
constexpr const char* kHint =
    "for example --box x0,y0,x1,y1, or --point x,y on the object; a trimap does as well";

[[noreturn]] void refuse(const std::string& why) {
  throw ModelError("Matting Anything " + why, kHint);
}

/// The corners of what is set, both inside, as the authors take them of ground truth.
BoxPrompt box_around(const cv::Mat& set, cv::Size image, const char* what) {
  if (set.size() != image) refuse(std::string("needs a ") + what + " of the image's size");
  const cv::Rect box = cv::boundingRect(set);
  if (box.empty()) refuse(std::string("needs a box, points or a mask: the ") + what + " is empty");
  return {static_cast<double>(box.x), static_cast<double>(box.y),
          static_cast<double>(box.x + box.width - 1), static_cast<double>(box.y + box.height - 1)};
}

std::optional<BoxPrompt> box_of(const MattingInput& input) {
  const Prompt& prompt = input.prompt;
  if (prompt.box) return prompt.box;
  if (prompt.mask) {
    return box_around(to_float(*prompt.mask).pixels() > 0.5, input.image.size(), "mask");
  }
  if (!prompt.points.empty()) return std::nullopt;
  if (!input.trimap) refuse("needs a box, points or a mask");
  return box_around(input.trimap->pixels() != Trimap::kBackground, input.image.size(), "trimap");
}

}  // namespace

cv::Size size_for_sam(cv::Size image) {
  const double scale = static_cast<double>(kSamSide) / std::max(image.width, image.height);
  const cv::Size size(static_cast<int>(image.width * scale + 0.5),
                      static_cast<int>(image.height * scale + 0.5));
  if (size.empty()) {
    throw ModelError("an image of " + std::to_string(image.width) + "x" +
                         std::to_string(image.height) + " is too narrow for Matting Anything",
                     "its shorter side must be at least 1/2048 of the longer one");
  }
  return size;
}

at::Tensor picture_for_sam(const Image& image) {
  const Image resized(
      pillow_resize(image.pixels(), size_for_sam(image.size()), PillowFilter::bilinear));
  at::Tensor picture = at::zeros({1, 3, kSamSide, kSamSide}, at::kFloat);
  picture.narrow(2, 0, resized.size().height)
      .narrow(3, 0, resized.size().width)
      .copy_(normalised(image_tensor(resized), kMean, kDeviation));
  return picture;
}

Prompt prompt_for_sam(const MattingInput& input) {
  const cv::Size image = input.image.size();
  const cv::Size size = size_for_sam(image);
  const double x_scale = static_cast<double>(size.width) / image.width;
  const double y_scale = static_cast<double>(size.height) / image.height;
  Prompt result;
  for (const PointPrompt& point : input.prompt.points) {
    result.points.push_back({point.x * x_scale, point.y * y_scale, point.inside});
  }
  if (const std::optional<BoxPrompt> box = box_of(input)) {
    if (!(box->left <= box->right && box->top <= box->bottom)) {
      refuse("needs a box whose left top corner comes first");
    }
    result.box = BoxPrompt{box->left * x_scale, box->top * y_scale, box->right * x_scale,
                           box->bottom * y_scale};
  }
  return result;
}

}  // namespace mbench

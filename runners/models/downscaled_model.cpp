#include "runners/models/downscaled_model.h"

#include "runners/models/augmented_input.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <utility>

namespace mbench {
namespace {

class DownscaledModel : public MattingModel {
 public:
  DownscaledModel(std::unique_ptr<MattingModel> model, int longest_side)
      : model_(std::move(model)), longest_side_(longest_side) {}

  Alpha matte(const MattingInput& input) override {
    const cv::Size size = input.image.size();
    const int longest = std::max(size.width, size.height);
    if (longest <= longest_side_) return model_->matte(input);
    AugmentedView view;
    view.scale = static_cast<double>(longest_side_) / longest;
    const Alpha small = to_float(model_->matte(augmented_input(input, view)));
    cv::Mat pixels;
    cv::resize(small.pixels(), pixels, size, 0, 0, cv::INTER_LINEAR);
    return input.trimap ? keep_known(Alpha(pixels), *input.trimap) : Alpha(pixels);
  }

  PhaseTimes last_phases() const override { return model_->last_phases(); }
  std::optional<OutsideUse> outside_use() const override { return model_->outside_use(); }

 private:
  std::unique_ptr<MattingModel> model_;
  int longest_side_;
};

}  // namespace

std::unique_ptr<MattingModel> downscaled(std::unique_ptr<MattingModel> model, int longest_side) {
  return std::make_unique<DownscaledModel>(std::move(model), longest_side);
}

}  // namespace mbench

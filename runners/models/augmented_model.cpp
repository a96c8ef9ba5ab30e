#include "runners/models/augmented_model.h"

#include "runners/models/augmented_input.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <cmath>
#include <utility>

namespace mbench {
namespace {

bool keeps_known(const Alpha& alpha, const Trimap& trimap) {
  return cv::norm(alpha.pixels(), keep_known(alpha, trimap).pixels(), cv::NORM_INF) == 0;
}

/// The view's alpha at the sample's size; for views that are only resized.
cv::Mat resized_back(const Alpha& alpha, const MattingInput& view, const MattingInput& sample) {
  cv::Mat result;
  cv::resize(alpha.pixels(), result, sample.image.size(), 0, 0, cv::INTER_LINEAR);
  const bool known = view.trimap && sample.trimap && keeps_known(alpha, *view.trimap);
  return known ? keep_known(Alpha(result), *sample.trimap).pixels() : result;
}

cv::Mat turned_back(const cv::Mat& alpha, const AugmentedView& view) {
  cv::Mat result = alpha;
  if (view.mirrored) {
    result = cv::Mat();
    cv::flip(alpha, result, 1);
  }
  if (view.quarter_turns == 0) return result;
  constexpr int kBack[] = {cv::ROTATE_90_CLOCKWISE, cv::ROTATE_180, cv::ROTATE_90_COUNTERCLOCKWISE};
  cv::Mat turned;
  cv::rotate(result, turned, kBack[view.quarter_turns - 1]);
  return turned;
}

void truncate_to_bytes(cv::Mat& alpha) {
  alpha.forEach<float>([](float& value, const int*) { value = std::floor(value * 255); });
}

class AugmentedModel : public MattingModel {
 public:
  AugmentedModel(std::unique_ptr<MattingModel> model, Augmentation augmentation)
      : model_(std::move(model)), augmentation_(std::move(augmentation)) {}

  Alpha matte(const MattingInput& input) override {
    cv::Mat sum = cv::Mat::zeros(input.image.size(), CV_32FC1);
    for (const AugmentedView& view : augmentation_.views) {
      const MattingInput shown = augmented_input(input, view);
      const Alpha alpha = to_float(model_->matte(shown));
      cv::Mat back = view.scale == 1 ? alpha.pixels() : resized_back(alpha, shown, input);
      back = turned_back(back, view).clone();
      if (augmentation_.truncates_views) truncate_to_bytes(back);
      sum += back;
    }
    const double whole = augmentation_.truncates_views ? 255 : 1;
    sum /= static_cast<double>(augmentation_.views.size()) * whole;
    return Alpha(sum);
  }

 private:
  std::unique_ptr<MattingModel> model_;
  Augmentation augmentation_;
};

}  // namespace

std::unique_ptr<MattingModel> augmented(std::unique_ptr<MattingModel> model,
                                        const Augmentation& augmentation) {
  return std::make_unique<AugmentedModel>(std::move(model), augmentation);
}

}  // namespace mbench

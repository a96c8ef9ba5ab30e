#include "runners/models/augmented_model.h"

#include "runners/models/augmented_input.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include <chrono>
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
    timer_.restart(Phase::postprocess);
    use_.reset();
    cv::Mat sum = cv::Mat::zeros(input.image.size(), CV_32FC1);
    for (const AugmentedView& view : augmentation_.views) {
      timer_.begin(Phase::preprocess);
      const MattingInput shown = augmented_input(input, view);
      timer_.stop();
      const Alpha alpha = matte_view(shown);
      timer_.begin(Phase::postprocess);
      cv::Mat back = view.scale == 1 ? alpha.pixels() : resized_back(alpha, shown, input);
      back = turned_back(back, view).clone();
      if (augmentation_.truncates_views) truncate_to_bytes(back);
      sum += back;
    }
    const double whole = augmentation_.truncates_views ? 255 : 1;
    sum /= static_cast<double>(augmentation_.views.size()) * whole;
    timer_.stop();
    return Alpha(sum);
  }

  PhaseTimes last_phases() const override { return timer_.times(); }
  std::optional<OutsideUse> outside_use() const override { return use_; }

 private:
  /// Its phases; of a model that does not split its work, the whole is `infer`.
  Alpha matte_view(const MattingInput& view) {
    const auto start = std::chrono::steady_clock::now();
    Alpha alpha = to_float(model_->matte(view));
    const auto whole = std::chrono::steady_clock::now() - start;
    const PhaseTimes phases = model_->last_phases();
    timer_.add(phases);
    add(model_->outside_use(), use_);
    if (phases.empty()) {
      timer_.add(Phase::infer, std::chrono::duration_cast<std::chrono::nanoseconds>(whole).count());
    }
    return alpha;
  }

  std::unique_ptr<MattingModel> model_;
  Augmentation augmentation_;
  PhaseTimer timer_;
  std::optional<OutsideUse> use_;
};

}  // namespace

std::unique_ptr<MattingModel> augmented(std::unique_ptr<MattingModel> model,
                                        const Augmentation& augmentation) {
  return std::make_unique<AugmentedModel>(std::move(model), augmentation);
}

}  // namespace mbench

#pragma once

#include "runners/models/matting_model.h"

namespace mbench {

/// What all methods that propagate known opacities have in common: they check the input,
/// return a trimap without unknown pixels as it is, keep the known pixels, and clip the
/// rest to 0..1.
class TrimapMethod : public MattingModel {
 public:
  /// `needs_known`: whether an image without any known pixel is refused (a method that
  /// propagates has nothing to propagate then).
  explicit TrimapMethod(std::string name, bool needs_known = true)
      : name_(std::move(name)), needs_known_(needs_known) {}

  using MattingModel::matte;

  /// Throws ModelError: there is no trimap, image and trimap differ in size, the trimap holds
  /// other values than 0, 128 and 255, nothing is known, or the method gave a value that is no
  /// number.
  Alpha matte(const MattingInput& input) final;

 protected:
  /// CV_32FC1 of the image's size; only its unknown pixels are used. There is at least
  /// one unknown pixel and, if `needs_known`, at least one known.
  virtual cv::Mat solve(const Image& image, const Trimap& trimap) = 0;

  const std::string& name() const { return name_; }

 private:
  std::string name_;
  bool needs_known_;
};

/// 0, 0.5 and 1 for background, unknown and foreground, CV_32FC1.
cv::Mat trimap_opacity(const Trimap& trimap);

}  // namespace mbench

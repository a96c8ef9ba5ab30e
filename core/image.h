#pragma once

#include <opencv2/core/mat.hpp>

#include <cstdint>

namespace mbench {

/// A photograph or composite: 8-bit, three channels in the order R, G, B, never empty.
///
/// Copies share their pixels, as cv::Mat does; nobody changes them after construction.
class Image {
 public:
  /// Throws InternalError unless `rgb` is a non-empty CV_8UC3.
  explicit Image(cv::Mat rgb);
  const cv::Mat& pixels() const { return pixels_; }
  cv::Size size() const { return pixels_.size(); }

 private:
  cv::Mat pixels_;
};

/// An opacity map: either 8-bit (CV_8UC1, opacity = value / 255) or float
/// (CV_32FC1, opacity in 0..1). Files hold the first, models return the second.
class Alpha {
 public:
  /// Throws InternalError unless `pixels` is a non-empty CV_8UC1 or CV_32FC1.
  explicit Alpha(cv::Mat pixels);
  const cv::Mat& pixels() const { return pixels_; }
  cv::Size size() const { return pixels_.size(); }
  bool is_bytes() const { return pixels_.depth() == CV_8U; }

 private:
  cv::Mat pixels_;
};

/// How a float alpha becomes bytes when it is saved. Authors differ, and it moves
/// published figures: most inference scripts truncate, mmagic rounds.
enum class Rounding { truncate, nearest };

/// 255·alpha as bytes, clipped to 0..255; NaN becomes 0. A byte alpha is returned as it is.
Alpha to_bytes(const Alpha& alpha, Rounding rounding);

/// alpha as float in 0..1 (bytes are divided by 255). A float alpha is returned as it is.
Alpha to_float(const Alpha& alpha);

/// What is known of an image's opacity: CV_8UC1 with 0 background, 255 foreground and
/// 128 unknown. Other values can occur in files; they are neither (see off_values).
class Trimap {
 public:
  static constexpr std::uint8_t kBackground = 0;
  static constexpr std::uint8_t kUnknown = 128;
  static constexpr std::uint8_t kForeground = 255;

  /// Throws InternalError unless `pixels` is a non-empty CV_8UC1.
  explicit Trimap(cv::Mat pixels);
  const cv::Mat& pixels() const { return pixels_; }
  cv::Size size() const { return pixels_.size(); }

  std::int64_t unknown_pixels() const;
  /// How many pixels are none of 0, 128 and 255.
  std::int64_t off_values() const;

 private:
  cv::Mat pixels_;
};

/// The trimap with every value below 85 made background, from 170 on foreground, and
/// unknown between, as GCA-Matting and its successors do when they load one.
Trimap snap_to_three_values(const Trimap& trimap);

/// `alpha` with the trimap's background and foreground forced to 0 and 1.
Alpha keep_known(const Alpha& alpha, const Trimap& trimap);

}  // namespace mbench

#include "tests/models/scenes.h"

#include "tests/support/builders.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>

namespace mbench {
namespace {

const cv::Vec3f kOrange(230, 140, 40);
const cv::Vec3f kBlue(30, 60, 180);

cv::Vec3b blended(float opacity, const cv::Vec3f& over, const cv::Vec3f& under) {
  const cv::Vec3f colour = opacity * over + (1 - opacity) * under;
  return {cv::saturate_cast<std::uint8_t>(colour[0]), cv::saturate_cast<std::uint8_t>(colour[1]),
          cv::saturate_cast<std::uint8_t>(colour[2])};
}

}  // namespace

Scene disc_scene(int width, int height) {
  const Alpha alpha = to_float(disc_alpha(width, height));
  const cv::Mat noise = noise_image(width, height, 7).pixels();
  cv::Mat image(height, width, CV_8UC3);
  cv::Mat trimap(height, width, CV_8UC1);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      const float opacity = alpha.pixels().at<float>(y, x);
      const cv::Vec3f grain = cv::Vec3f(noise.at<cv::Vec3b>(y, x)) * 0.05F;
      image.at<cv::Vec3b>(y, x) = blended(opacity, kOrange + grain, kBlue + grain);
      trimap.at<std::uint8_t>(y, x) = opacity == 0.0F   ? Trimap::kBackground
                                      : opacity == 1.0F ? Trimap::kForeground
                                                        : Trimap::kUnknown;
    }
  }
  return {Image(image), Trimap(trimap), alpha};
}

Scene ramp_scene(int width, int height) {
  cv::Mat alpha(height, width, CV_32FC1);
  cv::Mat image(height, width, CV_8UC3);
  cv::Mat trimap(height, width, CV_8UC1, cv::Scalar(Trimap::kUnknown));
  const int known = width / 3;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      // Steps of 5 and 10 levels per twentieth: every colour on the line is a whole number.
      const int twentieths = std::clamp(x - known, 0, 20);
      alpha.at<float>(y, x) = static_cast<float>(twentieths) / 20.0F;
      image.at<cv::Vec3b>(y, x) = cv::Vec3b(static_cast<std::uint8_t>(20 + 10 * twentieths),
                                            static_cast<std::uint8_t>(200 - 5 * twentieths),
                                            static_cast<std::uint8_t>(60 + 5 * twentieths));
      if (x < known) trimap.at<std::uint8_t>(y, x) = Trimap::kBackground;
      if (x >= width - known) trimap.at<std::uint8_t>(y, x) = Trimap::kForeground;
    }
  }
  return {Image(image), Trimap(trimap), Alpha(alpha)};
}

}  // namespace mbench

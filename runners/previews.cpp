#include "runners/previews.h"

#include "core/image_io.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace mbench {
namespace {

constexpr int kPhotographQuality = 80;
constexpr int kMatteQuality = 85;  // flat areas and hard edges show artefacts sooner

PreviewRecord preview(const std::string& subject, const char* kind, const cv::Mat& pixels,
                      int quality) {
  const std::vector<unsigned char> jpeg = encode_jpeg(within_side(pixels, kPreviewSide), quality);
  return {subject, kind, std::string(jpeg.begin(), jpeg.end())};
}

cv::Mat error_map(const Alpha& alpha, const Alpha& truth) {
  cv::Mat difference;
  cv::absdiff(to_float(alpha).pixels(), to_float(truth).pixels(), difference);
  difference = within_side(difference, kPreviewSide);
  cv::sqrt(difference, difference);
  cv::Mat bytes;
  difference.convertTo(bytes, CV_8U, 255.0);
  cv::Mat coloured;
  cv::applyColorMap(bytes, coloured, cv::COLORMAP_INFERNO);
  cv::cvtColor(coloured, coloured, cv::COLOR_BGR2RGB);
  return coloured;
}

}  // namespace

cv::Mat within_side(const cv::Mat& pixels, int side_px) {
  const int side = std::max(pixels.cols, pixels.rows);
  if (side <= side_px) return pixels;
  const double factor = static_cast<double>(side_px) / side;
  const cv::Size size(std::max(1, cvRound(pixels.cols * factor)),
                      std::max(1, cvRound(pixels.rows * factor)));
  cv::Mat small;
  cv::resize(pixels, small, size, 0, 0, cv::INTER_AREA);
  return small;
}

std::vector<PreviewRecord> sample_previews(const std::string& image_digest,
                                           const std::string& trimap_digest,
                                           const LoadedSample& sample) {
  std::vector<PreviewRecord> previews{
      preview(image_digest, "image", sample.image.pixels(), kPhotographQuality),
      preview(image_digest, "trimap", sample.trimap.pixels(), kMatteQuality)};
  previews.push_back(previews.back());
  previews.back().subject = trimap_digest;
  if (sample.alpha) {
    const Alpha truth = to_bytes(*sample.alpha, Rounding::nearest);
    previews.push_back(preview(image_digest, "truth", truth.pixels(), kMatteQuality));
  }
  return previews;
}

std::vector<PreviewRecord> prediction_previews(const std::string& result_key, const Alpha& alpha,
                                               const LoadedSample& sample) {
  std::vector<PreviewRecord> previews{
      preview(result_key, "alpha", to_bytes(alpha, Rounding::nearest).pixels(), kMatteQuality)};
  if (sample.alpha) {
    previews.push_back(
        preview(result_key, "error", error_map(alpha, *sample.alpha), kPhotographQuality));
  }
  return previews;
}

}  // namespace mbench

#pragma once

#include <opencv2/core/mat.hpp>

#include <vector>

namespace mbench {

/// One picture lying on a canvas.
struct SceneLayer {
  cv::Mat foreground;  ///< CV_8UC3; may be empty where only opacities are asked for
  cv::Mat alpha;       ///< CV_8UC1, of the foreground's size
  cv::Point place;     ///< of its top-left corner; what is off the canvas does not count
};

/// As many layers as the exact arithmetic has room for.
inline constexpr std::size_t kMostLayers = 6;

/// The canvas with the layers over it, the first at the back: C becomes a·F + (1-a)·C with
/// a = alpha / 255, layer by layer ("over"; Porter and Duff, "Compositing digital images", 1984).
///
/// Computed in integers without any rounding but the last, to the nearest byte: the same on
/// every machine, and never half a level off. `background` is CV_8UC3; at most kMostLayers.
cv::Mat flatten(const cv::Mat& background, const std::vector<SceneLayer>& layers);

/// What each layer shows of itself, as a CV_8UC1 of the canvas's size: a_k times the product of
/// 1 - a_j over the layers j in front of it, times 255, rounded to the nearest byte.
///
/// Before rounding, these and the background's share, the product of 1 - a_j over all layers,
/// sum to one at every pixel.
std::vector<cv::Mat> visible_alphas(cv::Size canvas, const std::vector<SceneLayer>& layers);

/// The share of a layer's opacity over which another one is seen: the sum of the product of its
/// alpha and the other's visible alpha (of the canvas's size) over the sum of its alpha, both in
/// 0..1; 0 if it is clear.
double covered_share(const SceneLayer& layer, const cv::Mat& visible_other);

}  // namespace mbench

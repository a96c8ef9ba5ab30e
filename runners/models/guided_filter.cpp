#include "runners/models/guided_filter.h"

#include "runners/models/model_registry.h"
#include "runners/models/trimap_method.h"

#include <opencv2/ximgproc/edge_filter.hpp>

namespace mbench {
namespace {

ModelCard guided_filter_card() {
  ModelCard card;
  card.name = "guided-filter";
  card.summary = "the trimap smoothed along the image's edges, in one fast pass";
  card.paper = "He, Sun, Tang: Guided Image Filtering, ECCV 2010";
  card.code = "OpenCV contrib, cv::ximgproc::guidedFilter";
  card.licence = "Apache-2.0";
  card.parameters = {
      {"radius", 60, 1, 200, "half the side of the window, in pixels", true},
      {"epsilon", 1e-6, 1e-12, 1, "ridge of the local fit, colours in 0..1"},
  };
  return card;
}

class GuidedFilter final : public TrimapMethod {
 public:
  explicit GuidedFilter(const ModelOptions& options)
      : TrimapMethod("guided-filter"),
        radius_(static_cast<int>(parameter(guided_filter_card(), options, "radius"))),
        epsilon_(parameter(guided_filter_card(), options, "epsilon")) {}

 private:
  cv::Mat solve(const Image& image, const Trimap& trimap) override {
    cv::Mat guide;
    image.pixels().convertTo(guide, CV_32FC3, 1.0 / 255);
    cv::Mat opacity;
    cv::ximgproc::guidedFilter(guide, trimap_opacity(trimap), opacity, radius_, epsilon_);
    return opacity;
  }

  int radius_;
  double epsilon_;
};

}  // namespace

ModelEntry guided_filter() {
  return {guided_filter_card(),
          [](const ModelOptions& options) { return std::make_unique<GuidedFilter>(options); }};
}

}  // namespace mbench

#include "runners/models/information_flow.h"

#include "runners/models/trimap_method.h"

// alphamat.hpp does not include what it needs itself.
#include <opencv2/core.hpp>

#include <opencv2/alphamat.hpp>
#include <opencv2/imgproc.hpp>

namespace mbench {
namespace {

ModelCard information_flow_card() {
  ModelCard card;
  card.name = "information-flow";
  card.summary = "opacity flows between pixels of like colour, near and far";
  card.paper =
      "Aksoy, Aydin, Pollefeys: Designing Effective Inter-Pixel Information Flow for Natural "
      "Image Matting, CVPR 2017";
  card.code = "OpenCV contrib, cv::alphamat::infoFlow";
  card.licence = "Apache-2.0";
  return card;
}

class InformationFlow final : public TrimapMethod {
 public:
  InformationFlow() : TrimapMethod("information-flow") {}

 private:
  cv::Mat solve(const Image& image, const Trimap& trimap) override {
    cv::Mat blue_green_red;
    cv::cvtColor(image.pixels(), blue_green_red, cv::COLOR_RGB2BGR);
    cv::Mat bytes;
    cv::alphamat::infoFlow(blue_green_red, trimap.pixels(), bytes);
    cv::Mat opacity;
    bytes.convertTo(opacity, CV_32F, 1.0 / 255);
    return opacity;
  }
};

}  // namespace

ModelEntry information_flow() {
  return {information_flow_card(),
          [](const ModelOptions&) { return std::make_unique<InformationFlow>(); }};
}

}  // namespace mbench

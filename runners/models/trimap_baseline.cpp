#include "runners/models/trimap_baseline.h"

#include "runners/models/trimap_method.h"

namespace mbench {
namespace {

class TrimapBaseline final : public TrimapMethod {
 public:
  TrimapBaseline() : TrimapMethod("trimap", /*needs_known=*/false) {}

 private:
  cv::Mat solve(const Image& /*image*/, const Trimap& trimap) override {
    return trimap_opacity(trimap);
  }
};

}  // namespace

ModelEntry trimap_baseline() {
  ModelCard card;
  card.name = "trimap";
  card.summary = "the trimap itself, unknown pixels half opaque: the floor to beat";
  card.licence = "Apache-2.0";
  return {card, [](const ModelOptions& /*options*/) { return std::make_unique<TrimapBaseline>(); }};
}

}  // namespace mbench

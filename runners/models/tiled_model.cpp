#include "runners/models/tiled_model.h"

#include "core/error.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace mbench {
namespace {

/// Where the windows along a side of `length` pixels begin.
std::vector<int> window_starts(int length, const MemoryMode::Tiles& tiles) {
  std::vector<int> starts{0};
  while (starts.back() + tiles.side < length) {
    starts.push_back(std::min(starts.back() + tiles.side - tiles.overlap, length - tiles.side));
  }
  return starts;
}

/// What the pixels of one window along a side count: rising over what it shares with the window
/// before, falling over what it shares with the one behind.
std::vector<float> window_weights(const std::vector<int>& starts, std::size_t number, int side) {
  std::vector<float> weights(static_cast<std::size_t>(side), 1.0F);
  const int start = starts[number];
  if (number > 0) {
    const int shared = starts[number - 1] + side - start;
    for (int i = 0; i < shared; ++i) {
      weights[static_cast<std::size_t>(i)] =
          (static_cast<float>(i) + 0.5F) / static_cast<float>(shared);
    }
  }
  if (number + 1 < starts.size()) {
    const int shared = start + side - starts[number + 1];
    for (int i = 0; i < shared; ++i) {
      weights[static_cast<std::size_t>(side - 1 - i)] *=
          (static_cast<float>(i) + 0.5F) / static_cast<float>(shared);
    }
  }
  return weights;
}

class TiledModel : public MattingModel {
 public:
  TiledModel(std::unique_ptr<MattingModel> model, MemoryMode::Tiles tiles)
      : model_(std::move(model)), tiles_(tiles) {}

  Alpha matte(const MattingInput& input) override {
    phases_ = PhaseTimer();
    use_.reset();
    if (!input.trimap) {
      throw ModelError("a picture without a trimap cannot be cut into windows",
                       "tile:SIZE:OVERLAP is for models that take a trimap");
    }
    const cv::Size size = input.image.size();
    const std::vector<int> rows = window_starts(size.height, tiles_);
    const std::vector<int> columns = window_starts(size.width, tiles_);
    cv::Mat sum = cv::Mat::zeros(size, CV_32FC1);
    cv::Mat weight = cv::Mat::zeros(size, CV_32FC1);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const cv::Range down = window(rows[row], size.height);
      const std::vector<float> vertical = window_weights(rows, row, down.size());
      for (std::size_t column = 0; column < columns.size(); ++column) {
        const cv::Range across = window(columns[column], size.width);
        const Alpha alpha = alpha_of(input, down, across);
        blend(alpha.pixels(), vertical, window_weights(columns, column, across.size()),
              sum(down, across), weight(down, across));
      }
    }
    sum /= weight;
    return Alpha(cv::min(sum, 1.0));
  }

  PhaseTimes last_phases() const override { return phases_.times(); }
  std::optional<OutsideUse> outside_use() const override { return use_; }

 private:
  cv::Range window(int start, int length) const {
    return {start, std::min(start + tiles_.side, length)};
  }

  Alpha alpha_of(const MattingInput& input, const cv::Range& down, const cv::Range& across) {
    const MattingInput part{Image(input.image.pixels()(down, across).clone()),
                            Trimap(input.trimap->pixels()(down, across).clone()),
                            {},
                            input.name};
    if (part.trimap->unknown_pixels() == 0) return to_float(Alpha(part.trimap->pixels()));
    const Alpha alpha = to_float(model_->matte(part));
    phases_.add(model_->last_phases());
    add(model_->outside_use(), use_);
    return alpha;
  }

  static void blend(const cv::Mat& alpha, const std::vector<float>& vertical,
                    const std::vector<float>& horizontal, cv::Mat sum, cv::Mat weight) {
    for (int y = 0; y < alpha.rows; ++y) {
      const float* from = alpha.ptr<float>(y);
      float* to = sum.ptr<float>(y);
      float* total = weight.ptr<float>(y);
      for (int x = 0; x < alpha.cols; ++x) {
        const float share =
            vertical[static_cast<std::size_t>(y)] * horizontal[static_cast<std::size_t>(x)];
        to[x] += share * from[x];
        total[x] += share;
      }
    }
  }

  std::unique_ptr<MattingModel> model_;
  MemoryMode::Tiles tiles_;
  PhaseTimer phases_;
  std::optional<OutsideUse> use_;
};

}  // namespace

std::unique_ptr<MattingModel> tiled(std::unique_ptr<MattingModel> model,
                                    const MemoryMode::Tiles& tiles) {
  return std::make_unique<TiledModel>(std::move(model), tiles);
}

}  // namespace mbench

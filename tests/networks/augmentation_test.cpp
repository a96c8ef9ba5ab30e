// The laws of test-time augmentation, on networks that are worked out by hand.

#include "runners/networks/pictures.h"
#include "runners/networks/test_time_augmentation.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <utility>

namespace mbench {
namespace {

/// Gives what a function makes of the input, and counts how often it is asked.
class FakeNetwork : public Network {
 public:
  explicit FakeNetwork(std::function<at::Tensor(const MattingInput&)> alpha)
      : alpha_(std::move(alpha)) {}
  at::Tensor infer(const MattingInput& input, const Probes& probes) const override {
    ++runs;
    if (probes) probes("image", image_tensor(input.image));
    return alpha_(input);
  }
  mutable int runs = 0;

 private:
  std::function<at::Tensor(const MattingInput&)> alpha_;
};

/// Red as opacity: what is a function of each pixel alone.
at::Tensor red(const MattingInput& input) {
  return image_tensor(input.image).select(1, 0).squeeze(0) / 255;
}

/// 5 wide, 3 high, each pixel another red; background at the left, foreground at the right.
MattingInput sample() {
  cv::Mat image(3, 5, CV_8UC3);
  cv::Mat trimap(3, 5, CV_8UC1, cv::Scalar(128));
  for (int i = 0; i < 15; ++i) {
    image.at<cv::Vec3b>(i / 5, i % 5) = cv::Vec3b(static_cast<unsigned char>(17 * i), 0, 0);
  }
  trimap.col(0) = 0;
  trimap.col(4) = 255;
  return {Image(image), Trimap(trimap), {}};
}

double largest(const at::Tensor& x) { return x.abs().max().item<double>(); }

TEST(InferAugmented, BringsEveryViewBack) {
  for (const char* text : {"flip", "rot4", "rot4flip", "aematter"}) {
    const FakeNetwork network(red);
    const Augmentation augmentation = parse_augmentation(text);
    const at::Tensor alpha = infer_augmented(network, sample(), augmentation);
    EXPECT_EQ(network.runs, static_cast<int>(augmentation.views.size())) << text;
    EXPECT_LE(largest(alpha - red(sample())), 1e-6) << text;
  }
}

TEST(InferAugmented, IsTheMeanOfWhatTheViewsGive) {
  // 1 at the left edge of whatever is shown, which with a flip is both edges, half each.
  const FakeNetwork network([](const MattingInput& input) {
    at::Tensor alpha = at::zeros({input.image.size().height, input.image.size().width});
    alpha.select(1, 0).fill_(1);
    return alpha;
  });
  at::Tensor expected = at::zeros({3, 5});
  expected.select(1, 0).fill_(0.5);
  expected.select(1, 4).fill_(0.5);
  EXPECT_TRUE(at::equal(infer_augmented(network, sample(), parse_augmentation("flip")), expected));

  expected = at::zeros({3, 5});  // in four turns each edge is the left one once
  expected.select(1, 0).add_(0.25);
  expected.select(1, 4).add_(0.25);
  expected.select(0, 0).add_(0.25);
  expected.select(0, 2).add_(0.25);
  EXPECT_TRUE(at::equal(infer_augmented(network, sample(), parse_augmentation("rot4")), expected));
}

TEST(InferAugmented, TruncatesEachViewAsTheAuthorsDo) {
  const FakeNetwork network([](const MattingInput& input) {
    return at::full({input.image.size().height, input.image.size().width}, 100.9F / 255);
  });
  const at::Tensor truncated = infer_augmented(network, sample(), parse_augmentation("aematter"));
  EXPECT_LE(largest(truncated - 100.0 / 255), 1e-7);
  const at::Tensor whole = infer_augmented(network, sample(), parse_augmentation("rot4flip"));
  EXPECT_LE(largest(whole - 100.9 / 255), 1e-7);
}

TEST(InferAugmented, TurnsPromptsAlong) {
  // Opaque at the point alone: it is right only if the point turned with the picture.
  const FakeNetwork network([](const MattingInput& input) {
    at::Tensor alpha = at::zeros({input.image.size().height, input.image.size().width});
    const PointPrompt& point = input.prompt.points.at(0);
    alpha[static_cast<std::int64_t>(point.y)][static_cast<std::int64_t>(point.x)] = 1;
    return alpha;
  });
  MattingInput input = sample();
  input.prompt.points.push_back({4, 1, true});
  const at::Tensor alpha = infer_augmented(network, input, parse_augmentation("rot4flip"));
  EXPECT_EQ(alpha[1][4].item<float>(), 1.0F);
  EXPECT_EQ(alpha.sum().item<float>(), 1.0F);
}

TEST(InferAugmented, LeavesAFlatAlphaFlatAtEveryScale) {
  const FakeNetwork network([](const MattingInput& input) {
    return at::full({input.image.size().height, input.image.size().width}, 0.25F);
  });
  const at::Tensor alpha =
      infer_augmented(network, sample(), parse_augmentation("scales:0.5,1,2.5"));
  EXPECT_EQ(alpha.sizes(), at::IntArrayRef({3, 5}));
  EXPECT_LE(largest(alpha - 0.25), 1e-7);
}

TEST(InferAugmented, KeepsKnownPixelsAtEveryScaleIfTheNetworkDoes) {
  const Augmentation scales = parse_augmentation("scales:0.5,1,2.5");
  const FakeNetwork keeping(
      [](const MattingInput& input) { return keep_known(red(input), *input.trimap); });
  const at::Tensor kept = infer_augmented(keeping, sample(), scales);
  EXPECT_TRUE(at::equal(kept, keep_known(kept, *sample().trimap)));

  const FakeNetwork changing(red);
  const at::Tensor changed = infer_augmented(changing, sample(), scales);
  EXPECT_FALSE(at::equal(changed, keep_known(changed, *sample().trimap)));
}

TEST(InferAugmented, LetsTheFirstViewBeProbed) {
  const FakeNetwork network(red);
  int probed = 0;
  infer_augmented(network, sample(), parse_augmentation("rot4flip"),
                  [&](const std::string& stage, const at::Tensor& values) {
                    ++probed;
                    EXPECT_EQ(stage, "image");
                    EXPECT_TRUE(at::equal(values, image_tensor(sample().image)));
                  });
  EXPECT_EQ(probed, 1);
}

}  // namespace
}  // namespace mbench

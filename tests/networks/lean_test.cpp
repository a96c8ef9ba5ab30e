#include "runners/networks/network.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_source.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace mbench {
namespace {

constexpr int kThreads = 2;

/// A picture with an object in it: smooth colours, noise, a round alpha with a wide border.
MattingInput scene(int width, int height) {
  cv::Mat image(height, width, CV_8UC3);
  cv::Mat trimap(height, width, CV_8UC1);
  std::uint32_t noise = 1;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      noise = noise * 1664525U + 1013904223U;
      const int grain = static_cast<int>(noise >> 27U);
      const double distance = std::hypot((x - 0.45 * width) / width, (y - 0.55 * height) / height);
      image.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(255 * x / width / 2 + grain),
                                   static_cast<std::uint8_t>(255 * y / height / 2 + grain),
                                   static_cast<std::uint8_t>(distance < 0.3 ? 200 + grain : grain)};
      trimap.at<std::uint8_t>(y, x) = distance < 0.2 ? 255 : distance < 0.4 ? 128 : 0;
    }
  }
  return {Image(image), Trimap(trimap)};
}

at::Tensor alpha_of(const std::string& name, const MattingInput& input, const Blocks& blocks) {
  at::set_num_threads(kThreads);
  const auto weights = open_weights(parameter_manifest(name), "synthetic:3");
  NetworkOptions options;
  options.threads = kThreads;
  options.blocks = blocks;
  options.max_tokens = 150;
  return make_network(name, *weights, options)->infer(input).clone();
}

double largest_difference(const at::Tensor& a, const at::Tensor& b) {
  return (a - b).abs().max().item<double>();
}

struct Case {
  std::string network;
  int width;
  int height;
};

class ExactLean : public testing::TestWithParam<Case> {};

// Blocks of the usual size leave pictures as small as these whole, so the smallest ones are tried.
TEST_P(ExactLean, GivesThePlainAlpha) {
  const MattingInput input = scene(GetParam().width, GetParam().height);
  const at::Tensor plain = alpha_of(GetParam().network, input, Blocks());
  EXPECT_GT(plain.std().item<double>(), 1e-3) << "a constant alpha would show nothing";
  for (const std::int64_t bytes : {std::int64_t{0}, std::int64_t{24} << 20}) {
    EXPECT_LE(largest_difference(plain, alpha_of(GetParam().network, input, Blocks::within(bytes))),
              1e-5)
        << bytes << " bytes";
  }
}

std::vector<Case> cases() {
  std::vector<Case> list;
  for (const char* name : {"vitmatte-s", "mematte-s", "aematter", "dim", "dim-foamliu"}) {
    list.push_back({name, 333, 259});
    list.push_back({name, 224, 512});
  }
  list.push_back({"vitmatte-b", 260, 190});
  list.push_back({"mematte-b", 260, 190});
  return list;
}

INSTANTIATE_TEST_SUITE_P(Networks, ExactLean, testing::ValuesIn(cases()), [](const auto& tested) {
  std::string name = tested.param.network + "_" + std::to_string(tested.param.width);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

// Its pictures are always brought to 1024 x 1024.
TEST(ExactLean, GivesThePlainAlphaForEachPrompt) {
  MattingInput input = scene(300, 200);
  Prompt box;
  box.box = BoxPrompt{40, 30, 220, 180};
  Prompt points;
  points.points = {{135, 110, true}, {5, 5, false}};
  for (const Prompt& prompt : {box, points}) {
    input.prompt = prompt;
    const at::Tensor plain = alpha_of("mam-vit-b", input, Blocks());
    EXPECT_LE(largest_difference(plain, alpha_of("mam-vit-b", input, Blocks::within(0))), 1e-5);
  }
}

}  // namespace
}  // namespace mbench

#include "runners/networks/network.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_source.h"
#include "tests/networks/scene.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mbench {
namespace {

constexpr int kThreads = 2;

std::unique_ptr<Network> network_of(const std::string& name, const Blocks& blocks) {
  at::set_num_threads(kThreads);
  const auto weights = open_weights(parameter_manifest(name), "synthetic:1");
  NetworkOptions options;
  options.threads = kThreads;
  options.blocks = blocks;
  options.max_tokens = 150;
  return make_network(name, *weights, options);
}

at::Tensor alpha_of(const std::string& name, const MattingInput& input, const Blocks& blocks) {
  return network_of(name, blocks)->infer(input).clone();
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
  EXPECT_GT(share_between(plain), 0.05) << "clipped opacities would hide what differs";
  for (const std::int64_t bytes : {std::int64_t{0}, std::int64_t{24} << 20}) {
    EXPECT_LE(most_apart(plain, alpha_of(GetParam().network, input, Blocks::within(bytes))), 1e-5)
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
  const auto plain = network_of("mam-vit-b", Blocks());
  const auto lean = network_of("mam-vit-b", Blocks::within(0));
  for (const Prompt& prompt : {box, points}) {
    input.prompt = prompt;
    EXPECT_LE(most_apart(plain->infer(input), lean->infer(input)), 1e-5);
  }
}

}  // namespace
}  // namespace mbench

// What ViTMatte and MEMatte do that the authors' stages do not show.

#include "core/error.h"
#include "runners/networks/network.h"
#include "runners/networks/patch_decoder.h"
#include "runners/networks/token_router.h"
#include "runners/networks/vit_matting_backbone.h"
#include "runners/weights/synthetic_weights.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace mbench {
namespace {

MattingInput plain_input(int height, int width) {
  return {Image(cv::Mat(height, width, CV_8UC3, cv::Scalar(90, 120, 200))),
          Trimap(cv::Mat(height, width, CV_8UC1, cv::Scalar(Trimap::kUnknown))),
          {}};
}

std::unique_ptr<Network> small_network(const std::string& name, NetworkOptions options = {}) {
  const auto weights = synthetic_weights(parameter_manifest(name), /*seed=*/1, /*head_gain=*/1);
  return make_network(name, *weights, options);
}

TEST(VitMattingInput, GrowsBothSidesIfEitherIsNoMultipleOf32) {
  const c10::InferenceMode no_gradients;
  EXPECT_EQ(vit_matting_input(plain_input(64, 96), "").sizes(), (at::IntArrayRef{1, 4, 64, 96}));
  EXPECT_EQ(vit_matting_input(plain_input(64, 95), "").sizes(), (at::IntArrayRef{1, 4, 96, 96}));
  const at::Tensor tiny = vit_matting_input(plain_input(1, 1), "");
  EXPECT_EQ(tiny.sizes(), (at::IntArrayRef{1, 4, 32, 32}));
  EXPECT_FLOAT_EQ(tiny[0][3][0][0].item<float>(), 128.0F / 255);
  EXPECT_EQ(tiny.count_nonzero().item<std::int64_t>(), 4);
}

TEST(RoutedTokens, AreThoseWithTheLargestMarginInTheirOrder) {
  const c10::InferenceMode no_gradients;
  const at::Tensor scores =
      at::tensor({-1.0F, -2.0F, -1.0F, -1.0F, -1.0F, -4.0F, -3.0F, -1.0F, -1.0F, -3.0F})
          .view({5, 2});  // margins 1, 0, 3, -2, 2
  const auto numbers = [&](std::int64_t most) {
    const at::Tensor routed = routed_tokens(scores, most);
    return std::vector<std::int64_t>(routed.data_ptr<std::int64_t>(),
                                     routed.data_ptr<std::int64_t>() + routed.numel());
  };
  EXPECT_EQ(numbers(3), (std::vector<std::int64_t>{0, 2, 4}));
  EXPECT_EQ(numbers(2), (std::vector<std::int64_t>{2, 4}));
  EXPECT_EQ(numbers(0), std::vector<std::int64_t>{});
}

TEST(PatchDecoder, GivesTheSameAlphaInGreaterPatches) {
  const c10::InferenceMode no_gradients;
  at::set_num_threads(2);
  const auto weights = synthetic_weights(parameter_manifest("mematte-s"), /*seed=*/1, 1);
  const Parameters all(*weights);
  DetailDecoder decoder(all / "decoder", kVitMattingSmall.width, Blocks::lean());
  all.load(2);
  decoder.fold();
  // Beyond 1024 there are two patches where the authors have three.
  const std::int64_t height = 1056;
  const std::int64_t width = 32;
  const auto scattered = [](at::IntArrayRef shape, double step) {
    return at::sin(at::arange(c10::multiply_integers(shape)).to(at::kFloat).mul_(step)).view(shape);
  };
  const at::Tensor input = scattered({1, 4, height, width}, 0.37);
  const at::Tensor features =
      scattered({1, kVitMattingSmall.width, height / kVitPatch, width / kVitPatch}, 0.73);
  const Probes none;
  int stages = 0;
  const Probes counted = [&](const std::string&, const at::Tensor&) { ++stages; };
  const at::Tensor fast = decoded_in_patches(decoder, input, features, {none, ""});
  const at::Tensor authors = decoded_in_patches(decoder, input, features, {counted, ""});
  EXPECT_EQ(stages, 3 * 8);
  EXPECT_LE((fast - authors).abs().max().item<double>(), 1e-5);
  EXPECT_GT(fast.max().item<double>() - fast.min().item<double>(), 0.01);
}

TEST(VitMatte, TakesPicturesSmallerThanAPatch) {
  const auto network = small_network("vitmatte-s");
  for (const auto& [height, width] : {std::pair{1, 1}, std::pair{1, 40}, std::pair{33, 1}}) {
    const at::Tensor alpha = network->infer(plain_input(height, width));
    EXPECT_EQ(alpha.sizes(), (at::IntArrayRef{height, width}));
    EXPECT_TRUE(((alpha >= 0) & (alpha <= 1)).all().item<bool>());
  }
}

TEST(MeMatte, TakesPicturesSmallerThanAPatch) {
  NetworkOptions options;
  for (const std::int64_t most : {0, 1, 18500}) {
    options.max_tokens = most;
    const at::Tensor alpha = small_network("mematte-s", options)->infer(plain_input(1, 40));
    EXPECT_EQ(alpha.sizes(), (at::IntArrayRef{1, 40}));
    EXPECT_TRUE(((alpha >= 0) & (alpha <= 1)).all().item<bool>());
  }
}

TEST(MeMatte, KeepsTheTrimapsKnownPixels) {
  MattingInput input = plain_input(8, 8);
  cv::Mat known(8, 8, CV_8UC1, cv::Scalar(Trimap::kUnknown));
  known.at<unsigned char>(2, 3) = Trimap::kForeground;
  known.at<unsigned char>(4, 5) = Trimap::kBackground;
  input.trimap = Trimap(known);
  const at::Tensor alpha = small_network("mematte-s")->infer(input);
  EXPECT_EQ(alpha[2][3].item<float>(), 1);
  EXPECT_EQ(alpha[4][5].item<float>(), 0);
}

TEST(VitMatte, SaysWhichInputIsMissing) {
  MattingInput input = plain_input(8, 8);
  input.trimap.reset();
  EXPECT_THROW(small_network("vitmatte-s")->infer(input), ModelError);
}

}  // namespace
}  // namespace mbench

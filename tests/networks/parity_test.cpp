// Every network against what its authors' code gave on the same synthetic weights.

#include "tests/networks/golden_network.h"

#include "runners/models/augmented_model.h"
#include "runners/networks/network.h"
#include "runners/networks/network_model.h"
#include "runners/weights/synthetic_weights.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mbench {
namespace {

struct ParityCase {
  std::string folder;  ///< under parity/
  std::string file;    ///< without "case-" and ending
  std::string network;
  NetworkOptions options = {};
  float head_gain = 1;

  std::string title() const {
    std::string text = folder + "_" + file;
    std::replace(text.begin(), text.end(), '-', '_');
    return text;
  }
};

std::vector<ParityCase> cases() {
  std::vector<ParityCase> list;
  for (const char* size : {"203x311", "256x320", "275x345", "320x480"})
    list.push_back({"aematter", size, "aematter"});
  for (const char* size : {"151x217", "160x224", "231x158"}) {
    list.push_back({"dim", size, "dim-foamliu"});
    list.push_back({"dim_mmagic", size, "dim"});
  }
  for (const char* size :
       {"203x311", "224x224", "256x311", "256x320", "512x352", "free-203x311", "free-256x320"})
    list.push_back({"vitmatte_s", size, "vitmatte-s"});
  for (const char* size : {"203x311", "256x311", "256x320", "free-203x311"})
    list.push_back({"vitmatte_b", size, "vitmatte-b"});
  for (const char* size : {"203x311", "203x611", "256x320-cap100", "256x320", "520x516",
                           "free-203x311", "free-256x320-cap100", "free-256x320"})
    list.push_back({"mematte_s", size, "mematte-s"});
  for (const char* size :
       {"203x311", "256x320-cap100", "256x320", "free-203x311", "free-256x320-cap100"})
    list.push_back({"mematte_b", size, "mematte-b"});
  for (ParityCase& each : list) {
    if (each.file.find("cap100") != std::string::npos) each.options.max_tokens = 100;
  }
  ParityCase astronaut{"mam_vitb", "astronaut", "mam-vit-b"};
  astronaut.options.fusion = "postprocess";
  ParityCase chelsea{"mam_vitb", "chelsea-point", "mam-vit-b"};
  chelsea.options.fusion = "maskguide";
  chelsea.head_gain = 8;
  ParityCase strip{"mam_vitb", "strip", "mam-vit-b"};
  strip.options.fusion = "postprocess";
  strip.head_gain = 8;
  for (const ParityCase& each : {astronaut, chelsea, strip}) list.push_back(each);
  return list;
}

class Parity : public testing::TestWithParam<ParityCase> {};

TEST_P(Parity, IsTheAuthorsAlpha) {
  const char* reference = std::getenv("MBENCH_REFERENCE_DIR");
  if (reference == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  at::set_num_threads(2);
  const c10::InferenceMode no_gradients;
  const ParityCase& chosen = GetParam();
  const GoldenNetwork golden(fs::path(reference) / "parity" / chosen.folder /
                             ("case-" + chosen.file + ".safetensors"));
  NetworkOptions options = chosen.options;
  options.threads = 2;
  const auto weights =
      synthetic_weights(parameter_manifest(chosen.network), /*seed=*/1, chosen.head_gain);
  const auto network = make_network(chosen.network, *weights, options);
  int compared = 0;
  std::string first_off;
  const at::Tensor alpha =
      network->infer(golden.input(), [&](const std::string& stage, const at::Tensor& values) {
        if (golden.has_stage(stage)) ++compared;
        if (first_off.empty()) first_off = golden.difference(stage, values, 1e-4);
      });
  EXPECT_GT(compared, 3) << "stages are compared by the names of the golden case";
  EXPECT_EQ(first_off, "");

  const std::vector<float> expected = golden.values("alpha");
  ASSERT_EQ(alpha.numel(), static_cast<std::int64_t>(expected.size()));
  const at::Tensor apart =
      (alpha.contiguous().view(-1) -
       at::from_blob(const_cast<float*>(expected.data()), {alpha.numel()}, at::kFloat))
          .abs();
  const double limit = chosen.folder == "mam_vitb" ? 5e-5 : 2e-5;
  EXPECT_LE(apart.max().item<double>(), limit)
      << (apart > limit).sum().item<std::int64_t>() << " of " << alpha.numel() << " pixels";
}

/// AEMatter's alpha of a golden picture under our augmentation of that name.
Alpha augmented_alpha(const GoldenNetwork& golden, const char* augmentation) {
  ModelSettings settings;
  settings.weights = "synthetic:1";
  return augmented(
             make_network_model(parse_model_spec("aematter"), settings, 2, TensorMemory::install()),
             parse_augmentation(augmentation))
      ->matte(golden.input());
}

constexpr float kViewsApart = 2e-5F;  // what each view may differ by, as an alpha may

/// The sum of the views, each truncated to 8 bits after `shift` is added to it.
std::vector<float> truncated_sum(const std::vector<float>& views, std::size_t pixels, float shift) {
  std::vector<float> sum(pixels, 0);
  for (std::size_t i = 0; i < views.size(); ++i) {
    const float alpha = std::min(std::max(views[i] + shift, 0.0F), 1.0F);
    sum[i % pixels] += std::floor(alpha * 255);
  }
  return sum;
}

TEST(Augmented, aematter_tta_IsTheAuthorsMean) {
  const char* reference = std::getenv("MBENCH_REFERENCE_DIR");
  if (reference == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  at::set_num_threads(2);
  const GoldenNetwork golden(fs::path(reference) / "parity/aematter/case-tta-203x147.safetensors");
  const std::vector<float> whole = golden.values("alpha_not_truncated");
  const Alpha mean = augmented_alpha(golden, "rot4flip");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    ASSERT_LE(std::abs(mean.pixels().ptr<float>()[i] - whole[i]), kViewsApart) << i;
  }
  // Truncating makes a step of 1/255 of whatever noise there is at a whole number, so the mean must
  // lie between those of the authors' views shifted by what each view may differ.
  const std::vector<float> views = golden.values("views");
  ASSERT_EQ(views.size(), 8 * whole.size());
  const std::vector<float> low = truncated_sum(views, whole.size(), -kViewsApart);
  const std::vector<float> high = truncated_sum(views, whole.size(), kViewsApart);
  const Alpha truncated = augmented_alpha(golden, "aematter");
  int exact = 0;
  const std::vector<float> stored = golden.values("alpha");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    const float alpha = truncated.pixels().ptr<float>()[i];
    const float sum = std::round(alpha * 8 * 255);
    ASSERT_GE(sum, low[i]) << i;
    ASSERT_LE(sum, high[i]) << i;
    if (std::abs(alpha - stored[i]) <= 1e-6F) ++exact;
  }
  EXPECT_GE(exact, static_cast<int>(0.998 * static_cast<double>(whole.size())));
}

INSTANTIATE_TEST_SUITE_P(Golden, Parity, testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.title(); });

}  // namespace
}  // namespace mbench

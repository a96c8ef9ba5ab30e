#include "runners/weights/synthetic_weights.h"

#include "core/error.h"
#include "core/sha256.h"
#include "tests/weights/read_values.h"
#include "tests/weights/stored_checkpoints.h"

#include <cstdlib>
#include <sstream>

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::size_t count_of(const std::vector<std::int64_t>& shape) {
  std::size_t count = 1;
  for (const std::int64_t side : shape) count *= static_cast<std::size_t>(side);
  return count;
}

std::vector<float> drawn(std::uint64_t seed, const std::string& name,
                         const std::vector<std::int64_t>& shape) {
  std::vector<float> values(count_of(shape));
  synthetic_values(seed, name, shape, values.data());
  return values;
}

TEST(SyntheticWeights, AreTheValuesOfTheRuleWrittenInPython) {
  std::istringstream lines(read_text(stored_file("rule.txt")));
  int cases = 0;
  for (std::string line; std::getline(lines, line);) {
    if (line.front() == '#') continue;
    std::istringstream fields(line);
    std::uint64_t seed = 0;
    std::string name;
    std::string sides;
    std::string digest;
    fields >> seed >> name >> sides >> digest;
    std::vector<std::int64_t> shape;
    std::istringstream numbers(sides == "scalar" ? "" : sides);
    for (std::string side; std::getline(numbers, side, 'x');) shape.push_back(std::stoll(side));
    const std::vector<float> values = drawn(seed, name, shape);
    std::string first;
    for (std::size_t i = 0; fields >> first; ++i) {
      EXPECT_EQ(values.at(i), std::strtof(first.c_str(), nullptr)) << name;
    }
    const char* bytes = reinterpret_cast<const char*>(values.data());
    EXPECT_EQ(sha256({bytes, values.size() * sizeof(float)}), digest) << name;
    ++cases;
  }
  EXPECT_EQ(cases, 10);
}

TEST(SyntheticWeights, GetTheTweaksOfTheirNetwork) {
  const auto aematter = synthetic_weights(parameter_manifest("aematter"), 1);
  const std::vector<std::int64_t> shape{1, 32, 3, 3};
  EXPECT_EQ(read(*aematter, "convo.4.weight", shape)[5],
            drawn(1, "convo.4.weight", shape)[5] * 0.015625F);
  EXPECT_EQ(read(*aematter, "convo.4.bias", {1})[0], drawn(1, "convo.4.bias", {1})[0] + 0.5F);
  const std::string head = "decoder.matting_head.matting_convs.3.weight";
  const std::vector<std::int64_t> head_shape{1, 16, 1, 1};
  EXPECT_EQ(read(*synthetic_weights(parameter_manifest("vitmatte-s"), 1), head, head_shape)[3],
            drawn(1, head, head_shape)[3] / 8);
  EXPECT_EQ(read(*synthetic_weights(parameter_manifest("mematte-b"), 4), head, head_shape)[3],
            drawn(4, head, head_shape)[3] / 32);
  const auto dim = synthetic_weights(parameter_manifest("dim"), 1);
  EXPECT_EQ(read(*dim, "backbone.decoder.deconv1.bias", {1}),
            drawn(1, "backbone.decoder.deconv1.bias", {1}));
}

TEST(SyntheticWeights, OfMamHaveSpectralVectorsOfOnePowerStepAndAHeadGain) {
  const ParameterManifest& mam = parameter_manifest("mam-vit-b");
  const auto weights = synthetic_weights(mam, 1, 8);
  const std::string stem = "m2m.layer4.1.conv2.module.weight";
  const std::vector<float> u = read(*weights, stem + "_u", {32});
  double squares = 0;
  for (const float value : u) squares += static_cast<double>(value) * static_cast<double>(value);
  EXPECT_NEAR(squares, 1, 1e-6);
  EXPECT_EQ(read(*weights, stem + "_bar", {32, 32, 3, 3}), drawn(1, stem + "_bar", {32, 32, 3, 3}));
  const std::string head = "m2m.refine_OS4.3.weight";
  EXPECT_EQ(read(*weights, head, {1, 32, 3, 3})[9], drawn(1, head, {1, 32, 3, 3})[9] * 8);
  EXPECT_EQ(read(*synthetic_weights(mam, 1), head, {1, 32, 3, 3}), drawn(1, head, {1, 32, 3, 3}));
}

TEST(SyntheticWeights, AreNamedBySeedAndGain) {
  const ParameterManifest& mam = parameter_manifest("mam-vit-b");
  const ParameterManifest& dim = parameter_manifest("dim");
  EXPECT_EQ(parse_synthetic_weights(dim, "synthetic:7")->digest(), "synthetic:7");
  EXPECT_EQ(parse_synthetic_weights(mam, "synthetic:1,head_gain=8")->digest(),
            "synthetic:1,head_gain=8");
  EXPECT_EQ(parse_synthetic_weights(mam, "synthetic:1,head_gain=1")->digest(), "synthetic:1");
  EXPECT_TRUE(parse_synthetic_weights(dim, "synthetic:7")->is_synthetic());
  for (const char* text : {"synthetic:", "synthetic:x", "synthetic:1x", "synthetic:-1",
                           "synthetic:1,head_gain=8", "synthetic:1.5"}) {
    EXPECT_THROW(parse_synthetic_weights(dim, text), UsageError) << text;
  }
  EXPECT_THROW(parse_synthetic_weights(mam, "synthetic:1,head_gain=nan"), UsageError);
}

TEST(SyntheticWeights, RefuseWhatTheNetworkDoesNotHave) {
  const auto dim = synthetic_weights(parameter_manifest("dim"), 1);
  float value = 0;
  EXPECT_FALSE(dim->has("backbone.encoder.conv7.bias"));
  EXPECT_THROW(dim->read("backbone.encoder.conv7.bias", {1}, &value), ModelError);
  EXPECT_THROW(dim->read("backbone.decoder.deconv1.bias", {1, 1}, &value), ModelError);
}

TEST(SyntheticWeights, ReadTogetherOnSeveralThreadsAreTheSame) {
  const auto dim = synthetic_weights(parameter_manifest("dim"), 3);
  std::vector<float> weight(64 * 4 * 9);
  std::vector<float> bias(64);
  read_weights(*dim,
               {{"refiner.refine_conv1.bias", {64}, bias.data()},
                {"refiner.refine_conv1.weight", {64, 4, 3, 3}, weight.data()}},
               2);
  EXPECT_EQ(weight, drawn(3, "refiner.refine_conv1.weight", {64, 4, 3, 3}));
  EXPECT_EQ(bias, drawn(3, "refiner.refine_conv1.bias", {64}));
}

}  // namespace
}  // namespace mbench

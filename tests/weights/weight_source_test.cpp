#include "runners/weights/weight_source.h"

#include "core/error.h"
#include "core/sha256.h"
#include "runners/weights/weight_files.h"
#include "runners/weights/weight_registry.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/read_values.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

namespace mbench {
namespace {

using testing::HasSubstr;

ParameterManifest tiny_manifest() {
  ParameterManifest manifest;
  manifest.model = "tiny";
  manifest.files = {{"tiny.pth", "nowhere"}};
  ManifestBuilder build(manifest);
  build.convolution("conv", 3, 4, 3);
  build.batch_norm("bn", 4);
  build.linear("head", 4, 2, false);
  return manifest;
}

/// With a list of weights of its own.
class WeightSourceTest : public testing::Test {
 protected:
  WeightSourceTest() { ::setenv("XDG_DATA_HOME", folder_.path().c_str(), 1); }
  ~WeightSourceTest() override { ::unsetenv("XDG_DATA_HOME"); }
  const fs::path& folder() const { return folder_.path(); }

 private:
  TemporaryFolder folder_;
};

TEST_F(WeightSourceTest, GivesTheFloatsOfAFile) {
  const ParameterManifest manifest = tiny_manifest();
  for (const char* name : {"zip.pth", "legacy.pth", "nested.pth", "whole-module-legacy.pth"}) {
    const auto weights = open_weights(manifest, stored_file(name).string());
    EXPECT_EQ(read(*weights, "conv.weight", {4, 3, 3, 3}), expected_tensor("conv.weight").values);
    EXPECT_EQ(weights->digest(), sha256_of_file(stored_file(name)));
    EXPECT_FALSE(weights->is_synthetic());
  }
  const auto half = open_weights(manifest, stored_file("half.pth").string());
  EXPECT_EQ(read(*half, "head.weight", {2, 4}), expected_tensor("half/head.weight").values);
}

TEST_F(WeightSourceTest, RefusesNamesAndShapesThatAreNotThere) {
  const auto weights = open_weights(tiny_manifest(), stored_file("zip.pth").string());
  EXPECT_THROW(read(*weights, "conv.wait", {4}), ModelError);
  EXPECT_THROW(read(*weights, "conv.weight", {4, 27}), ModelError);
  EXPECT_FALSE(weights->has("conv.wait"));
  EXPECT_TRUE(weights->has("conv.weight"));
}

TEST_F(WeightSourceTest, DividesWeightsByTheirSpectralNorm) {
  struct Case {
    const char* file;
    const char* name;
    std::vector<std::int64_t> shape;
  };
  const Case cases[] = {{"spectral", "linear.weight", {3, 4}},
                        {"spectral", "up.weight", {3, 5, 2, 2}},
                        {"spectral-parametrized", "linear.weight", {3, 4}},
                        {"spectral-sagan", "up.module.weight", {3, 5, 2, 2}}};
  for (const Case& each : cases) {
    const auto checkpoint =
        std::make_shared<const Checkpoint>(stored_file(std::string(each.file) + ".pth"));
    ParameterManifest manifest;  // whatever the file holds
    for (const CheckpointTensor& tensor : checkpoint->tensors()) {
      manifest.parameters.push_back({tensor.name, tensor.shape});
    }
    const auto weights = weights_of_files(manifest, {checkpoint});
    EXPECT_TRUE(weights->has(each.name)) << each.file;
    const ExpectedTensor expected = expected_tensor(std::string(each.file) + "/" + each.name);
    const std::vector<float> values = read(*weights, each.name, each.shape);
    for (std::size_t i = 0; i < values.size(); ++i) {
      // PyTorch divides in float32: three units in the last place.
      const float value = expected.values.at(i);
      EXPECT_NEAR(values[i], value, std::abs(value) * 3.6e-7F) << each.file << " " << each.name;
    }
  }
}

TEST_F(WeightSourceTest, WithoutATextIsWhatWasRegistered) {
  const ParameterManifest manifest = tiny_manifest();
  try {
    open_weights(manifest, "");
    FAIL() << "nothing is registered";
  } catch (const ModelError& error) {
    EXPECT_THAT(error.what(), HasSubstr("no weights for tiny"));
    EXPECT_THAT(error.hint(), HasSubstr("get tiny.pth (nowhere)"));
    EXPECT_THAT(error.hint(), HasSubstr("mbench models add tiny FILE"));
  }
  const fs::path copy = folder() / "weights.pth";
  fs::copy_file(stored_file("zip.pth"), copy);
  WeightRegistry registry;
  registry.put("tiny", {registry.examine(copy)});
  EXPECT_EQ(read(*open_weights(manifest, ""), "conv.bias", {4}),
            expected_tensor("conv.bias").values);
  fs::remove(copy);
  EXPECT_THROW(open_weights(manifest, ""), ModelError);
}

TEST_F(WeightSourceTest, TakesSeveralFilesWithCommasBetween) {
  EXPECT_EQ(weight_paths("a.pth,b.pth"), (std::vector<std::string>{"a.pth", "b.pth"}));
  const fs::path odd = folder() / "a,b.pth";
  write_file_atomically(odd, "x");
  EXPECT_EQ(weight_paths(odd.string()), std::vector<std::string>{odd.string()});
  EXPECT_TRUE(weight_paths("").empty());
}

TEST_F(WeightSourceTest, SyntheticIsASchemeAndNoFile) {
  const ParameterManifest& dim = parameter_manifest("dim");
  EXPECT_TRUE(open_weights(dim, "synthetic:1")->is_synthetic());
  EXPECT_THROW(open_weights(dim, "synthetic:one"), UsageError);
}

}  // namespace
}  // namespace mbench

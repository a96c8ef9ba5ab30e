// The manifests against those that the authors' code printed (MBENCH_REFERENCE_DIR).

#include "core/filesystem.h"
#include "runners/weights/parameter_manifest.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

namespace mbench {
namespace {

struct Reference {
  const char* folder;
  const char* model;
};

class ManifestReference : public testing::TestWithParam<Reference> {};

TEST_P(ManifestReference, HasTheSameNamesShapesAndOrder) {
  const char* folder = std::getenv("MBENCH_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  const nlohmann::json json = nlohmann::json::parse(
      read_text(fs::path(folder) / "parity" / GetParam().folder / "manifest.json"));
  const ParameterManifest& manifest = parameter_manifest(GetParam().model);
  const nlohmann::json& expected = json.at("parameters");
  ASSERT_EQ(manifest.parameters.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Parameter& parameter = manifest.parameters[i];
    EXPECT_EQ(parameter.name, expected[i][0].get<std::string>());
    EXPECT_EQ(parameter.shape, expected[i][1].get<std::vector<std::int64_t>>()) << parameter.name;
    EXPECT_EQ(parameter.computed ? "int64" : "float32", expected[i][2].get<std::string>())
        << parameter.name;
  }
}

TEST_P(ManifestReference, HasTheSameTweaks) {
  const char* folder = std::getenv("MBENCH_REFERENCE_DIR");
  if (folder == nullptr) GTEST_SKIP() << "MBENCH_REFERENCE_DIR is not set";
  const nlohmann::json json = nlohmann::json::parse(
      read_text(fs::path(folder) / "parity" / GetParam().folder / "manifest.json"));
  std::map<std::string, std::pair<float, float>> expected;
  for (const auto& tweak : json.value("tweaks", nlohmann::json::array())) {
    const bool multiplies = tweak[1] == "mul";
    const float number = tweak[2].get<float>();
    expected[tweak[0].get<std::string>()] = {multiplies ? number : 1, multiplies ? 0 : number};
  }
  const nlohmann::json gains = json.value("gains", nlohmann::json::object());
  for (const auto& [name, gain] : gains.items()) {
    expected[name] = {gain.get<float>(), 0};
  }
  std::map<std::string, std::pair<float, float>> ours;
  for (const WeightTweak& tweak : parameter_manifest(GetParam().model).tweaks) {
    ours[tweak.name] = {tweak.factor, tweak.shift};
  }
  EXPECT_EQ(ours, expected);
}

INSTANTIATE_TEST_SUITE_P(
    Networks, ManifestReference,
    testing::Values(Reference{"aematter", "aematter"}, Reference{"dim", "dim-foamliu"},
                    Reference{"dim_mmagic", "dim"}, Reference{"vitmatte_s", "vitmatte-s"},
                    Reference{"vitmatte_b", "vitmatte-b"}, Reference{"mematte_s", "mematte-s"},
                    Reference{"mematte_b", "mematte-b"}, Reference{"mam_vitb", "mam-vit-b"}),
    [](const auto& each) { return std::string(each.param.folder); });

}  // namespace
}  // namespace mbench

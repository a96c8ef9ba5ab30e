#include "runners/weights/parameter_manifest.h"

#include "core/error.h"

#include <set>

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::int64_t values_below(const ParameterManifest& manifest, const std::string& part) {
  std::int64_t values = 0;
  for (const Parameter& parameter : manifest.parameters) {
    if (!parameter.computed && parameter.name.rfind(part, 0) == 0) values += parameter.elements();
  }
  return values;
}

std::size_t entries_below(const ParameterManifest& manifest, const std::string& part) {
  std::size_t entries = 0;
  for (const Parameter& parameter : manifest.parameters) {
    if (parameter.name.rfind(part, 0) == 0) ++entries;
  }
  return entries;
}

TEST(ParameterManifest, HasTheSizeThatItsAuthorsPublish) {
  // Floating numbers of the state dict, running means and variances among them.
  EXPECT_EQ(parameter_manifest("aematter").float_values(), 51'186'044);
  EXPECT_EQ(parameter_manifest("dim").float_values(), 26'276'802);
  EXPECT_EQ(parameter_manifest("dim-foamliu").float_values(), 25'592'965);
  EXPECT_EQ(parameter_manifest("vitmatte-s").float_values(), 25'816'417);
  EXPECT_EQ(parameter_manifest("vitmatte-b").float_values(), 96'688'225);
  EXPECT_EQ(parameter_manifest("mematte-s").float_values(), 29'192'957);
  EXPECT_EQ(parameter_manifest("mematte-b").float_values(), 110'109'053);
}

TEST(ParameterManifest, OfEverySamHasItsPublishedSize) {
  const struct {
    const char* model;
    std::int64_t values;
    std::size_t entries;
  } sizes[] = {{"mam-vit-b", 93'735'472, 314},
               {"mam-vit-l", 312'342'832, 482},
               {"mam-vit-h", 641'090'608, 594}};
  for (const auto& size : sizes) {
    const ParameterManifest& manifest = parameter_manifest(size.model);
    // The position code's 256 numbers are a buffer, which nobody counts.
    EXPECT_EQ(values_below(manifest, "seg_model."), size.values + 256) << size.model;
    EXPECT_EQ(entries_below(manifest, "seg_model."), size.entries) << size.model;
    EXPECT_EQ(entries_below(manifest, "m2m."), 184U);
    EXPECT_EQ(values_below(manifest, "m2m."), 2'740'087);
  }
}

TEST(ParameterManifest, NamesEveryParameterOnce) {
  for (const ParameterManifest& manifest : parameter_manifests()) {
    std::set<std::string> names;
    for (const Parameter& parameter : manifest.parameters) {
      EXPECT_TRUE(names.insert(parameter.name).second) << manifest.model << " " << parameter.name;
    }
    EXPECT_FALSE(manifest.files.empty()) << manifest.model;
    for (const WeightTweak& tweak : manifest.tweaks) {
      EXPECT_NE(manifest.find(tweak.name), nullptr) << manifest.model << " " << tweak.name;
    }
    for (const std::string& head : manifest.heads) {
      EXPECT_NE(manifest.find(head), nullptr) << manifest.model << " " << head;
    }
  }
}

TEST(ParameterManifest, IsFoundByTheNameOfItsModel) {
  EXPECT_EQ(find_parameter_manifest("closed-form"), nullptr);
  EXPECT_THROW(parameter_manifest("vitmate-s"), UsageError);
}

}  // namespace
}  // namespace mbench

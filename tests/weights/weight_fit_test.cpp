#include "runners/weights/weight_fit.h"

#include "core/error.h"
#include "runners/weights/published_names.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Message and hint with which the files are refused for a network.
std::string refusal(const std::string& model, const std::vector<SharedCheckpoint>& checkpoints) {
  try {
    require_fit(parameter_manifest(model), checkpoints);
  } catch (const ModelError& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "it fits";
}

SharedCheckpoint one_tensor(const std::string& name) {
  const std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors{{name, {1}}};
  return zero_checkpoint(tensors);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos;
       at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
  return text;
}

TEST(WeightFit, EveryNetworksOwnNamesFitItAloneAmongAll) {
  for (const ParameterManifest& manifest : parameter_manifests()) {
    const SharedCheckpoint checkpoint = zero_checkpoint(manifest);
    EXPECT_THAT(models_that_fit({checkpoint}), ElementsAre(manifest.model));
    EXPECT_EQ(refusal(manifest.model, {checkpoint}), "it fits");
  }
}

TEST(WeightFit, CountersAndIndexTablesAreNeitherNeededNorExtra) {
  const ParameterManifest& manifest = parameter_manifest("aematter");
  const auto without = [&](const std::string& name) {
    return manifest.find(name)->computed ? std::string() : name;
  };
  EXPECT_EQ(refusal("aematter", {zero_checkpoint(manifest, without)}), "it fits");
  const ParameterManifest& dim = parameter_manifest("dim");
  std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors;
  for (const Parameter& parameter : dim.parameters) {
    tensors.push_back({parameter.name, parameter.shape});
  }
  tensors.push_back({"backbone.bn.num_batches_tracked", {}});
  EXPECT_EQ(refusal("dim", {zero_checkpoint(tensors)}), "it fits");
}

TEST(WeightFit, ListsWhatIsMissingExtraAndOfAnotherShape) {
  std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors;
  for (const Parameter& parameter : parameter_manifest("dim").parameters) {
    if (parameter.name == "refiner.refine_pred.bias") continue;
    tensors.push_back({parameter.name, parameter.shape});
  }
  tensors[0].second = {64, 3, 3, 3};
  tensors.push_back({"surplus", {1}});
  const std::string message = refusal("dim", {zero_checkpoint(tensors)});
  EXPECT_THAT(message, HasSubstr("zeros does not fit dim"));
  EXPECT_THAT(message, HasSubstr("1 missing (refiner.refine_pred.bias)"));
  EXPECT_THAT(message, HasSubstr("1 extra (surplus)"));
  EXPECT_THAT(message, HasSubstr("1 of another shape (backbone.encoder.layer1.0.weight "
                                 "64x3x3x3 instead of 64x4x3x3)"));
  EXPECT_THAT(message, HasSubstr("fits no network that mbench knows"));
}

TEST(WeightFit, NamesTheFirstFewOfMany) {
  const std::string message = refusal("dim", {one_tensor("a")});
  EXPECT_THAT(message, HasSubstr("42 missing"));  // the refiner may be absent as a whole
  EXPECT_THAT(message, HasSubstr(" and 36 more)"));
  EXPECT_LT(message.size(), 1000U);
}

TEST(WeightFit, SaysWhichNetworkTheFileFits) {
  const SharedCheckpoint base = zero_checkpoint(parameter_manifest("vitmatte-b"));
  const std::string message = refusal("vitmatte-s", {base});
  EXPECT_THAT(message, HasSubstr("backbone.pos_embed 1x197x768 instead of 1x197x384"));
  EXPECT_THAT(message, HasSubstr("it fits vitmatte-b"));
}

TEST(WeightFit, RecognisesTheAbandonedBranchOfAEMatter) {
  const auto without_gamma = [](const std::string& name) {
    return name.find(".gamma") != std::string::npos ? std::string() : name;
  };
  EXPECT_THAT(refusal("aematter", {zero_checkpoint(parameter_manifest("aematter"), without_gamma)}),
              HasSubstr("PT20"));
}

TEST(WeightFit, TheFirstStageOfDimHasNoRefiner) {
  const auto first_stage = [](const std::string& name) {
    return name.rfind("refiner.", 0) == 0 ? std::string() : name;
  };
  const SharedCheckpoint checkpoint = zero_checkpoint(parameter_manifest("dim"), first_stage);
  const WeightFit fit = require_fit(parameter_manifest("dim"), {checkpoint});
  EXPECT_THAT(fit.absent_parts, ElementsAre("refiner."));
  EXPECT_EQ(fit.matched, 42U);
}

TEST(WeightFit, ReadsTheNamesOfHuggingFace) {
  const auto port = [](std::string name) {
    if (name == "backbone.pos_embed") return std::string("backbone.embeddings.position_embeddings");
    name = replaced(name, "backbone.patch_embed.proj.", "backbone.embeddings.projection.");
    name = replaced(name, "backbone.blocks.", "backbone.encoder.layer.");
    name = replaced(name, ".attn.", ".attention.");
    name = replaced(name, ".bn.", ".batch_norm.");
    return replaced(name, "fusion_blks", "fusion_blocks");
  };
  for (const char* model : {"vitmatte-s", "vitmatte-b"}) {
    const SharedCheckpoint checkpoint = zero_checkpoint(parameter_manifest(model), port);
    EXPECT_NE(checkpoint->find("decoder.fusion_blocks.0.conv.batch_norm.weight"), nullptr);
    EXPECT_NE(checkpoint->find("backbone.encoder.layer.2.attention.rel_pos_h"), nullptr);
    EXPECT_THAT(models_that_fit({checkpoint}), ElementsAre(model));
  }
}

TEST(WeightFit, TakesWrappersOff) {
  const auto wrapped = [](const std::string& name) { return "model." + name; };
  EXPECT_THAT(models_that_fit({zero_checkpoint(parameter_manifest("dim"), wrapped)}),
              ElementsAre("dim"));
}

TEST(WeightFit, IgnoresWhatMematteLearnedFrom) {
  std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors;
  for (const Parameter& parameter : parameter_manifest("mematte-s").parameters) {
    tensors.push_back({parameter.name, parameter.shape});
    tensors.push_back({"teacher_" + parameter.name, parameter.shape});
  }
  tensors.erase(
      std::remove_if(tensors.begin(), tensors.end(),
                     [](const auto& each) { return each.first.rfind("teacher_decoder", 0) == 0; }),
      tensors.end());
  EXPECT_EQ(refusal("mematte-s", {zero_checkpoint(tensors)}), "it fits");
}

class MamFiles : public testing::Test {
 protected:
  static SharedCheckpoint part(const std::string& model, const std::string& prefix) {
    return zero_checkpoint(parameter_manifest(model), [&](const std::string& name) {
      return name.rfind(prefix, 0) == 0 ? name.substr(prefix.size()) : std::string();
    });
  }
};

TEST_F(MamFiles, FitTogetherInAnyOrder) {
  const SharedCheckpoint matting = part("mam-vit-b", "m2m.");
  const SharedCheckpoint segmenting = part("mam-vit-b", "seg_model.");
  EXPECT_EQ(refusal("mam-vit-b", {matting, segmenting}), "it fits");
  EXPECT_EQ(refusal("mam-vit-b", {segmenting, matting}), "it fits");
}

TEST_F(MamFiles, AloneAskForTheOther) {
  EXPECT_THAT(refusal("mam-vit-l", {part("mam-vit-l", "m2m.")}), HasSubstr("sam_vit_l_0b3195.pth"));
  EXPECT_THAT(refusal("mam-vit-h", {part("mam-vit-h", "seg_model.")}), HasSubstr("mam_vith.pth"));
}

TEST_F(MamFiles, OfAnotherSizeSayWhichTheyFit) {
  EXPECT_THAT(refusal("mam-vit-b", {part("mam-vit-l", "m2m."), part("mam-vit-l", "seg_model.")}),
              HasSubstr("it fits mam-vit-l"));
}

TEST_F(MamFiles, KeepInnerNamesWithModule) {
  const auto wrapped = [](const std::string& name) { return "module." + name; };
  const SharedCheckpoint joint = zero_checkpoint(parameter_manifest("mam-vit-b"), wrapped);
  EXPECT_NE(joint->find("m2m.conv1.module.weight_bar"), nullptr);
  EXPECT_EQ(refusal("mam-vit-b", {joint}), "it fits");
}

TEST(WeightFit, AWeightUnderASpectralNormIsThere) {
  ParameterManifest manifest;
  manifest.model = "spectral";
  ManifestBuilder build(manifest);
  build.linear("linear", 4, 3);
  build.add("up.weight", {3, 5, 2, 2});
  build.add("up.bias", {5});
  const WeightFit fit =
      fit_weights(manifest, {std::make_shared<const Checkpoint>(stored_file("spectral.pth"))});
  EXPECT_TRUE(fit.ok()) << fit.complaint();
  EXPECT_EQ(fit.matched, 4U);
}

TEST(WeightFit, SaysWhatStandsInThePlaceOfTheMissing) {
  ParameterManifest manifest;
  manifest.model = "odd";
  ManifestBuilder build(manifest);
  build.add("plain", {2});
  build.add("complex", {2});
  const WeightFit fit =
      fit_weights(manifest, {std::make_shared<const Checkpoint>(stored_file("unreadable.pth"))});
  EXPECT_THAT(fit.complaint(), HasSubstr("complex: it is of type ComplexFloatStorage"));
}

}  // namespace
}  // namespace mbench

#include "runners/weights/manifests/manifests.h"
#include "runners/weights/manifests/vit_matting.h"

namespace mbench {
namespace {

// ViTMatte (Yao et al., Information Fusion 2024), hustvl/ViTMatte at
// 8cd7ef068380977c3962c4cb733cb1fe7f2241a5.
ParameterManifest vitmatte(const std::string& model, const std::string& letter,
                           const std::string& word, std::int64_t width) {
  ParameterManifest manifest;
  manifest.model = model;
  const std::string drive = "Google Drive, by the link in github.com/hustvl/ViTMatte";
  const std::string hub = "huggingface.co/hustvl/vitmatte-" + word;
  manifest.files = {{"ViTMatte_" + letter + "_Com.pth", drive},
                    {"ViTMatte_" + letter + "_DIS.pth", drive},
                    {"model.safetensors", hub + "-composition-1k"},
                    {"model.safetensors", hub + "-distinctions-646"}};
  manifest.ignored_parts = {"pixel_mean", "pixel_std"};
  // huggingface/transformers, models/vitmatte/convert_vitmatte_to_hf.py, read backwards.
  manifest.renames = {{"backbone.encoder.layer.", "backbone.blocks."},
                      {".attention.", ".attn."},
                      {".batch_norm.", ".bn."},
                      {"fusion_blocks", "fusion_blks"},
                      {"backbone.embeddings.position_embeddings", "backbone.pos_embed"},
                      {"backbone.embeddings.projection.", "backbone.patch_embed.proj."}};
  manifest.tweaks = {{kMattingHead, 0.125F, 0}};  // else a synthetic network's alpha is flat
  ManifestBuilder build(manifest);
  add_vit_matting(build, {width, false});
  return manifest;
}

}  // namespace

ParameterManifest vitmatte_small_manifest() { return vitmatte("vitmatte-s", "S", "small", 384); }
ParameterManifest vitmatte_base_manifest() { return vitmatte("vitmatte-b", "B", "base", 768); }

}  // namespace mbench

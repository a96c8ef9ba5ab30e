#include "runners/weights/manifests/manifests.h"
#include "runners/weights/manifests/sam.h"

namespace mbench {
namespace {

/// The weight of a convolution under the authors' spectral norm, and its two vectors.
void spectral(ManifestBuilder& build, const std::string& name,
              const std::vector<std::int64_t>& shape) {
  build.add(name + ".module.weight_u", {shape[0]});
  build.add(name + ".module.weight_v", {shape[1] * shape[2] * shape[3]});
  build.add(name + ".module.weight_bar", shape);
}

/// A residual block; the first of a stage doubles the size by a transposed convolution.
void block(ManifestBuilder& build, const std::string& name, bool doubles, std::int64_t from,
           std::int64_t to) {
  if (doubles) {
    spectral(build, name + ".conv1", {from, from, 4, 4});
    build.batch_norm(name + ".bn1", from);
  } else {
    spectral(build, name + ".conv1", {to, to, 3, 3});
    build.batch_norm(name + ".bn1", to);
  }
  spectral(build, name + ".conv2", {to, doubles ? from : to, 3, 3});
  build.batch_norm(name + ".bn2", to);
  if (!doubles) return;
  spectral(build, name + ".upsample.1", {to, from, 1, 1});
  build.batch_norm(name + ".upsample.2", to);
}

/// The decoder from masks to mattes, sam_decoder_deep.
void mask_to_matte(ManifestBuilder& build) {
  struct Stage {
    int number;
    int blocks;
    std::int64_t from;  // features before, and 3 channels of picture and 1 of mask
    std::int64_t to;
  };
  spectral(build, "m2m.conv1", {32, 32, 4, 4});
  build.batch_norm("m2m.bn1", 32);
  for (const Stage& stage : {Stage{2, 3, 260, 128}, Stage{3, 3, 132, 64}, Stage{4, 2, 68, 32}}) {
    for (int i = 0; i < stage.blocks; ++i) {
      block(build, "m2m.layer" + std::to_string(stage.number) + "." + std::to_string(i), i == 0,
            stage.from, stage.to);
    }
  }
  const std::int64_t widths[][2] = {{1, 32}, {4, 64}, {8, 128}};
  for (const auto& [scale, width] : widths) {
    const std::string name = "m2m.refine_OS" + std::to_string(scale);
    build.convolution(name + ".0", width, 32, 3, false);
    build.batch_norm(name + ".1", 32);
    build.convolution(name + ".3", 32, 1, 3);
  }
}

// Matting Anything (Li et al., 2023), SHI-Labs/Matting-Anything at
// eb01e1c1f0016e2a4d00615b115f3b5ddcd031e4.
ParameterManifest mam(const std::string& letter, const std::string& sam_file,
                      const SamEncoder& encoder) {
  ParameterManifest manifest;
  manifest.model = "mam-vit-" + letter;
  manifest.files = {
      {"mam_vit" + letter + ".pth",
       "Google Drive, by the link in github.com/SHI-Labs/Matting-Anything", "m2m."},
      {sam_file, "github.com/facebookresearch/segment-anything, Model Checkpoints", "seg_model."}};
  manifest.ignored_parts = {"seg_model.pixel_mean", "seg_model.pixel_std"};
  manifest.power_step = true;
  manifest.heads = {"m2m.refine_OS1.3.weight", "m2m.refine_OS4.3.weight",
                    "m2m.refine_OS8.3.weight"};
  ManifestBuilder build(manifest);
  mask_to_matte(build);
  add_sam(build, "seg_model.", encoder);
  return manifest;
}

}  // namespace

ParameterManifest mam_base_manifest() {
  return mam("b", "sam_vit_b_01ec64.pth", {768, 12, 12, {2, 5, 8, 11}});
}
ParameterManifest mam_large_manifest() {
  return mam("l", "sam_vit_l_0b3195.pth", {1024, 24, 16, {5, 11, 17, 23}});
}
ParameterManifest mam_huge_manifest() {
  return mam("h", "sam_vit_h_4b8939.pth", {1280, 32, 16, {7, 15, 23, 31}});
}

}  // namespace mbench

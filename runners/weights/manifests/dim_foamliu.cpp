#include "runners/weights/manifests/manifests.h"

namespace mbench {
namespace {

/// A convolution and its BatchNorm.
void unit(ManifestBuilder& build, const std::string& name, std::int64_t from, std::int64_t to,
          std::int64_t kernel) {
  build.convolution(name + ".cbr_unit.0", from, to, kernel);
  build.batch_norm(name + ".cbr_unit.1", to);
}

}  // namespace

// Deep Image Matting's encoder and decoder as foamliu/Deep-Image-Matting-PyTorch builds them, at
// db6a96de7dd28e0a6746ec4d9a1c2efdf200c701: VGG-16 with BatchNorm, one convolution a level back.
ParameterManifest dim_foamliu_manifest() {
  ParameterManifest manifest;
  manifest.model = "dim-foamliu";
  manifest.files = {
      {"BEST_checkpoint.tar", "github.com/foamliu/Deep-Image-Matting-PyTorch, release v1.0"}};
  ManifestBuilder build(manifest);
  const std::int64_t widths[] = {4, 64, 128, 256, 512, 512};
  for (int level = 1; level <= 5; ++level) {
    const int convolutions = level <= 2 ? 2 : 3;
    for (int i = 1; i <= convolutions; ++i) {
      unit(build, "down" + std::to_string(level) + ".conv" + std::to_string(i),
           widths[i == 1 ? level - 1 : level], widths[level], 3);
    }
  }
  const std::int64_t up[] = {512, 512, 256, 128, 64, 1};
  for (int level = 5; level >= 1; --level) {
    unit(build, "up" + std::to_string(level) + ".conv", up[5 - level], up[6 - level], 5);
  }
  return manifest;
}

}  // namespace mbench

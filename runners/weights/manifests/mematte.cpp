#include "runners/weights/manifests/manifests.h"
#include "runners/weights/manifests/vit_matting.h"

namespace mbench {
namespace {

// MEMatte (Lin et al., AAAI 2025), linyiheng123/MEMatte at
// 44e8ac65807f54b5051cc55b70e1ee7ca03a9c9d.
ParameterManifest mematte(const std::string& model, const std::string& letter, std::int64_t width) {
  ParameterManifest manifest;
  manifest.model = model;
  manifest.files = {{"MEMatte_ViT" + letter + "_DIM.pth",
                     "Google Drive, by the link in github.com/linyiheng123/MEMatte"}};
  // Training files hold the network that this one learned from; its authors' loader ignores it.
  manifest.ignored_parts = {"teacher_backbone.", "pixel_mean", "pixel_std"};
  manifest.tweaks = {{kMattingHead, 0.03125F, 0}};  // else a synthetic network's alpha is 1
  ManifestBuilder build(manifest);
  add_vit_matting(build, {width, true});
  return manifest;
}

}  // namespace

ParameterManifest mematte_small_manifest() { return mematte("mematte-s", "S", 384); }
ParameterManifest mematte_base_manifest() { return mematte("mematte-b", "B", 768); }

}  // namespace mbench

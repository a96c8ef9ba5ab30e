#include "runners/weights/manifests/manifests.h"

namespace mbench {

// Deep Image Matting (Xu et al., CVPR 2017) as open-mmlab/mmagic builds it, at
// 0a560bba9b79ebe78574e1d4cbbdd0e798e63568: VGG-16 without BatchNorm, mirrored decoder, refiner.
ParameterManifest dim_manifest() {
  ParameterManifest manifest;
  manifest.model = "dim";
  manifest.optional_parts = {"refiner."};  // the first of the three training stages has none
  const std::string where = "download.openmmlab.com/mmediting/mattors/dim/";
  manifest.files = {
      {"dim_stage3_v16_pln_1x1_1000k_comp1k_SAD-50.6_20200609_111851-647f24b6.pth", where},
      {"dim_stage2_v16_pln_1x1_1000k_comp1k_SAD-52.3_20200607_171909-d83c4775.pth", where},
      {"dim_stage1_v16_1x1_1000k_comp1k_SAD-53.8_20200605_140257-979a420f.pth", where}};
  ManifestBuilder build(manifest);

  const std::string encoder = "backbone.encoder.";
  const std::int64_t widths[] = {4, 64, 128, 256, 512, 512};
  for (int layer = 1; layer <= 5; ++layer) {
    const int convolutions = layer <= 2 ? 2 : 3;
    for (int i = 0; i < convolutions; ++i) {
      // Every second module of a layer is a ReLU.
      build.convolution(encoder + "layer" + std::to_string(layer) + "." + std::to_string(2 * i),
                        widths[i == 0 ? layer - 1 : layer], widths[layer], 3);
    }
  }
  build.convolution(encoder + "conv6", 512, 512, 1);

  const std::string decoder = "backbone.decoder.";
  build.convolution(decoder + "deconv6_1", 512, 512, 1);
  const std::int64_t up[] = {512, 512, 256, 128, 64, 64};
  for (int i = 0; i < 5; ++i) {
    build.convolution(decoder + "deconv" + std::to_string(5 - i) + "_1", up[i], up[i + 1], 5);
  }
  build.convolution(decoder + "deconv1", 64, 1, 5);

  build.convolution("refiner.refine_conv1", 4, 64, 3);
  build.convolution("refiner.refine_conv2", 64, 64, 3);
  build.convolution("refiner.refine_conv3", 64, 64, 3);
  build.convolution("refiner.refine_pred", 64, 1, 3);
  return manifest;
}

}  // namespace mbench

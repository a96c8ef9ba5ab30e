// GCA-Matting's training samples, which MatteFormer, ViTMatte and MEMatte took over.

#include "synth/stream/stream_recipe.h"

namespace mbench {

StreamRecipe gca_recipe() {
  const InterpolationChoice any{{Interpolation::nearest, Interpolation::linear,
                                 Interpolation::cubic, Interpolation::lanczos4},
                                false};
  StreamRecipe recipe;
  recipe.name = "gca";
  recipe.summary = "GCA-Matting, MatteFormer, ViTMatte, MEMatte: crops of 512";
  recipe.source =
      "Li and Lu, AAAI 2020; Yaoyi-Li/GCA-Matting at 9214fb4, dataloader/data_generator.py";
  recipe.crop_px = 512;
  recipe.second_object = {0.5, {SecondPlacement::same}, any};
  recipe.squash = {0.25, 1.25, any};
  recipe.affine.probability = 1;
  recipe.affine.angle_degrees = 30;
  recipe.affine.scale = {0.8, 1.25};
  recipe.affine.shear_degrees = 10;
  recipe.affine.flip_probability = 0.5;
  recipe.affine.least_side_to_rotate_px = 1024;
  recipe.affine.interpolation = any;
  recipe.trimap.usual = {1, 29};
  recipe.background.fits = {{}};
  recipe.background.interpolation = any;
  recipe.crop.rule = CropRule::centred;
  recipe.crop.interpolation = any;
  recipe.hsv_jitter = true;
  return recipe;
}

}  // namespace mbench

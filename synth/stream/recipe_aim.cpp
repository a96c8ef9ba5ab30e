// AIM-Net's training samples.

#include "synth/stream/stream_recipe.h"

namespace mbench {

StreamRecipe aim_recipe() {
  const InterpolationChoice linear{{Interpolation::linear}, true};
  StreamRecipe recipe;
  recipe.name = "aim";
  recipe.summary = "AIM-Net: crops of 640 to 1280 shrunk to 320, backgrounds blurred";
  recipe.source =
      "Li, Zhang and Tao, IJCAI 2021; JizhiziLi/AIM at 48e3dc8, core/util.py, core/data.py";
  recipe.crop_px = 320;
  recipe.byte_alpha = true;
  recipe.trimap.usual = {30, 30};
  recipe.background.fits = {{}};
  recipe.background.interpolation = linear;
  recipe.background.smooth_when_shrinking = true;
  recipe.background.box_blur_probability = 0.5;
  recipe.background.box_sides_px = {20, 30, 40, 50, 60};
  recipe.composed_early = true;
  recipe.early_noise_probability = 0.5;
  recipe.early_noise_sigma = 10;
  recipe.crop.rule = CropRule::cornered;
  recipe.crop.interpolation = linear;
  recipe.crop.factors = {2, 3, 4};
  recipe.crop.unknown_probability = 0.5;
  recipe.crop.flip_probability = 0.5;
  return recipe;
}

}  // namespace mbench

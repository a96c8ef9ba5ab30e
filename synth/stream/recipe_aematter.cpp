// AEMatter's training samples.

#include "synth/stream/stream_recipe.h"

namespace mbench {
namespace {

ColourSteps foreground_colours() {
  ColourSteps steps;
  steps.used = true;
  steps.gamma = {0.9, 1.2};
  steps.brightness = 10;
  steps.hue_levels = 30;
  steps.gain = {0.8, 1.25};
  steps.contrast = {0.8, 1.25};
  return steps;
}

ColourSteps background_colours() {
  ColourSteps steps;
  steps.used = true;
  steps.gamma = {0.9, 1.1};
  steps.brightness = 3;
  steps.hue_levels = 3;
  steps.gain = {0.95, 1.05};
  steps.contrast = {0.9, 1.1};
  return steps;
}

}  // namespace

StreamRecipe aematter_recipe() {
  const InterpolationChoice any{{Interpolation::nearest, Interpolation::linear,
                                 Interpolation::cubic, Interpolation::lanczos4},
                                true};
  const InterpolationChoice three{
      {Interpolation::nearest, Interpolation::linear, Interpolation::cubic}, true};
  StreamRecipe recipe;
  recipe.name = "aematter";
  recipe.summary = "AEMatter: crops of 1024, objects side by side, borders repeated";
  recipe.source = "Liu et al., 2023; QLYoo/AEMatter at cfefe3b, dataset.py";
  recipe.crop_px = 1024;
  recipe.byte_alpha = true;
  recipe.enlarge = {0.4, 1500, {2, 1.5}, any};
  recipe.second_object = {
      0.5,
      {SecondPlacement::smaller, SecondPlacement::smaller_left, SecondPlacement::stretched_right},
      three};
  recipe.affine.probability = 1;
  recipe.affine.angle_degrees = 30;
  recipe.affine.scale = {0.8, 1.25};
  recipe.affine.shear_degrees = 10;
  recipe.affine.flip_probability = 0.5;
  recipe.affine.least_side_to_rotate_px = 1024;
  recipe.affine.replicate_border = true;
  recipe.affine.interpolation = any;
  recipe.trimap.usual = {1, 29};
  recipe.trimap.rare = {10, 39};
  recipe.trimap.rare_probability = 0.01;
  recipe.trimap_after_crop = true;
  recipe.background.fits = {
      {false, 1, 0.05}, {true, 1, 0.05}, {false, 1.1, 0.45}, {true, 1.1, 0.45}};
  recipe.background.interpolation = three;
  recipe.crop.rule = CropRule::centred_reflecting;
  recipe.crop.interpolation = three;
  recipe.crop.enlarge_probability = 0.1;
  recipe.crop.border_probability = 0.4;
  recipe.crop.border_px = 32;
  recipe.foreground_colours = foreground_colours();
  recipe.background_colours = background_colours();
  recipe.object_blur = {0.05, {0, 2}};
  return recipe;
}

}  // namespace mbench

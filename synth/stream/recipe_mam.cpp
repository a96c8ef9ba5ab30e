// Matting-Anything's training samples: GCA-Matting's in other sizes, with photographs among them.

#include "synth/stream/stream_recipe.h"

namespace mbench {

StreamRecipe mam_recipe() {
  StreamRecipe recipe = gca_recipe();
  recipe.name = "mam";
  recipe.summary = "Matting-Anything: crops of 1024 with boxes, half of them photographs";
  recipe.source =
      "Li, Jain and Shi, CVPR 2024; SHI-Labs/Matting-Anything at eb01e1c, "
      "dataloader/data_generator.py";
  recipe.crop_px = 1024;
  // Human-2K, AM-2k, Distinctions-646, AIM.
  recipe.foregrounds = {true, {0.25, 0.375, 0.28125, 0.09375}};
  recipe.backgrounds = {true, {}};
  recipe.natural_probability = 0.5;
  recipe.affine.scale = {0.8, 1.5};
  recipe.trimap.grows_with_picture = true;
  recipe.box = true;
  return recipe;
}

}  // namespace mbench

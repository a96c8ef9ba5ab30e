#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "synth/stream/background_fit.h"
#include "synth/stream/colour_steps.h"
#include "synth/stream/random_affine.h"
#include "synth/stream/random_trimap.h"
#include "synth/stream/real_world.h"
#include "synth/stream/two_objects.h"
#include "synth/stream/unknown_crop.h"

namespace mbench {

/// Which of several sets of pictures a sample takes one from.
struct SetChoice {
  /// Draw the set first; else all pictures of all sets have the same chance.
  bool set_first = false;
  /// The sets' chances, in their order, where there are exactly so many; else they are the same.
  std::vector<double> weights = {};
};

/// Enlarging small pictures before anything else.
struct EnlargeStep {
  double probability = 0;
  int below_side_px = 0;  ///< of pictures whose longer side is shorter
  std::vector<double> factors;
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
};

/// Resizing a picture to a square, whatever its shape.
struct SquashStep {
  double probability = 0;
  double side_in_crops = 1.25;
  InterpolationChoice interpolation = {{Interpolation::linear}, false};
};

/// Blurring the object and its alpha alike, with a kernel of 5 pixels.
struct ObjectBlurStep {
  double probability = 0;
  UniformRange sigma_px;
};

/// Whose way to make training samples: every probability and range, and nothing else. A change
/// of any of them, or of what a step does, raises `version`.
struct StreamRecipe {
  std::string name;
  int version = 1;
  std::string summary;  ///< one line
  std::string source;   ///< paper, and repository at commit
  int crop_px = 512;    ///< sides of a sample, unless somebody asks for others

  SetChoice foregrounds;
  SetChoice backgrounds;
  double natural_probability = 0;  ///< of a photograph with its alpha instead of a composite
  bool byte_alpha = false;         ///< the alpha stays in 8 bits, truncated, until it is used

  EnlargeStep enlarge;
  SecondObjectStep second_object;
  SquashStep squash;
  AffineStep affine;
  RandomTrimapStep trimap;
  bool trimap_after_crop = false;  ///< made anew of what was cut out
  BackgroundStep background;
  CropStep crop;
  bool hsv_jitter = false;  ///< of composites' foregrounds
  ColourSteps foreground_colours;
  ColourSteps background_colours;
  ObjectBlurStep object_blur;
  /// Composed before the crop is resized, truncated to bytes; else after, in float.
  bool composed_early = false;
  double early_noise_probability = 0;  ///< of noise on image, foreground and background alike
  double early_noise_sigma = 0;        ///< levels
  RealWorldStep real_world;            ///< where somebody asks for it
  bool box = false;                    ///< says which box holds the opaque pixels
};

/// All of them, in the order in which people see them.
const std::vector<StreamRecipe>& stream_recipes();

/// Throws UsageError with the nearest names for one that there is not.
const StreamRecipe& find_stream_recipe(std::string_view name);

// Each is defined in recipe_NAME.cpp.
StreamRecipe gca_recipe();
StreamRecipe mam_recipe();
StreamRecipe aematter_recipe();
StreamRecipe aim_recipe();

}  // namespace mbench

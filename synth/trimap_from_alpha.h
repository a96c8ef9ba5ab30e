#pragma once

#include "core/image.h"
#include "core/thread_team.h"
#include "synth/trimap_recipe.h"
#include "synth/trimap_steps.h"

#include <string_view>

namespace mbench {

/// The trimap that a recipe makes of an alpha: what is left of the opaque and of the clear
/// pixels once both are eroded is foreground and background, the rest unknown.
///
/// Opaque and clear are 255 and 0, in a float alpha 1 and 0, for the families gca, matteformer
/// and mam also what is within 1e-5 of them, as there. background-matting-v2 goes by thresholds.
/// Neither kernels nor their iterations see anything beyond the picture's edge.
///
/// `sample` names the sample: where the recipe draws, each name has its own sizes, the same in
/// any order and on any number of threads. Throws UsageError if the recipe is out of range.
Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe, std::string_view sample,
                         ThreadTeam& team);
Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe, std::string_view sample);

/// The same where nobody's name matters. Throws UsageError if the recipe draws.
Trimap trimap_from_alpha(const Alpha& alpha, const TrimapRecipe& recipe);

/// The same after its draws, for who draws otherwise.
Trimap trimap_by_steps(const Alpha& alpha, const TrimapSteps& steps, ThreadTeam& team);

}  // namespace mbench

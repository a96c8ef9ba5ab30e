#pragma once

#include "runners/networks/mask_to_matte.h"

#include <string>

namespace mbench {

/// How Matting Anything makes one alpha of three and SAM's mask.
enum class MatteFusion {
  postprocess,           ///< os8, and outside the mask's bounding box the mask
  mask_guide,            ///< the mask, and os8 in a band outside its edge
  plain,                 ///< os8
  postprocess_two_side,  ///< as postprocess, with finer maps in bands on both sides of edges
  mask_guide_two_side,   ///< as mask_guide, likewise
  mask,                  ///< the mask itself, nothing else
};

/// Of the authors' options: "postprocess" (and nothing: their choice for whole pictures),
/// "maskguide", "plain", either with "-twoside", and "sam". Throws UsageError.
MatteFusion parse_matte_fusion(const std::string& text);

/// H x W alpha: what `how` starts from; there, os4 takes the place of what is neither
/// transparent (below 1/255) nor opaque (above 254/255), made wider by an ellipse of 10, and os1
/// likewise by an ellipse of 5. `mask` is 1 x 1 x H x W of 0 and 1, the maps are of that size.
///
/// An empty mask has no bounding box. The authors' code stops there; here all is outside.
/// (SHI-Labs/Matting-Anything at eb01e1c1, inference_benchmark.py and utils/util.py.)
at::Tensor fused(const MatteMaps& maps, const at::Tensor& mask, MatteFusion how);

}  // namespace mbench

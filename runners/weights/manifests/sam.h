#pragma once

#include "runners/weights/parameter_manifest.h"

#include <vector>

namespace mbench {

/// The size of Segment Anything's picture encoder.
struct SamEncoder {
  std::int64_t width = 768;
  int blocks = 12;
  std::int64_t heads = 12;
  std::vector<int> whole_picture_blocks;  ///< the others attend within windows of 14
};

/// Segment Anything (Kirillov et al., ICCV 2023) under names that begin with `prefix`,
/// facebookresearch/segment-anything at dca509fe793f601edb92606367a655c15ac00fdf.
void add_sam(ManifestBuilder& build, const std::string& prefix, const SamEncoder& encoder);

}  // namespace mbench

#pragma once

#include "runners/weights/parameter_manifest.h"

namespace mbench {

/// What ViTMatte and MEMatte share: a plain ViT of 12 blocks on 16x16 patches of picture and
/// trimap, of which every third block sees the whole picture; a decoder with a detail stream.
struct VitMatting {
  std::int64_t width = 384;
  /// MEMatte: the whole-picture blocks have no relative positions, but a light branch each, and
  /// a router each that sends tokens there.
  bool routed = false;
};

void add_vit_matting(ManifestBuilder& build, const VitMatting& options);

/// The last convolution, which synthetic weights scale.
inline constexpr const char* kMattingHead = "decoder.matting_head.matting_convs.3.weight";

}  // namespace mbench

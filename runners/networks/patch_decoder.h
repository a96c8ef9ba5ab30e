#pragma once

#include "runners/networks/detail_decoder.h"
#include "runners/networks/stage.h"

#include <ATen/core/Tensor.h>

namespace mbench {

/// Alphas 1 x 1 x H x W of the input 1 x 4 x H x W and its features (see DetailDecoder), decoded
/// as MEMatte's inference script does: patch by patch of 512 pixels, each with 64 pixels more on
/// every side where there is a neighbour. The input is filled up with zeros to whole patches
/// first, which the alpha's lowest and rightmost 31 pixels or so show.
///
/// With blocks and without probes patches are greater, and no more of the filling is decoded than
/// the alpha can show; neither changes the alpha. Stages: those of DetailDecoder for "patch0." and
/// so on, row by row.
at::Tensor decoded_in_patches(const DetailDecoder& decoder, const at::Tensor& input,
                              const at::Tensor& features, const Stage& stage);

}  // namespace mbench

#pragma once

#include "core/thread_team.h"
#include "synth/bit_mask.h"
#include "synth/ellipse_kernel.h"

namespace mbench {

/// The mask without the pixels that have an unset one among those the kernel covers, equal in
/// every pixel to cv::erode with its default border (what lies outside does not erode).
///
/// Only pixels at the edge of what is unset are looked at, 64 at once: the kernel's spans nest,
/// so each row is eroded by the narrowest and from there by the next wider one, and laid over
/// the rows it counts for (after Urbach and Wilkinson, "Efficient 2-D grayscale morphological
/// transformations with arbitrary flat structuring elements", IEEE TIP 2008).
BitMask eroded(const BitMask& mask, const SpanKernel& kernel, ThreadTeam& team);

/// `iterations` times eroded by OpenCV's ellipse of `ellipse_px`, as cv::erode does it, which is
/// another mask than one larger ellipse's. Both from 1 on, `ellipse_px` to kLargestEllipsePx.
BitMask eroded_by_ellipse(const BitMask& mask, int ellipse_px, int iterations, ThreadTeam& team);

}  // namespace mbench

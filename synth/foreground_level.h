#pragma once

#include "core/image.h"
#include "core/thread_team.h"
#include "synth/foreground_layers.h"
#include "synth/foreground_sweep.h"

namespace mbench {

/// One size of the picture at which foreground and background are estimated.
struct ForegroundLevel {
  const Image& image;  ///< in full size; the level takes the nearest pixels of it
  const Alpha& alpha;
  cv::Size size;           ///< of the level
  const cv::Mat& coarser;  ///< CV_32FC(6), any size: where the colours start, nearest pixels of it
  int iterations = 1;      ///< Gauss-Seidel sweeps
  NeighbourPull pull;
};

/// Sweeps the level and hands `sink` the result, clipped to 0..1.
///
/// The result is that of sweeps in reading order, one after the other, bit for bit and on any
/// number of threads: an iteration follows the one before it a row behind, and a row the one
/// above it two pixels behind, which is as soon as what it needs is there. So only some rows
/// are ever in memory.
///
/// Throws Interrupted, and what `sink` throws.
void sweep_level(const ForegroundLevel& level, ThreadTeam& team, const LayerSink& sink);

}  // namespace mbench

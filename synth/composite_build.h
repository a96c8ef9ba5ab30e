#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/filesystem.h"
#include "core/png_encoder.h"
#include "core/progress.h"
#include "synth/composite_plan.h"

namespace mbench {

struct BuildOptions {
  fs::path out;  ///< the folder of the build; made if need be
  PngEffort png = PngEffort::normal;
  int threads = 1;  ///< composites made at once, each on one thread
};

/// What a build did.
struct BuildOutcome {
  std::size_t made = 0;
  std::size_t kept = 0;               ///< were there, whole, of the same sources
  std::vector<std::string> problems;  ///< why others could not be made, one line each
  std::size_t failed = 0;             ///< those others
};

/// Makes the plan's composites with their alphas, trimaps and lists below `out`, and the manifest
/// kCompositeManifest, which at the end has the plan's order and is the same for the same plan.
///
/// Every file appears whole or not at all, and its row in the manifest after it. A build that was
/// stopped, killed or out of space goes on with the same call: a composite is kept if its row
/// names the same sources with the same bytes and its file decodes to the row's digest.
///
/// All headers are read first: nothing is written where they show that something is wrong.
/// Throws DataError then, as check_sources(); if `out` holds anything else, another build or one
/// that is going on; if there is not even a third of the pixels' bytes left on the disk, or it is
/// full. A source whose pixels cannot be decoded is a problem of its composites only. Throws
/// Interrupted when the user asked to stop.
BuildOutcome build_composites(const CompositePlan& plan, const BuildOptions& options,
                              Progress& progress);

}  // namespace mbench

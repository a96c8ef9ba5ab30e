#pragma once

#include "core/thread_team.h"
#include "synth/scene/scene_progress.h"
#include "synth/scene/stock.h"

#include <cstdint>
#include <vector>

namespace mbench {

/// Looks at everything that the scenes of these numbers will be made of, so that none fails after
/// hours of work: every alpha is decoded, of the others the sizes are read.
///
/// Throws DataError that names the first file that cannot be used and says how many more there
/// are; see make_scene for what is wrong with them.
void check_sources(const Stock& stock, const SceneOptions& options,
                   const std::vector<std::uint64_t>& numbers, ThreadTeam& team,
                   SceneProgress& progress);

}  // namespace mbench

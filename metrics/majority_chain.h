#pragma once

#include "core/thread_team.h"
#include "metrics/connection.h"
#include "metrics/level_cells.h"

#include <optional>
#include <vector>

namespace mbench {

/// What connect() does, where at each threshold but the highest one component has more than half
/// of the pixels that reach it, and these components lie one in the other: most mattes of one
/// object. Nothing, and the cells as they were, where it is not so.
///
/// Such a component is the largest whatever the others are, so they need no labels. From the
/// highest threshold down, each is what is connected with the one before.
std::optional<FinalLevel> follow_majorities(std::vector<LevelCells>& bands,
                                            const ConnectionRule& rule, ThreadTeam& team);

}  // namespace mbench

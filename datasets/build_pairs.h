#pragma once

#include "datasets/build_plan.h"
#include "datasets/file_tree.h"

namespace mbench {

/// plan_composites() of a protocol whose list names the pairs, as SIMD's does: lines
/// `class:foreground:background`, files in `<class>/{fg,alpha}`; what is made lies in
/// `<class>/{merged,alpha,trimap}`.
CompositePlan plan_pairs(const BuildRequest& request, const Protocol& protocol);

/// Adds what had to be left out of the tree.
void add_notes(const FileTree& tree, CompositePlan& plan);

}  // namespace mbench

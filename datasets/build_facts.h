#pragma once

#include <string>
#include <string_view>

#include "datasets/file_tree.h"

namespace mbench {

/// Whether the folder holds composites that `mbench synth build` made by another protocol, by
/// another version of it, or of estimated foregrounds: one line that says so, else nothing.
/// `protocol` is the one that published figures rest on; empty: there is none.
///
/// Throws DataError if the manifest of the build cannot be read.
std::string other_protocol_of_build(const FileTree& tree, std::string_view protocol);

}  // namespace mbench

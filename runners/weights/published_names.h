#pragma once

#include "runners/weights/checkpoint.h"
#include "runners/weights/parameter_manifest.h"

#include <functional>
#include <string>

namespace mbench {

/// Makes a file's name of a tensor the one that the network's authors gave it.
using NameRule = std::function<std::string(const std::string&)>;

/// The rule under which most tensors of the file have names of the network: as they are; without
/// a wrapper such as "model."; by the manifest's table of renames; with the part that the file
/// stands for in front.
NameRule published_names(const ParameterManifest& manifest, const Checkpoint& checkpoint);

}  // namespace mbench

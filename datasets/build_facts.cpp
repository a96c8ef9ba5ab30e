#include "datasets/build_facts.h"

#include <fmt/format.h>

#include "synth/build_foreground.h"
#include "synth/composite_manifest.h"
#include "synth/protocol.h"

namespace mbench {

std::string other_protocol_of_build(const FileTree& tree, std::string_view protocol) {
  const TreeFile* const manifest = tree.find(kCompositeManifest);
  if (manifest == nullptr || protocol.empty()) return {};
  const CompositeHeader build = read_composite_manifest(tree.absolute(manifest->path)).header;
  const std::string made = fmt::format("{}/{}", build.protocol, build.version);
  const std::string wanted = find_protocol(protocol).identity();
  const std::string foregrounds = build.parameter(kForegroundsParameter);
  if (made == wanted && !foregrounds.empty() &&
      foregrounds != foreground_origin_text(std::nullopt)) {
    return fmt::format("its foregrounds were estimated by {}", foregrounds);
  }
  if (made == wanted) return {};
  return fmt::format("its composites were made by protocol {}, the published ones by {}", made,
                     wanted);
}

}  // namespace mbench

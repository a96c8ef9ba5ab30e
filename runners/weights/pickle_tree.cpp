#include "runners/weights/pickle_tree.h"

namespace mbench {

bool PickleTree::is_mapping(PickleId id) const {
  const PickleNode& node = nodes[id];
  return node.kind == PickleKind::dict || (node.kind == PickleKind::object && node.pairs);
}

std::optional<PickleId> PickleTree::find(PickleId id, std::string_view key) const {
  if (!is_mapping(id)) return std::nullopt;
  const std::vector<PickleId>& items = nodes[id].items;
  for (std::size_t i = items.size(); i >= 2; i -= 2) {
    const PickleNode& name = nodes[items[i - 2]];
    const bool is_text = name.kind == PickleKind::text || name.kind == PickleKind::bytes;
    if (is_text && name.text == key) return items[i - 1];
  }
  return std::nullopt;
}

}  // namespace mbench

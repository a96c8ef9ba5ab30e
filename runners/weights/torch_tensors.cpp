#include "core/error.h"
#include "core/nearest_names.h"
#include "runners/weights/shown_name.h"
#include "runners/weights/state_dict.h"
#include "runners/weights/torch_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace mbench {
namespace {

constexpr std::size_t kNamesShown = 8;

/// Where the tensors of one tree lie.
class TensorFinder {
 public:
  TensorFinder(const PickleTree& tree, const std::map<std::string, StoragePlace>& places,
               bool big_endian, const std::string& file)
      : tree_(tree), places_(places), big_endian_(big_endian), file_(file) {}

  /// Adds the entry's tensor, or why there is none.
  void add(const NamedPickle& entry, CheckpointContent& content) const {
    const PickleNode& node = tree_.at(entry.value);
    if (node.kind != PickleKind::tensor) {
      content.unread.push_back({entry.name, "it is of class " + shown_name(node.text)});
      return;
    }
    const PickledTensor& pickled = tree_.tensors[static_cast<std::size_t>(node.integer)];
    const PickledStorage& storage = tree_.storages[pickled.storage];
    const std::optional<DataType> type =
        pickled.type ? data_type_of_torch(*pickled.type) : data_type_of_storage(storage.type);
    if (!type) {
      content.unread.push_back(
          {entry.name, "it is of type " + (pickled.type ? *pickled.type : storage.type)});
      return;
    }
    content.tensors.push_back(placed(entry.name, *type, pickled, storage));
  }

 private:
  [[noreturn]] void damaged(const std::string& name, const std::string& why) const {
    throw DataError(fmt::format("{}: tensor {} {}", file_, shown_name(name), why),
                    "obtain the file again");
  }

  CheckpointTensor placed(const std::string& name, DataType type, const PickledTensor& pickled,
                          const PickledStorage& storage) const {
    const auto found = places_.find(storage.key);
    if (found == places_.end()) damaged(name, "has no data in the file");
    const StoragePlace& place = found->second;
    const std::uint64_t size = bytes_of(type);
    const std::int64_t limit = static_cast<std::int64_t>(place.bytes / size);
    if (storage.view_offset < 0 || storage.view_offset > limit || pickled.offset < 0 ||
        pickled.offset > limit - storage.view_offset) {
      damaged(name, "begins beyond its storage");
    }
    CheckpointTensor tensor;
    tensor.name = name;
    tensor.type = type;
    tensor.shape = pickled.shape;
    tensor.strides = pickled.strides;
    tensor.big_endian = big_endian_;
    tensor.offset =
        place.offset + static_cast<std::uint64_t>(storage.view_offset + pickled.offset) * size;
    check_layout(tensor, place.offset, place.bytes, file_);
    return tensor;
  }

  const PickleTree& tree_;
  const std::map<std::string, StoragePlace>& places_;
  bool big_endian_;
  const std::string& file_;
};

/// "it holds epoch, args": what the user sees of a file without tensors.
std::string contents(const PickleTree& tree) {
  const PickleNode& root = tree.at(tree.root);
  if (!tree.is_mapping(tree.root)) {
    return root.kind == PickleKind::object ? "it holds a " + shown_name(root.text)
                                           : "it holds no names at all";
  }
  std::vector<std::string> keys;
  for (std::size_t i = 0; i + 1 < root.items.size() && keys.size() < kNamesShown; i += 2) {
    keys.push_back(shown_name(tree.at(root.items[i]).text.substr(0, 64)));
  }
  return keys.empty() ? "it is empty" : fmt::format("it holds {}", fmt::join(keys, ", "));
}

std::string shown_path(const StateDict& dict) {
  return dict.path.empty() ? "/" : shown_name(dict.path);
}

std::size_t chosen_dict(const std::vector<StateDict>& dicts, const std::string& copy,
                        const std::string& file) {
  if (copy.empty()) return preferred_state_dict(dicts);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < dicts.size(); ++i) {
    if (shown_path(dicts[i]) == copy) return i;
    names.push_back(shown_path(dicts[i]));
  }
  throw UsageError(fmt::format("{} has no copy '{}'", file, copy), did_you_mean(copy, names));
}

/// Where a dict names a key twice, the last counts, as in Python.
std::vector<NamedPickle> without_repeats(const std::vector<NamedPickle>& entries) {
  std::set<std::string> names;
  std::vector<NamedPickle> kept;
  for (std::size_t i = entries.size(); i-- > 0;) {
    if (names.insert(entries[i].name).second) kept.push_back(entries[i]);
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

}  // namespace

CheckpointContent tensors_of(const PickleTree& tree,
                             const std::map<std::string, StoragePlace>& places, bool big_endian,
                             const SharedSource& source, const std::string& copy) {
  const std::vector<StateDict> dicts = find_state_dicts(tree);
  if (dicts.empty()) {
    throw DataError(
        fmt::format("{} holds no tensors under names: {}", source->name(), contents(tree)),
        "weights are a state dict, or a dict or module that holds one");
  }
  const std::size_t chosen = chosen_dict(dicts, copy, source->name());
  CheckpointContent content;
  content.sources.push_back(source);
  content.copy = dicts[chosen].path;
  for (std::size_t i = 0; i < dicts.size(); ++i) {
    if (i != chosen) content.other_copies.push_back(shown_path(dicts[i]));
  }
  const TensorFinder finder(tree, places, big_endian, source->name());
  for (const NamedPickle& entry : without_repeats(dicts[chosen].entries)) {
    finder.add(entry, content);
  }
  return content;
}

}  // namespace mbench

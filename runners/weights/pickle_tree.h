#pragma once

#include "runners/weights/data_type.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// The place of a value in its tree.
using PickleId = std::uint32_t;
inline constexpr PickleId kNoPickle = UINT32_MAX;

enum class PickleKind : std::uint8_t {
  none,
  boolean,
  integer,
  big_integer,  ///< beyond 64 bits; its little-endian bytes are the text
  real,
  text,
  bytes,
  list,
  tuple,
  set,
  dict,     ///< items: key, value, key, value
  global,   ///< the name of a class or function; nothing more is known of it
  storage,  ///< index: which of the tree's storages
  tensor,   ///< index: which of the tree's tensors
  object,   ///< of a class that is not read; text: its name
};

/// One value of a pickle. Values refer to each other by place, so cycles and depth do no harm.
struct PickleNode {
  PickleKind kind = PickleKind::none;
  bool pairs = false;        ///< of an object: its items are keys and values, as of a dict
  std::int64_t integer = 0;  ///< also 0 or 1 of a boolean, and the index of storages and tensors
  double real = 0;
  std::string text;  ///< UTF-8; of globals and objects "module.name"
  std::vector<PickleId> items;
  PickleId state = kNoPickle;  ///< what the pickle says of an object's or dict's attributes
};

/// Numbers that stand elsewhere in the file.
struct PickledStorage {
  std::string type;  ///< "FloatStorage"
  std::string key;   ///< names the data
  std::int64_t elements = 0;
  std::int64_t view_offset = 0;  ///< of a view into the storage `key`, in elements
};

struct PickledTensor {
  std::size_t storage = 0;  ///< index into the tree's storages
  std::int64_t offset = 0;  ///< in elements
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;
  std::optional<std::string> type;  ///< "float32" where the storage does not say
};

/// Values as a pickle describes them. No code that a pickle names was looked up or run.
struct PickleTree {
  std::vector<PickleNode> nodes;
  std::vector<PickledStorage> storages;
  std::vector<PickledTensor> tensors;
  PickleId root = kNoPickle;

  const PickleNode& at(PickleId id) const { return nodes[id]; }
  /// Whether it has keys and values: a dict, or an object that was filled like one.
  bool is_mapping(PickleId id) const;
  /// The value under a text key; the last, as Python would keep it. None if there is none or `id`
  /// is no mapping.
  std::optional<PickleId> find(PickleId id, std::string_view key) const;
};

}  // namespace mbench

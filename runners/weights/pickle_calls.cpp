#include "runners/weights/pickle_calls.h"

#include "runners/weights/numpy_scalar.h"
#include "runners/weights/pickle_policy.h"

#include <map>

namespace mbench {
namespace {

constexpr std::size_t kMaxSides = 64;
constexpr std::size_t kMaxKeyBytes = 1024;

using Arguments = std::vector<PickleId>;

/// What a known function is called with, checked.
struct Call {
  PickleTree& tree;
  const Arguments& arguments;
  const PickleInput& input;

  PickleId id(std::size_t index) const {
    if (index >= arguments.size()) input.damaged("a call lacks arguments");
    return arguments[index];
  }
  const PickleNode& node(std::size_t index) const { return tree.at(id(index)); }
  std::int64_t whole(std::size_t index) const { return whole_of(node(index)); }
  std::int64_t whole_of(const PickleNode& number) const {
    if (number.kind != PickleKind::integer) input.damaged("a size of a tensor is no whole number");
    return number.integer;
  }
  std::vector<std::int64_t> numbers(std::size_t index) const {
    const PickleNode& tuple = node(index);
    if (tuple.kind != PickleKind::tuple && tuple.kind != PickleKind::list) {
      input.damaged("the sizes of a tensor are no tuple");
    }
    if (tuple.items.size() > kMaxSides) input.damaged("a tensor has too many sides");
    std::vector<std::int64_t> values;
    for (const PickleId item : tuple.items) values.push_back(whole_of(tree.at(item)));
    return values;
  }
};

PickleNode node_of(PickleKind kind) {
  PickleNode node;
  node.kind = kind;
  return node;
}

PickleNode object_of(std::string type) {
  PickleNode node = node_of(PickleKind::object);
  node.text = std::move(type);
  return node;
}

/// _rebuild_tensor, _v2 and _v3 begin with the same four: storage, offset, size, stride.
PickleNode rebuilt_tensor(const Call& call, bool names_type) {
  const PickleNode& storage = call.node(0);
  if (storage.kind != PickleKind::storage) call.input.damaged("a tensor has no storage");
  PickledTensor tensor;
  tensor.storage = static_cast<std::size_t>(storage.integer);
  tensor.offset = call.whole(1);
  tensor.shape = call.numbers(2);
  tensor.strides = call.numbers(3);
  if (names_type) {
    const std::string& type = call.node(6).text;  // a global: "torch.float32"
    tensor.type = type.substr(type.rfind('.') + 1);
  }
  PickleNode node = node_of(PickleKind::tensor);
  node.integer = static_cast<std::int64_t>(call.tree.tensors.size());
  call.tree.tensors.push_back(std::move(tensor));
  return node;
}

/// The same value again: Parameter(tensor), torch.Size((1, 2)), list([...]).
PickleNode first_argument(const Call& call) { return call.node(0); }

/// A container made of nothing, of a container of the same kind, or (dicts) of pairs.
PickleNode container(const Call& call, PickleKind kind) {
  PickleNode node = node_of(kind);
  if (call.arguments.empty()) return node;
  // defaultdict has a function first
  const PickleNode& from = call.node(call.arguments.size() - 1);
  const bool sequence = from.kind == PickleKind::list || from.kind == PickleKind::tuple ||
                        from.kind == PickleKind::set;
  if (kind != PickleKind::dict) {
    if (sequence) node.items = from.items;
    return node;
  }
  if (from.kind == PickleKind::dict) node.items = from.items;
  if (!sequence) return node;
  for (const PickleId item : from.items) {
    const PickleNode& pair = call.tree.at(item);
    if (pair.items.size() != 2) call.input.damaged("a key has no value");
    node.items.insert(node.items.end(), pair.items.begin(), pair.items.end());
  }
  return node;
}

PickleNode bytes_of_text(const Call& call) {
  PickleNode node = node_of(PickleKind::bytes);
  if (call.arguments.empty()) return node;  // bytes()
  if (call.node(0).kind == PickleKind::bytes) return call.node(0);
  // Each character is a byte: Latin-1, which protocol 2 writes as UTF-8.
  const std::string& text = call.node(0).text;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto letter = static_cast<unsigned char>(text[i]);
    if ((letter & 0xE0U) == 0xC0U && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      node.text.push_back(static_cast<char>((letter & 0x1FU) << 6 | (next & 0x3FU)));
    } else {
      node.text.push_back(static_cast<char>(letter));
    }
  }
  return node;
}

using Builder = PickleNode (*)(const Call&);

const std::map<std::string, Builder, std::less<>>& builders() {
  static const Builder tensor = [](const Call& call) { return rebuilt_tensor(call, false); };
  static const Builder dict = [](const Call& call) { return container(call, PickleKind::dict); };
  static const Builder set = [](const Call& call) { return container(call, PickleKind::set); };
  static const std::map<std::string, Builder, std::less<>> list{
      {"torch._utils._rebuild_tensor", tensor},
      {"torch._utils._rebuild_tensor_v2", tensor},
      {"torch._utils._rebuild_tensor_v3",
       [](const Call& call) { return rebuilt_tensor(call, true); }},
      {"torch._utils._rebuild_parameter", first_argument},
      {"torch._utils._rebuild_parameter_with_state", first_argument},
      {"torch.nn.parameter.Parameter", first_argument},
      {"torch.Size", first_argument},
      {"collections.OrderedDict", dict},
      {"collections.defaultdict", dict},
      {"collections.Counter", dict},
      {"builtins.dict", dict},
      {"builtins.set", set},
      {"builtins.frozenset", set},
      {"builtins.list", [](const Call& call) { return container(call, PickleKind::list); }},
      {"builtins.tuple", [](const Call& call) { return container(call, PickleKind::tuple); }},
      {"builtins.bytes", bytes_of_text},
      {"builtins.bytearray", bytes_of_text},
      {"_codecs.encode", bytes_of_text},
      {"torch.device",
       [](const Call& call) {
         PickleNode node = node_of(PickleKind::text);
         node.text = call.node(0).text;
         return node;
       }},
  };
  return list;
}

/// Calls that say of which class an object is: the class is the first argument.
bool makes_instance(const std::string& name) {
  return name == "copyreg._reconstructor" || name == "copyreg.__newobj__" ||
         name == "copyreg.__newobj_ex__";
}

bool is_numpy_scalar(const std::string& name) {
  return name == "numpy.core.multiarray.scalar" || name == "numpy._core.multiarray.scalar";
}

bool is_subclass_rebuild(const std::string& name) {
  return name == "torch._tensor._rebuild_from_type_v2" ||
         name == "torch._tensor._rebuild_from_type";
}

/// A tensor of a subclass: the function that rebuilds it, the class, that function's arguments.
PickleNode rebuilt_subclass(PickleTree& tree, const Call& call) {
  const PickleNode& function = call.node(0);
  if (is_subclass_rebuild(function.text)) call.input.damaged("a tensor rebuilds itself");
  return called(tree, call.id(0), call.id(2), call.input);
}

}  // namespace

PickleNode instance(const PickleTree& tree, PickleId type, const PickleInput& input) {
  const PickleNode& named = tree.at(type);
  if (named.kind != PickleKind::global) refuse_call("a value that is no class", input);
  const std::string name = python3_name(named.text);
  if (!may_be_instantiated(name)) refuse_call(name, input);
  if (name == "collections.OrderedDict" || name == "collections.defaultdict" ||
      name == "builtins.dict") {
    return node_of(PickleKind::dict);
  }
  return object_of(name);
}

PickleNode called(PickleTree& tree, PickleId callable, PickleId arguments,
                  const PickleInput& input) {
  const PickleNode& function = tree.at(callable);
  const PickleNode& tuple = tree.at(arguments);
  if (function.kind != PickleKind::global) {
    refuse_call(function.kind == PickleKind::object ? "an object of " + function.text
                                                    : std::string("a value that is no function"),
                input);
  }
  if (tuple.kind != PickleKind::tuple && tuple.kind != PickleKind::none) {
    input.damaged("the arguments of a call are no tuple");
  }
  const std::string name = python3_name(function.text);
  const Call call{tree, tuple.items, input};
  if (const auto found = builders().find(name); found != builders().end()) {
    return found->second(call);
  }
  if (is_numpy_scalar(name)) return numpy_scalar(tree, call.id(0), call.id(1), input);
  if (is_subclass_rebuild(name)) return rebuilt_subclass(tree, call);
  if (makes_instance(name)) return instance(tree, call.id(0), input);
  if (!may_be_kept_unread(name)) refuse_call(name, input);
  PickleNode object = object_of(name);
  if (name == "numpy.dtype") object.items = tuple.items;  // "f8", for numpy_scalar
  return object;
}

PickleNode persistent(PickleTree& tree, PickleId id, const PickleInput& input) {
  const PickleNode& tuple = tree.at(id);
  const Call call{tree, tuple.items, input};
  if (tuple.kind != PickleKind::tuple) input.damaged("a persistent id is no tuple");
  const std::string& kind = call.node(0).text;
  if (kind == "module") return call.node(1);  // the class of a module, its file, its source
  if (kind != "storage") input.damaged("a persistent id is of an unknown kind");
  const PickleNode& type = call.node(1);
  if (type.kind != PickleKind::global) input.damaged("a storage has no class");
  PickledStorage storage;
  storage.type = type.text.substr(type.text.rfind('.') + 1);
  storage.key = call.node(2).text;
  if (storage.key.size() > kMaxKeyBytes) input.damaged("the key of a storage is too long");
  storage.elements = call.whole(4);
  if (tuple.items.size() > 5 && call.node(5).kind == PickleKind::tuple) {
    const Call view{tree, call.node(5).items, input};
    storage.view_offset = view.whole(1);
    storage.elements = view.whole(2);
  }
  PickleNode node = node_of(PickleKind::storage);
  node.integer = static_cast<std::int64_t>(tree.storages.size());
  tree.storages.push_back(std::move(storage));
  return node;
}

}  // namespace mbench

#include "runners/weights/pickle_policy.h"

#include "runners/weights/shown_name.h"
#include "runners/weights/unpickler.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>

namespace mbench {
namespace {

/// Modules whose mere mention shows that a pickle is an attack.
constexpr std::string_view kForbiddenModules[] = {
    "os",     "posix",     "nt",    "subprocess", "sys",    "shutil",  "socket", "pty",
    "ctypes", "importlib", "runpy", "webbrowser", "pickle", "_pickle", "marshal"};

/// Functions that make values of which nothing is read. Classes need not be listed.
constexpr std::string_view kHarmlessFunctions[] = {"datetime.date",
                                                   "datetime.datetime",
                                                   "datetime.time",
                                                   "datetime.timedelta",
                                                   "datetime.timezone",
                                                   "functools.partial",
                                                   "numpy._core.multiarray._reconstruct",
                                                   "numpy._core.numeric._frombuffer",
                                                   "numpy.core.multiarray._reconstruct",
                                                   "numpy.core.numeric._frombuffer",
                                                   "numpy.dtype",
                                                   "numpy.ndarray",
                                                   "numpy.random.__RandomState_ctor",
                                                   "numpy.random._pickle.__bit_generator_ctor",
                                                   "numpy.random._pickle.__generator_ctor",
                                                   "numpy.random._pickle.__randomstate_ctor",
                                                   "re._compile",
                                                   "torch._utils._rebuild_device_tensor_from_numpy",
                                                   "torch._utils._rebuild_meta_tensor_no_storage",
                                                   "torch._utils._rebuild_qtensor",
                                                   "torch._utils._rebuild_sparse_csr_tensor",
                                                   "torch._utils._rebuild_sparse_tensor",
                                                   "torch._utils._rebuild_wrapper_subclass",
                                                   "torch._utils._rebuild_xla_tensor",
                                                   "torch.serialization._get_layout"};

/// The only builtins that a value may be of.
constexpr std::string_view kBuiltinClasses[] = {
    "object", "dict", "list",  "set",     "frozenset", "tuple", "bytearray", "bytes",
    "str",    "int",  "float", "complex", "slice",     "range", "bool"};

constexpr std::string_view kBuiltins = "builtins.";
constexpr std::size_t kMaxNameBytes = 1024;

template <typename List>
bool contains(const List& list, std::string_view name) {
  return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool is_builtin(const std::string& name) { return name.rfind(kBuiltins, 0) == 0; }

bool looks_like_class(const std::string& name) {
  if (is_builtin(name)) return contains(kBuiltinClasses, name.substr(kBuiltins.size()));
  std::size_t first = name.rfind('.') + 1;
  while (first < name.size() && name[first] == '_') ++first;
  return first < name.size() && std::isupper(static_cast<unsigned char>(name[first])) != 0;
}

}  // namespace

void refuse_call(const std::string& what, const PickleInput& input) {
  throw UnsafePickle(
      fmt::format("{}: its pickle wants to call {}; nothing was run", input.name(),
                  shown_name(what)),
      "do not load this file in Python either, unless you know where it is from; a safetensors "
      "file cannot ask for such calls");
}

void check_global(const std::string& name, const PickleInput& input) {
  if (name.size() > kMaxNameBytes) input.damaged("the name of a class is too long");
  const std::string_view module = std::string_view(name).substr(0, name.find('.'));
  if (contains(kForbiddenModules, module)) refuse_call(name, input);
}

std::string python3_name(const std::string& name) {
  for (const std::string_view old : {"__builtin__.", "__builtins__."}) {
    if (name.rfind(old, 0) == 0) return std::string(kBuiltins) + name.substr(old.size());
  }
  constexpr std::string_view kOldCopyreg = "copy_reg.";
  if (name.rfind(kOldCopyreg, 0) == 0) return "copyreg." + name.substr(kOldCopyreg.size());
  return name;
}

bool may_be_instantiated(const std::string& name) {
  return !is_builtin(name) || looks_like_class(name);
}

bool may_be_kept_unread(const std::string& name) {
  return looks_like_class(name) || contains(kHarmlessFunctions, name);
}

}  // namespace mbench

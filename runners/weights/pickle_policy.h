#pragma once

#include "runners/weights/pickle_input.h"

#include <string>

namespace mbench {

// What a pickle may name. Nothing that it names is ever looked up; these rules tell a file that
// holds values of unknown classes, which stay unread, from one that was made to do harm.

/// Throws UnsafePickle if a pickle has no business even to mention this ("os.system").
void check_global(const std::string& name, const PickleInput& input);

/// The name that Python 3 has for it: "builtins.list" for "__builtin__.list".
std::string python3_name(const std::string& name);

/// Whether an object may be of that class: any but functions among the builtins.
bool may_be_instantiated(const std::string& name);

/// Whether the result of calling it may stay unread: classes, by Python's habit of capitals, and
/// some functions that NumPy, PyTorch and Python write for their own values.
bool may_be_kept_unread(const std::string& name);

/// Throws UnsafePickle that names what was to be called.
[[noreturn]] void refuse_call(const std::string& what, const PickleInput& input);

}  // namespace mbench

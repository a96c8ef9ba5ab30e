#pragma once

#include "core/error.h"
#include "runners/weights/pickle_input.h"
#include "runners/weights/pickle_tree.h"

namespace mbench {

/// A pickle asks for code to be run. It was not.
class UnsafePickle : public DataError {
 public:
  using DataError::DataError;
};

/// How much a pickle may describe. The defaults are far above any checkpoint.
struct PickleLimits {
  std::size_t nodes = 4'000'000;                    ///< values, and entries on the machine's stack
  std::size_t depth = 1000;                         ///< containers open at once, as in Python
  std::size_t held_bytes = std::size_t{512} << 20;  ///< texts and containers, copies included
};

/// One pickle (protocols 0 to 5), which ends where its STOP is, as a tree of values.
///
/// Nothing is imported or called. A call of a function that rebuilds tensors, containers or
/// numbers becomes that value (pickle_calls.h); an object of an unknown class stays an object of
/// that name; a call of any other function is refused.
///
/// Throws UnsafePickle that names the function, DataError if the pickle is damaged, cut off or
/// beyond the limits.
PickleTree unpickle(PickleInput& input, const PickleLimits& limits = {});

}  // namespace mbench

#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "synth/protocol.h"

namespace mbench {

/// One composite to make: places in the lists of foregrounds and backgrounds, and its name.
struct CompositePair {
  std::size_t foreground = 0;
  std::size_t background = 0;
  std::string name;
};

/// The composites of PairingRule::in_order in the order of their foregrounds: foreground i of
/// `foregrounds` (their stems) meets the `each` first of the backgrounds n·i to n·i + n - 1, n
/// being the split's, or, where no list is needed, `each` itself. 0 stands for n.
///
/// Throws UsageError if `each` is more than n, and DataError that says how many backgrounds are
/// needed and how many there are, or which two composites would have one name.
std::vector<CompositePair> pairs_in_order(const Protocol& protocol, const ProtocolSplit& split,
                                          const std::vector<std::string>& foregrounds,
                                          const std::vector<std::string>& backgrounds,
                                          int each = 0);

/// What a composite of these stems is called; `running` counts the split's composites and `own`
/// its foreground's, both from 0.
std::string composite_name(Naming naming, std::string_view foreground, std::string_view background,
                           std::size_t running, std::size_t own);

}  // namespace mbench

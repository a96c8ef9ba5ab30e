#pragma once

#include "runners/weights/pickle_input.h"
#include "runners/weights/pickle_tree.h"

#include <cstdint>
#include <string>

namespace mbench {

// The values that a pickle of protocol 0 writes as Python would print them. All throw DataError,
// as damage of `input`, for what is none.

/// "42", "42L"; with `may_be_boolean` also "01" and "00", which are True and False.
PickleNode integer_literal(std::string line, bool may_be_boolean, const PickleInput& input);
/// "1.5", "nan", "-inf".
PickleNode real_literal(const std::string& line, const PickleInput& input);
/// "'it\\'s'" with its quotes.
std::string quoted_literal(const std::string& line, const PickleInput& input);
/// Text in which "\\u00e9" stands for a character, as UTF-8.
std::string unicode_literal(const std::string& line, const PickleInput& input);
/// The number of a place in the memo.
std::uint64_t place_literal(const std::string& line, const PickleInput& input);

}  // namespace mbench

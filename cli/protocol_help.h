#pragma once

#include <string>

namespace mbench {

/// The protocols as the words that an option allows: "dim|d646|...".
std::string protocol_choices();

/// What each of them is, for the help of a command.
std::string protocol_details();

}  // namespace mbench

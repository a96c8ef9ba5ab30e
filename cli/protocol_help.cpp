#include "cli/protocol_help.h"

#include "synth/protocol.h"

#include <fmt/format.h>

namespace mbench {

std::string protocol_choices() {
  std::string choices;
  for (const Protocol& protocol : protocols()) {
    choices += (choices.empty() ? "" : "|") + protocol.name;
  }
  return choices;
}

std::string protocol_details() {
  std::string details = "Protocols.";
  for (const Protocol& protocol : protocols()) {
    details += fmt::format(" {}: {}.", protocol.name, protocol.summary);
  }
  return details;
}

}  // namespace mbench

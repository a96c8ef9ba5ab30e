#include "core/error.h"
#include "runners/models/model_registry.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    // Equal text means equal choice, so reading what was written must change nothing.
    const std::string once = mbench::parse_model_spec(std::string(bytes, bytes + size)).text();
    if (mbench::parse_model_spec(once).text() != once) std::abort();
  } catch (const mbench::UsageError&) {
  }
  return 0;
}

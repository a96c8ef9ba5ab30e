#include "core/error.h"
#include "synth/degrade.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    const mbench::Degradation once = mbench::parse_degradation(std::string(bytes, bytes + size));
    // Rows stand under the text: it means the same again, and nothing else has it.
    const mbench::Degradation again = mbench::parse_degradation(once.text());
    if (again != once || again.text() != once.text()) std::abort();
  } catch (const mbench::UsageError&) {
  }
  return 0;
}

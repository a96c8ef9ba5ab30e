#include "core/error.h"
#include "synth/trimap_from_alpha.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    const std::string once = mbench::parse_trimap_recipe(std::string(bytes, bytes + size)).text();
    if (mbench::parse_trimap_recipe(once).text() != once) std::abort();
  } catch (const mbench::UsageError&) {
  }
  return 0;
}

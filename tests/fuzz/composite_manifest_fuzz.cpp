// A text: whatever is read of it can be written and read again, and names nothing outside.

#include "synth/composite_manifest.h"

#include <cstdlib>
#include <string>

#include "core/error.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string text(bytes, bytes + size);
  try {
    const mbench::CompositeManifest read = mbench::parse_composite_manifest(text, "fuzz");
    for (const mbench::CompositeRow& row : read.rows) {
      if (row.image.empty() || row.image.front() == '/' || row.width < 0 || row.bytes < 0) {
        std::abort();
      }
      if (("/" + row.image + "/").find("/../") != std::string::npos) std::abort();
    }
    const std::string written = mbench::composite_manifest_text(read);
    const mbench::CompositeManifest again = mbench::parse_composite_manifest(written, "fuzz");
    if (again.rows.size() != read.rows.size() || !again.damaged_lines.empty()) std::abort();
    if (mbench::composite_manifest_text(again) != written) std::abort();
  } catch (const mbench::DataError&) {
  }
  return 0;
}

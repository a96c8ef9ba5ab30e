// Bytes: the first tells whether the others are CSV (even) or JSON lines (odd).

#include "datasets/manifest_rows.h"

#include <cstdlib>
#include <string>

#include "core/error.h"
#include "datasets/file_tree.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string text(bytes + 1, bytes + size);
  try {
    const auto rows = bytes[0] % 2 == 0 ? mbench::csv_manifest_rows(text, "manifest.csv")
                                        : mbench::jsonl_manifest_rows(text, "manifest.jsonl");
    int last_line = 0;
    for (const mbench::ManifestRow& row : rows) {
      if (row.line <= last_line) std::abort();
      last_line = row.line;
      for (const std::string& value : row.values) {
        if (!mbench::is_utf8(value) || value.find('\n') != std::string::npos) std::abort();
      }
    }
  } catch (const mbench::DataError&) {
  }
  return 0;
}

#include "datasets/referring_labels.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "core/error.h"
#include "datasets/file_tree.h"
#include "tests/fuzz/fuzz_target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  std::istringstream stream(std::string(bytes, bytes + size));
  try {
    const mbench::ReferringLabels read = mbench::read_referring_labels(stream, "label.json");
    const auto not_before = [](const auto& a, const auto& b) { return a.mask >= b.mask; };
    const auto& labels = read.labels;
    if (std::adjacent_find(labels.begin(), labels.end(), not_before) != labels.end()) std::abort();
    for (const mbench::ReferringLabel& label : labels) {
      const bool image = label.image.empty() || mbench::is_plain_name(label.image);
      if (!image || !mbench::is_plain_name(label.mask)) std::abort();
    }
  } catch (const mbench::DataError&) {
  }
  return 0;
}

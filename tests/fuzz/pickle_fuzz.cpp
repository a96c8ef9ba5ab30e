#include "core/error.h"
#include "runners/weights/checkpoint.h"
#include "runners/weights/state_dict.h"
#include "runners/weights/unpickler.h"
#include "tests/fuzz/fuzz_target.h"

#include <vector>

namespace {

/// Elements of the largest tensor that is worth the time to read.
constexpr std::uint64_t kMostElements = 1U << 16;

void read_bare_pickle(const mbench::SharedSource& source) {
  mbench::PickleInput input(*source, 0, source->size());
  const std::vector<mbench::StateDict> dicts = mbench::find_state_dicts(mbench::unpickle(input));
  if (!dicts.empty()) mbench::preferred_state_dict(dicts);
}

void read_checkpoint(const mbench::SharedSource& source) {
  const mbench::Checkpoint checkpoint(source);
  std::vector<float> values;
  for (const mbench::CheckpointTensor& tensor : checkpoint.tensors()) {
    if (tensor.elements() > kMostElements) continue;
    values.resize(tensor.elements());
    checkpoint.read_into(tensor, values.data());
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const mbench::SharedSource source =
      mbench::bytes_in_memory(std::string(bytes, bytes + size), "input");
  for (const auto read : {read_bare_pickle, read_checkpoint}) {
    try {
      read(source);
    } catch (const mbench::DataError&) {
    }
  }
  return 0;
}

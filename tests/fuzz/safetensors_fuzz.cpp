#include "core/error.h"
#include "runners/weights/checkpoint.h"
#include "runners/weights/safetensors_reader.h"
#include "runners/weights/safetensors_writer.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <sstream>
#include <vector>

namespace {

std::string bytes_of(const mbench::Checkpoint& checkpoint, const mbench::CheckpointTensor& tensor) {
  std::string all;
  checkpoint.each_piece(tensor, [&](const std::uint8_t* bytes, std::size_t count) {
    all.append(bytes, bytes + count * mbench::bytes_of(tensor.type));
  });
  return all;
}

/// What was read must be written so that it reads back equal.
void check_round_trip(const mbench::Checkpoint& checkpoint) {
  std::vector<mbench::TensorToWrite> tensors;
  for (const mbench::CheckpointTensor& tensor : checkpoint.tensors()) {
    tensors.push_back({tensor.name, &tensor});
  }
  std::ostringstream out;
  mbench::Progress silent;
  mbench::write_safetensors(checkpoint, tensors, {}, false, out, silent);
  const mbench::Checkpoint again(mbench::bytes_in_memory(out.str(), "written"));
  if (again.tensors().size() != tensors.size()) std::abort();
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const mbench::CheckpointTensor& before = *tensors[i].tensor;
    const mbench::CheckpointTensor& after = again.tensors()[i];
    if (before.name != after.name || before.shape != after.shape || before.type != after.type ||
        bytes_of(checkpoint, before) != bytes_of(again, after)) {
      std::abort();
    }
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const mbench::SharedSource source =
      mbench::bytes_in_memory(std::string(bytes, bytes + size), "input");
  try {
    mbench::read_safetensors(source);
    check_round_trip(mbench::Checkpoint(source));
  } catch (const mbench::DataError&) {
  }
  return 0;
}

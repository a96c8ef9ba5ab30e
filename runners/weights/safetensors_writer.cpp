#include "runners/weights/safetensors_writer.h"

#include "core/error.h"
#include "core/interrupt.h"

#include <nlohmann/json.hpp>
#include <ostream>

namespace mbench {
namespace {

bool is_floating(DataType type) {
  return type == DataType::f64 || type == DataType::f32 || type == DataType::f16 ||
         type == DataType::bf16;
}

DataType written_type(const CheckpointTensor& tensor, bool as_floats) {
  return as_floats && is_floating(tensor.type) ? DataType::f32 : tensor.type;
}

std::string dumped(const nlohmann::ordered_json& header) {
  try {
    return header.dump();
  } catch (const nlohmann::json::type_error&) {
    throw DataError("a tensor has a name that is no UTF-8, which safetensors cannot hold");
  }
}

std::string header_of(const std::vector<TensorToWrite>& tensors,
                      const std::map<std::string, std::string>& metadata, bool as_floats) {
  nlohmann::ordered_json header;
  if (!metadata.empty()) header["__metadata__"] = metadata;
  std::uint64_t offset = 0;
  for (const TensorToWrite& each : tensors) {
    if (each.name == "__metadata__") {
      throw DataError("a tensor is named __metadata__, which safetensors cannot hold");
    }
    const DataType type = written_type(*each.tensor, as_floats);
    const std::uint64_t end = offset + each.tensor->elements() * bytes_of(type);
    header[each.name] = {{"dtype", safetensors_name(type)},
                         {"shape", each.tensor->shape},
                         {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.is_null() ? "{}" : dumped(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  return text;
}

void write_bytes(std::ostream& out, const void* bytes, std::size_t count) {
  out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(count));
}

}  // namespace

void write_safetensors(const Checkpoint& checkpoint, const std::vector<TensorToWrite>& tensors,
                       const std::map<std::string, std::string>& metadata, bool as_floats,
                       std::ostream& out, Progress& progress) {
  const std::string header = header_of(tensors, metadata, as_floats);
  const std::uint64_t length = header.size();
  write_bytes(out, &length, sizeof(length));
  write_bytes(out, header.data(), header.size());
  progress.begin("tensors", tensors.size());
  std::vector<float> floats;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const CheckpointTensor& tensor = *tensors[i].tensor;
    const bool converts = written_type(tensor, as_floats) != tensor.type;
    checkpoint.each_piece(tensor, [&](const std::uint8_t* bytes, std::size_t count) {
      throw_if_interrupted();
      if (!converts) return write_bytes(out, bytes, count * bytes_of(tensor.type));
      floats.resize(count);
      to_floats(tensor.type, bytes, count, floats.data());
      write_bytes(out, floats.data(), count * sizeof(float));
    });
    progress.step(i + 1, tensors[i].name);
  }
  progress.end();
}

}  // namespace mbench

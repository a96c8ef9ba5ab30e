#pragma once

#include "runners/weights/byte_source.h"
#include "runners/weights/data_type.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mbench {

/// Where one tensor of a weight file lies. Its bytes are read when they are asked for.
struct CheckpointTensor {
  std::string name;
  DataType type = DataType::f32;
  std::vector<std::int64_t> shape;
  std::vector<std::int64_t> strides;  ///< in elements, one for each side; none is negative
  std::size_t source = 0;             ///< which of the checkpoint's files
  std::uint64_t offset = 0;           ///< of its first element in that file, bytes
  bool big_endian = false;

  std::uint64_t elements() const;
  std::uint64_t bytes() const { return elements() * bytes_of(type); }
};

/// "64x4x3x3"; "scalar" without sides.
std::string shape_text(const std::vector<std::int64_t>& shape);

/// The strides of an array in C order.
std::vector<std::int64_t> contiguous_strides(const std::vector<std::int64_t>& shape);

/// Throws DataError, naming `file` and the tensor, unless every element lies within the
/// `storage_bytes` from `storage_begin` on: negative sides or strides, offsets beyond the end,
/// more elements than a weight file has reason to hold.
void check_layout(const CheckpointTensor& tensor, std::uint64_t storage_begin,
                  std::uint64_t storage_bytes, const std::string& file);

/// Calls `use` with the tensor's elements in C order, little-endian and of its own type, piece by
/// piece, so that a large tensor is never held twice. Throws DataError.
void read_elements(const ByteSource& source, const CheckpointTensor& tensor,
                   const std::function<void(const std::uint8_t* bytes, std::size_t count)>& use);

/// All elements in C order as float32 into `values`, which has room for them. Throws DataError.
void read_floats(const ByteSource& source, const CheckpointTensor& tensor, float* values);

}  // namespace mbench

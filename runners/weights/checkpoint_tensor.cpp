#include "runners/weights/checkpoint_tensor.h"

#include "core/error.h"
#include "runners/weights/shown_name.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{1} << 20;
/// Far above any layer; a product below it cannot overflow.
constexpr std::uint64_t kMaxElements = std::uint64_t{1} << 40;
/// How far a view may repeat its storage's elements (as `expand` does). More is an attack.
constexpr std::uint64_t kMaxRepeatedElements = std::uint64_t{1} << 26;
constexpr std::size_t kMaxSides = 64;

[[noreturn]] void refuse(const CheckpointTensor& tensor, const std::string& file,
                         const std::string& why) {
  throw DataError(fmt::format("{}: tensor {} {}", file, shown_name(tensor.name), why),
                  "the file is damaged or was made to do harm; obtain it again");
}

bool is_contiguous(const CheckpointTensor& tensor) {
  std::int64_t expected = 1;
  for (std::size_t side = tensor.shape.size(); side-- > 0;) {
    if (tensor.shape[side] == 1) continue;  // its stride moves nothing
    if (tensor.strides[side] != expected) return false;
    expected *= tensor.shape[side];
  }
  return true;
}

/// One more than the highest element that the tensor reaches from its first on.
std::uint64_t reach(const CheckpointTensor& tensor) {
  if (tensor.elements() == 0) return 0;
  std::uint64_t last = 0;
  for (std::size_t side = 0; side < tensor.shape.size(); ++side) {
    last += static_cast<std::uint64_t>(tensor.shape[side] - 1) *
            static_cast<std::uint64_t>(tensor.strides[side]);
  }
  return last + 1;
}

void swap_bytes(std::uint8_t* bytes, std::size_t count, std::size_t size) {
  for (std::size_t i = 0; i < count; ++i) std::reverse(bytes + i * size, bytes + (i + 1) * size);
}

/// Elements one after the other as they lie in the file.
void read_contiguous(const ByteSource& source, const CheckpointTensor& tensor,
                     const std::function<void(const std::uint8_t*, std::size_t)>& use) {
  const std::size_t size = bytes_of(tensor.type);
  const std::uint64_t elements = tensor.elements();
  const std::size_t piece = kPieceBytes / size;
  std::vector<std::uint8_t> bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(elements, piece)) * size);
  for (std::uint64_t done = 0; done < elements; done += piece) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece, elements - done));
    source.read(tensor.offset + done * size, bytes.data(), count * size);
    if (tensor.big_endian) swap_bytes(bytes.data(), count, size);
    use(bytes.data(), count);
  }
}

/// Counts through a shape in C order and says where in the storage it stands.
class Walk {
 public:
  explicit Walk(const CheckpointTensor& tensor) : tensor_(tensor), place_(tensor.shape.size(), 0) {}

  std::size_t index() const { return index_; }

  void step() {
    for (std::size_t side = place_.size(); side-- > 0;) {
      const auto stride = static_cast<std::size_t>(tensor_.strides[side]);
      if (++place_[side] < tensor_.shape[side]) {
        index_ += stride;
        return;
      }
      index_ -= stride * static_cast<std::size_t>(tensor_.shape[side] - 1);
      place_[side] = 0;
    }
  }

 private:
  const CheckpointTensor& tensor_;
  std::vector<std::int64_t> place_;
  std::size_t index_ = 0;
};

/// A view such as a transposed matrix: what it reaches is read at once and picked from.
void read_strided(const ByteSource& source, const CheckpointTensor& tensor,
                  const std::function<void(const std::uint8_t*, std::size_t)>& use) {
  const std::size_t size = bytes_of(tensor.type);
  const auto reached = static_cast<std::size_t>(reach(tensor));
  std::vector<std::uint8_t> storage(reached * size);
  source.read(tensor.offset, storage.data(), storage.size());
  if (tensor.big_endian) swap_bytes(storage.data(), reached, size);
  const std::uint64_t elements = tensor.elements();
  const std::size_t piece = kPieceBytes / size;
  std::vector<std::uint8_t> bytes(
      static_cast<std::size_t>(std::min<std::uint64_t>(elements, piece)) * size);
  Walk walk(tensor);
  for (std::uint64_t done = 0; done < elements; done += piece) {
    const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(piece, elements - done));
    for (std::size_t i = 0; i < count; ++i) {
      std::copy_n(storage.data() + walk.index() * size, size, bytes.data() + i * size);
      walk.step();
    }
    use(bytes.data(), count);
  }
}

}  // namespace

std::uint64_t CheckpointTensor::elements() const {
  std::uint64_t product = 1;
  for (const std::int64_t side : shape) product *= static_cast<std::uint64_t>(side);
  return product;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  return shape.empty() ? "scalar" : fmt::format("{}", fmt::join(shape, "x"));
}

std::vector<std::int64_t> contiguous_strides(const std::vector<std::int64_t>& shape) {
  std::vector<std::int64_t> strides(shape.size());
  std::uint64_t stride = 1;  // may wrap around: the shape was not checked yet
  for (std::size_t side = shape.size(); side-- > 0;) {
    strides[side] = static_cast<std::int64_t>(stride);
    stride *= static_cast<std::uint64_t>(std::max<std::int64_t>(shape[side], 1));
  }
  return strides;
}

void check_layout(const CheckpointTensor& tensor, std::uint64_t storage_begin,
                  std::uint64_t storage_bytes, const std::string& file) {
  const auto limit = static_cast<std::int64_t>(kMaxElements);
  if (tensor.shape.size() != tensor.strides.size()) {
    refuse(tensor, file, "has not one stride for each side");
  }
  if (tensor.shape.size() > kMaxSides) refuse(tensor, file, "has too many sides");
  std::uint64_t elements = 1;
  bool empty = false;
  for (std::size_t side = 0; side < tensor.shape.size(); ++side) {
    if (tensor.shape[side] < 0 || tensor.strides[side] < 0) {
      refuse(tensor, file, "has a negative side or stride");
    }
    empty = empty || tensor.shape[side] == 0;
    if (tensor.shape[side] > limit || tensor.strides[side] > limit) {
      refuse(tensor, file, "is larger than any file");
    }
    if (empty) continue;
    if (elements > kMaxElements / static_cast<std::uint64_t>(tensor.shape[side])) {
      refuse(tensor, file, "is larger than any file");
    }
    elements *= static_cast<std::uint64_t>(tensor.shape[side]);
  }
  if (empty) return;
  const std::uint64_t size = bytes_of(tensor.type);
  std::uint64_t last = 0;
  for (std::size_t side = 0; side < tensor.shape.size(); ++side) {
    const auto steps = static_cast<std::uint64_t>(tensor.shape[side] - 1);
    const auto stride = static_cast<std::uint64_t>(tensor.strides[side]);
    if (steps > 0 && stride > kMaxElements / steps) refuse(tensor, file, "reaches too far");
    last += steps * stride;
  }
  if (tensor.offset < storage_begin || tensor.offset - storage_begin > storage_bytes ||
      last >= (storage_bytes - (tensor.offset - storage_begin)) / size) {
    refuse(tensor, file, fmt::format("of {} reaches beyond its storage", shape_text(tensor.shape)));
  }
  if (elements > storage_bytes / size && elements > kMaxRepeatedElements) {
    refuse(tensor, file, "repeats its few elements too often");
  }
}

void read_elements(const ByteSource& source, const CheckpointTensor& tensor,
                   const std::function<void(const std::uint8_t*, std::size_t)>& use) {
  if (tensor.elements() == 0) return;
  if (is_contiguous(tensor)) return read_contiguous(source, tensor, use);
  read_strided(source, tensor, use);
}

void read_floats(const ByteSource& source, const CheckpointTensor& tensor, float* values) {
  if (tensor.type == DataType::f32 && !tensor.big_endian && is_contiguous(tensor)) {
    if (tensor.elements() > 0) source.read(tensor.offset, values, tensor.bytes());
    return;
  }
  read_elements(source, tensor, [&](const std::uint8_t* bytes, std::size_t count) {
    to_floats(tensor.type, bytes, count, values);
    values += count;
  });
}

}  // namespace mbench

#include "runners/weights/data_type.h"

#include "core/error.h"

#include <cstring>

namespace mbench {
namespace {

struct Names {
  DataType type;
  std::size_t bytes;
  const char* torch;
  const char* storage;
  const char* safetensors;
};

constexpr Names kNames[] = {
    {DataType::f64, 8, "float64", "DoubleStorage", "F64"},
    {DataType::f32, 4, "float32", "FloatStorage", "F32"},
    {DataType::f16, 2, "float16", "HalfStorage", "F16"},
    {DataType::bf16, 2, "bfloat16", "BFloat16Storage", "BF16"},
    {DataType::i64, 8, "int64", "LongStorage", "I64"},
    {DataType::i32, 4, "int32", "IntStorage", "I32"},
    {DataType::i16, 2, "int16", "ShortStorage", "I16"},
    {DataType::i8, 1, "int8", "CharStorage", "I8"},
    {DataType::u8, 1, "uint8", "ByteStorage", "U8"},
    {DataType::boolean, 1, "bool", "BoolStorage", "BOOL"},
};

const Names& names_of(DataType type) {
  for (const Names& names : kNames) {
    if (names.type == type) return names;
  }
  throw InternalError("a data type without a name");
}

std::optional<DataType> find(std::string_view name, const char* Names::*field) {
  for (const Names& names : kNames) {
    if (name == names.*field) return names.type;
  }
  return std::nullopt;
}

template <typename Bits>
Bits load(const std::uint8_t* bytes) {
  Bits value;
  std::memcpy(&value, bytes, sizeof(value));  // mbench runs on little-endian machines only
  return value;
}

float float_of_bits(std::uint32_t bits) {
  float value = 0;
  std::memcpy(&value, &bits, sizeof(value));
  return value;
}

std::uint32_t bits_of_float(float value) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &value, sizeof(bits));
  return bits;
}

std::uint32_t all_ones_if(bool condition) { return 0U - static_cast<std::uint32_t>(condition); }

/// Not the public function, which the library's position-independent code cannot inline.
float widened(std::uint16_t bits) {
  // Without branches, so that the loop over a tensor becomes vector instructions.
  constexpr std::uint32_t kAllExponent = 0x1FU << 23;  // infinities and NaN, in float's place
  constexpr std::uint32_t kRebias = 112U << 23;        // between the exponents' zero points
  constexpr std::uint32_t kOne = 1U << 23;
  const std::uint32_t magnitude = static_cast<std::uint32_t>(bits & 0x7FFFU) << 13;
  const std::uint32_t exponent = magnitude & kAllExponent;
  const std::uint32_t is_special = all_ones_if(exponent == kAllExponent);
  const std::uint32_t normal = magnitude + kRebias + (is_special & kRebias);
  // Where the leading one is not implied: give it one, and take its value away again.
  const float small = float_of_bits(magnitude + kRebias + kOne) - 0x1.0p-14F;
  const std::uint32_t is_small = all_ones_if(exponent == 0);
  const std::uint32_t value = (bits_of_float(small) & is_small) | (normal & ~is_small);
  return float_of_bits(value | static_cast<std::uint32_t>(bits & 0x8000U) << 16);
}

template <typename Number>
void convert(const std::uint8_t* bytes, std::size_t count, float* values) {
  for (std::size_t i = 0; i < count; ++i) {
    values[i] = static_cast<float>(load<Number>(bytes + i * sizeof(Number)));
  }
}

}  // namespace

std::size_t bytes_of(DataType type) { return names_of(type).bytes; }
std::string torch_name(DataType type) { return names_of(type).torch; }
std::string safetensors_name(DataType type) { return names_of(type).safetensors; }

std::optional<DataType> data_type_of_torch(std::string_view name) {
  return find(name, &Names::torch);
}
std::optional<DataType> data_type_of_storage(std::string_view name) {
  return find(name, &Names::storage);
}
std::optional<std::size_t> storage_element_bytes(std::string_view name) {
  if (const std::optional<DataType> type = data_type_of_storage(name)) return bytes_of(*type);
  static constexpr struct {
    std::string_view name;
    std::size_t bytes;
  } kUnread[] = {{"UntypedStorage", 1},      {"QInt8Storage", 1},         {"QUInt8Storage", 1},
                 {"QInt32Storage", 4},       {"QUInt4x2Storage", 1},      {"QUInt2x4Storage", 1},
                 {"ComplexFloatStorage", 8}, {"ComplexDoubleStorage", 16}};
  for (const auto& unread : kUnread) {
    if (unread.name == name) return unread.bytes;
  }
  return std::nullopt;
}

std::optional<DataType> data_type_of_safetensors(std::string_view name) {
  return find(name, &Names::safetensors);
}

float float_of_half(std::uint16_t bits) { return widened(bits); }

void to_floats(DataType type, const std::uint8_t* bytes, std::size_t count, float* values) {
  switch (type) {
    case DataType::f64:
      return convert<double>(bytes, count, values);
    case DataType::f32:
      if (count > 0) std::memcpy(values, bytes, count * sizeof(float));
      return;
    case DataType::f16:
      for (std::size_t i = 0; i < count; ++i) {
        values[i] = widened(load<std::uint16_t>(bytes + 2 * i));
      }
      return;
    case DataType::bf16:
      for (std::size_t i = 0; i < count; ++i) {
        values[i] =
            float_of_bits(static_cast<std::uint32_t>(load<std::uint16_t>(bytes + 2 * i)) << 16);
      }
      return;
    case DataType::i64:
      return convert<std::int64_t>(bytes, count, values);
    case DataType::i32:
      return convert<std::int32_t>(bytes, count, values);
    case DataType::i16:
      return convert<std::int16_t>(bytes, count, values);
    case DataType::i8:
      return convert<std::int8_t>(bytes, count, values);
    case DataType::u8:
      return convert<std::uint8_t>(bytes, count, values);
    case DataType::boolean:
      for (std::size_t i = 0; i < count; ++i) values[i] = bytes[i] != 0 ? 1.0F : 0.0F;
      return;
  }
}

}  // namespace mbench

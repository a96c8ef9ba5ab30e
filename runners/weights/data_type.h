#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace mbench {

/// The kinds of number that weight files hold and mbench reads.
enum class DataType { f64, f32, f16, bf16, i64, i32, i16, i8, u8, boolean };

std::size_t bytes_of(DataType type);

/// "float32", as PyTorch writes it after `torch.`.
std::string torch_name(DataType type);
std::optional<DataType> data_type_of_torch(std::string_view name);

/// The type of what a PyTorch storage class such as "FloatStorage" holds.
std::optional<DataType> data_type_of_storage(std::string_view name);

/// How many bytes an element of such a class takes, also where its numbers are not read
/// ("ComplexFloatStorage"). None for a class that PyTorch does not have.
std::optional<std::size_t> storage_element_bytes(std::string_view name);

/// "F32", as in a safetensors header.
std::string safetensors_name(DataType type);
std::optional<DataType> data_type_of_safetensors(std::string_view name);

/// The values of `count` little-endian numbers as float32, rounded to nearest where they are
/// wider; true is 1.
void to_floats(DataType type, const std::uint8_t* bytes, std::size_t count, float* values);

/// The float32 of an IEEE 754 half, exactly.
float float_of_half(std::uint16_t bits);

}  // namespace mbench

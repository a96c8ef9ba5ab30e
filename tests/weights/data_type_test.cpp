#include "runners/weights/data_type.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(DataType, HalvesBecomeTheFloatsOfTheirValue) {
  EXPECT_EQ(float_of_half(0x3C00), 1.0F);
  EXPECT_EQ(float_of_half(0xC000), -2.0F);
  EXPECT_EQ(float_of_half(0x7BFF), 65504.0F);
  EXPECT_EQ(float_of_half(0x0400), 0x1.0p-14F);  // the smallest normal one
  EXPECT_EQ(float_of_half(0x0001), 0x1.0p-24F);  // the smallest of all
  EXPECT_EQ(float_of_half(0x83FF), -0x1.FF8p-15F);
  EXPECT_TRUE(std::signbit(float_of_half(0x8000)));
  EXPECT_EQ(float_of_half(0xFC00), -std::numeric_limits<float>::infinity());
  EXPECT_TRUE(std::isnan(float_of_half(0x7E01)));
}

TEST(DataType, EveryHalfIsItsSignExponentAndMantissa) {
  for (unsigned bits = 0; bits < 0x8000U; ++bits) {
    const int exponent = static_cast<int>(bits >> 10);
    const int mantissa = static_cast<int>(bits & 0x3FFU);
    const float value = float_of_half(static_cast<std::uint16_t>(bits));
    const float negative = float_of_half(static_cast<std::uint16_t>(bits | 0x8000U));
    if (exponent == 31) {
      EXPECT_EQ(std::isinf(value), mantissa == 0) << bits;
      EXPECT_EQ(std::isnan(value), mantissa != 0) << bits;
      continue;
    }
    const int whole = exponent == 0 ? mantissa : mantissa + 1024;
    EXPECT_EQ(value, std::ldexp(static_cast<float>(whole), std::max(exponent, 1) - 25)) << bits;
    EXPECT_EQ(negative, -value) << bits;
  }
}

template <typename Number>
std::vector<float> converted(DataType type, const std::vector<Number>& numbers) {
  std::vector<std::uint8_t> bytes(numbers.size() * sizeof(Number));
  std::memcpy(bytes.data(), numbers.data(), bytes.size());
  std::vector<float> values(numbers.size());
  to_floats(type, bytes.data(), numbers.size(), values.data());
  return values;
}

TEST(DataType, EveryTypeBecomesFloat) {
  using Floats = std::vector<float>;
  EXPECT_EQ(converted<double>(DataType::f64, {0.1, -2.0}), (Floats{0.1F, -2.0F}));
  EXPECT_EQ(converted<float>(DataType::f32, {0.1F}), (Floats{0.1F}));
  EXPECT_EQ(converted<std::uint16_t>(DataType::bf16, {0x3F80, 0xC040}), (Floats{1.0F, -3.0F}));
  EXPECT_EQ(converted<std::int64_t>(DataType::i64, {-5, 1LL << 40}), (Floats{-5.0F, 0x1.0p40F}));
  EXPECT_EQ(converted<std::int8_t>(DataType::i8, {-128, 127}), (Floats{-128.0F, 127.0F}));
  EXPECT_EQ(converted<std::uint8_t>(DataType::u8, {200}), (Floats{200.0F}));
  EXPECT_EQ(converted<std::uint8_t>(DataType::boolean, {0, 1, 2}), (Floats{0.0F, 1.0F, 1.0F}));
}

TEST(DataType, NamesLeadBackToTheType) {
  for (const DataType type :
       {DataType::f64, DataType::f32, DataType::f16, DataType::bf16, DataType::i64, DataType::i32,
        DataType::i16, DataType::i8, DataType::u8, DataType::boolean}) {
    EXPECT_EQ(data_type_of_torch(torch_name(type)), type);
    EXPECT_EQ(data_type_of_safetensors(safetensors_name(type)), type);
  }
  EXPECT_EQ(data_type_of_storage("HalfStorage"), DataType::f16);
  EXPECT_FALSE(data_type_of_storage("ComplexFloatStorage"));
}

}  // namespace
}  // namespace mbench

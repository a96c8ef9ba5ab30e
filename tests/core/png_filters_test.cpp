#include "core/png_filters.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <vector>

#include "core/png_filtering.h"

namespace mbench {
namespace {

/// The specification's words, one by one.
int specified_paeth(int a, int b, int c) {
  const int p = a + b - c;
  const int pa = std::abs(p - a);
  const int pb = std::abs(p - b);
  const int pc = std::abs(p - c);
  if (pa <= pb && pa <= pc) return a;
  return pb <= pc ? b : c;
}

std::vector<std::uint8_t> noise(std::size_t size, unsigned seed, unsigned values) {
  std::mt19937 generator(seed);
  std::vector<std::uint8_t> bytes(size);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>((generator() >> 8) % values);
  return bytes;
}

TEST(PaethPredictor, FollowsTheSpecificationOnEveryTriple) {
  int wrong = 0;
  for (int a = 0; a < 256; ++a) {
    for (int b = 0; b < 256; ++b) {
      for (int c = 0; c < 256; ++c) {
        const auto byte = [](int value) { return static_cast<std::uint8_t>(value); };
        wrong += paeth_predictor(byte(a), byte(b), byte(c)) != specified_paeth(a, b, c);
      }
    }
  }
  EXPECT_EQ(wrong, 0);
}

struct Case {
  PngFilter filter;
  int distance;
};

class EveryFilter : public testing::TestWithParam<Case> {};

TEST_P(EveryFilter, IsUndoneByItsInverse) {
  const auto [filter, distance] = GetParam();
  // Few values make flat stretches, many make noise; lengths end within and on a block.
  for (const unsigned values : {1U, 2U, 256U}) {
    for (std::size_t pixels = 1; pixels < 70; ++pixels) {
      const std::size_t bytes = pixels * static_cast<std::size_t>(distance);
      const auto row = noise(bytes, static_cast<unsigned>(pixels), values);
      const auto above = noise(bytes, static_cast<unsigned>(pixels) + 1000, values);
      std::vector<std::uint8_t> differences(bytes), back(bytes);
      apply_png_filter(filter, row.data(), above.data(), differences.data(), bytes, distance);
      undo_png_filter(filter, differences.data(), above.data(), back.data(), bytes, distance);
      ASSERT_EQ(back, row) << pixels << " pixels of " << values << " values";
    }
  }
}

TEST_P(EveryFilter, IsUndoneInPlaceAndOneByteToTheFront) {
  const auto [filter, distance] = GetParam();
  const std::size_t bytes = 41 * static_cast<std::size_t>(distance);
  const auto row = noise(bytes, 1, 5);
  const auto above = noise(bytes, 2, 5);
  for (const std::size_t shift : {std::size_t{0}, std::size_t{1}, std::size_t{17}}) {
    std::vector<std::uint8_t> memory(bytes + shift);
    apply_png_filter(filter, row.data(), above.data(), memory.data() + shift, bytes, distance);
    undo_png_filter(filter, memory.data() + shift, above.data(), memory.data(), bytes, distance);
    memory.resize(bytes);
    EXPECT_EQ(memory, row) << "shifted by " << shift;
  }
}

TEST_P(EveryFilter, CostsTheSumOfItsDifferencesAsSignedBytes) {
  const auto [filter, distance] = GetParam();
  for (const unsigned values : {2U, 256U}) {
    for (std::size_t pixels = 1; pixels < 70; ++pixels) {
      const std::size_t bytes = pixels * static_cast<std::size_t>(distance);
      const auto row = noise(bytes, static_cast<unsigned>(pixels), values);
      const auto above = noise(bytes, static_cast<unsigned>(pixels) + 1000, values);
      std::vector<std::uint8_t> differences(bytes);
      apply_png_filter(filter, row.data(), above.data(), differences.data(), bytes, distance);
      std::uint64_t sum = 0;
      for (const std::uint8_t difference : differences) {
        sum += difference < 128 ? difference : 256U - difference;
      }
      const auto costs = png_row_costs(row.data(), above.data(), bytes, distance);
      ASSERT_EQ(costs[static_cast<std::size_t>(filter)], sum) << pixels << " pixels";
    }
  }
}

std::vector<Case> every_filter() {
  std::vector<Case> cases;
  for (int code = 0; code < kPngFilters; ++code) {
    for (const int distance : {1, 2, 3, 4, 6, 8}) {
      cases.push_back({static_cast<PngFilter>(code), distance});
    }
  }
  return cases;
}

INSTANTIATE_TEST_SUITE_P(PngFilters, EveryFilter, testing::ValuesIn(every_filter()));

TEST(PngFilters, AverageRoundsDownWithoutLosingTheNinthBit) {
  const std::uint8_t row[] = {255, 255};
  const std::uint8_t above[] = {255, 254};
  std::uint8_t differences[2];
  apply_png_filter(PngFilter::average, row, above, differences, 2, 1);
  EXPECT_EQ(differences[0], 255 - 127);
  EXPECT_EQ(differences[1], 255 - 254);
}

}  // namespace
}  // namespace mbench

#include "runners/networks/pooling_places.h"

#include "runners/networks/compute.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>

#include <algorithm>
#include <vector>

namespace mbench {
namespace {

constexpr std::int64_t kWindow = 4;  // pixels, and as many channels in a byte of places

void check(const at::Tensor& x) {
  TORCH_CHECK(x.dim() == 4 && x.size(0) == 1 && x.size(1) % kWindow == 0);
}

float rectified(float value) { return value < 0 ? 0 : value; }

/// The larger of both; a NaN is larger than anything, as in PyTorch.
void take_if_larger(float candidate, int its_place, float& largest, int& place) {
  const bool larger = (candidate > largest) | (candidate != candidate);
  largest = larger ? candidate : largest;
  place = larger ? its_place : place;
}

/// One row of windows: `top` and `bottom` are its two rows of one channel.
void pool_row(const float* top, const float* bottom, std::int64_t windows, float* largest,
              int* places) {
  for (std::int64_t i = 0; i < windows; ++i) {
    float value = rectified(top[2 * i]);
    int place = 0;
    take_if_larger(rectified(top[2 * i + 1]), 1, value, place);
    take_if_larger(rectified(bottom[2 * i]), 2, value, place);
    take_if_larger(rectified(bottom[2 * i + 1]), 3, value, place);
    largest[i] = value;
    places[i] = place;
  }
}

/// `places` holds `bytes` places of each of the four channels that share bytes.
void pack(const int* places, std::int64_t bytes, std::uint8_t* packed) {
  for (std::int64_t k = 0; k < bytes; ++k) {
    packed[k] = static_cast<std::uint8_t>(places[k] | places[bytes + k] << 2 |
                                          places[2 * bytes + k] << 4 | places[3 * bytes + k] << 6);
  }
}

void unpack(const std::uint8_t* packed, std::int64_t bytes, int* places) {
  for (std::int64_t quarter = 0; quarter < kWindow; ++quarter) {
    for (std::int64_t k = 0; k < bytes; ++k) {
      places[quarter * bytes + k] = packed[k] >> (2 * quarter) & 3;
    }
  }
}

/// The bytes of one row, those of a pixel side by side.
void gather_row(const std::uint8_t* packed, std::int64_t plane, std::int64_t groups,
                std::int64_t columns, std::uint8_t* row) {
  for (std::int64_t group = 0; group < groups; ++group) {
    for (std::int64_t column = 0; column < columns; ++column) {
      row[column * groups + group] = packed[group * plane + column];
    }
  }
}

/// One window of all channels, which lie side by side; `top` and `bottom` are its left pixels.
void put_window(const float* values, const int* places, std::int64_t channels, float* top,
                float* bottom) {
  for (std::int64_t c = 0; c < channels; ++c) {
    const float value = values[c];
    const int place = places[c];
    top[c] = place == 0 ? value : 0;
    top[channels + c] = place == 1 ? value : 0;
    bottom[c] = place == 2 ? value : 0;
    bottom[channels + c] = place == 3 ? value : 0;
  }
}

Pooled pooled_by_library(const at::Tensor& x) {
  auto [values, indices] = at::max_pool2d_with_indices(at::relu(x), {2, 2});
  const std::int64_t width = x.size(3);
  const at::Tensor place =
      indices.div(width, "floor").remainder(2) * 2 + indices.remainder(width).remainder(2);
  const at::Tensor quarters =
      place.view({kWindow, x.size(1) / kWindow, values.size(2), values.size(3)}).to(at::kByte);
  at::Tensor packed = quarters[0].clone();
  for (std::int64_t quarter = 1; quarter < kWindow; ++quarter) {
    packed.add_(quarters[quarter] * (std::int64_t{1} << (2 * quarter)));
  }
  return {values, {packed, x.size(2), width}};
}

at::Tensor unpooled_by_library(const at::Tensor& x, const PoolingPlaces& places) {
  const std::int64_t channels = x.size(1);
  at::Tensor result = at::zeros({channels, places.height * places.width}, x.options());
  result.scatter_(1, places.indices().view({channels, -1}), x.reshape({channels, -1}));
  return result.view({1, channels, places.height, places.width})
      .contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

at::Tensor PoolingPlaces::indices() const {
  std::vector<at::Tensor> quarters;
  for (std::int64_t quarter = 0; quarter < kWindow; ++quarter) {
    quarters.push_back(packed.div(std::int64_t{1} << (2 * quarter), "floor").remainder(kWindow));
  }
  const at::Tensor place = at::cat(quarters).to(at::kLong).unsqueeze(0);
  const at::Tensor down = place.div(2, "floor") +
                          at::arange(packed.size(1), place.options()).view({packed.size(1), 1}) * 2;
  return down * width + place.remainder(2) + at::arange(packed.size(2), place.options()) * 2;
}

Pooled pooled_relu(const at::Tensor& x) {
  check(x);
  if (!for_own_kernels(x)) return pooled_by_library(x);
  const at::Tensor input = x.contiguous();
  const std::int64_t groups = x.size(1) / kWindow;
  const std::int64_t height = x.size(2);
  const std::int64_t width = x.size(3);
  const std::int64_t rows = height / 2;
  const std::int64_t columns = width / 2;
  Pooled result{at::empty({1, x.size(1), rows, columns}, at::kFloat),
                {at::empty({groups, rows, columns}, at::kByte), height, width}};
  const float* pixels = input.data_ptr<float>();
  float* values = result.values.data_ptr<float>();
  std::uint8_t* packed = result.places.packed.data_ptr<std::uint8_t>();
  at::parallel_for(0, groups, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<int> places(static_cast<std::size_t>(kWindow * columns));
    for (std::int64_t group = begin; group < end; ++group) {
      for (std::int64_t row = 0; row < rows; ++row) {
        for (std::int64_t quarter = 0; quarter < kWindow; ++quarter) {
          const std::int64_t channel = quarter * groups + group;
          const float* top = pixels + (channel * height + 2 * row) * width;
          pool_row(top, top + width, columns, values + (channel * rows + row) * columns,
                   places.data() + quarter * columns);
        }
        pack(places.data(), columns, packed + (group * rows + row) * columns);
      }
    }
  });
  return result;
}

at::Tensor unpooled(const at::Tensor& x, const PoolingPlaces& places) {
  check(x);
  if (!for_own_kernels(x)) return unpooled_by_library(x, places);
  const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
  const std::int64_t channels = x.size(1);
  const std::int64_t groups = channels / kWindow;
  const std::int64_t rows = x.size(2);
  const std::int64_t columns = x.size(3);
  const std::int64_t row_floats = places.width * channels;
  at::Tensor result = at::empty({1, channels, places.height, places.width},
                                at::TensorOptions(at::kFloat), at::MemoryFormat::ChannelsLast);
  const float* values = input.data_ptr<float>();
  const std::uint8_t* packed = places.packed.data_ptr<std::uint8_t>();
  float* pixels = result.data_ptr<float>();
  at::parallel_for(0, rows, 1, [&](std::int64_t begin, std::int64_t end) {
    std::vector<std::uint8_t> row_places(static_cast<std::size_t>(columns * groups));
    std::vector<int> window(static_cast<std::size_t>(channels));
    for (std::int64_t row = begin; row < end; ++row) {
      gather_row(packed + row * columns, rows * columns, groups, columns, row_places.data());
      float* top = pixels + 2 * row * row_floats;
      for (std::int64_t column = 0; column < columns; ++column) {
        unpack(row_places.data() + column * groups, groups, window.data());
        put_window(values + (row * columns + column) * channels, window.data(), channels,
                   top + 2 * column * channels, top + 2 * column * channels + row_floats);
      }
      std::fill(top + 2 * columns * channels, top + row_floats, 0.0F);
      std::fill(top + row_floats + 2 * columns * channels, top + 2 * row_floats, 0.0F);
    }
  });
  std::fill(pixels + 2 * rows * row_floats, pixels + places.height * row_floats, 0.0F);
  return result;
}

at::Tensor unpooled_rows(const at::Tensor& x, const PoolingPlaces& places, std::int64_t first,
                         std::int64_t end) {
  // The row below the last window of an odd height belongs to no window.
  const std::int64_t top = std::min(first / 2, x.size(2));
  const std::int64_t bottom = std::min((end + 1) / 2, x.size(2));
  const bool has_odd_row = end > 2 * bottom;
  const PoolingPlaces part{places.packed.narrow(1, top, bottom - top).contiguous(),
                           2 * (bottom - top) + (has_odd_row ? 1 : 0), places.width};
  return unpooled(x.narrow(2, top, bottom - top), part).narrow(2, first - 2 * top, end - first);
}

}  // namespace mbench

#include "runners/networks/resized_map.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace mbench {
namespace {

/// Two pixels of a row or column of the map, and the second one's share.
struct Place {
  std::int64_t first;
  std::int64_t second;
  float share;
};

std::vector<Place> places_of(std::int64_t from, std::int64_t to) {
  std::vector<Place> places;
  places.reserve(static_cast<std::size_t>(to));
  const double scale = static_cast<float>(from) / static_cast<float>(to);
  for (std::int64_t i = 0; i < to; ++i) {
    const double at = std::max(scale * (static_cast<double>(i) + 0.5) - 0.5, 0.0);
    const auto first = std::min(static_cast<std::int64_t>(at), from - 1);
    places.push_back({first, std::min(first + 1, from - 1),
                      static_cast<float>(at - static_cast<double>(first))});
  }
  return places;
}

float between(float first, float second, float share) {
  return (1.0F - share) * first + share * second;
}

/// Rows of the map at the new width, each made once while it is needed.
class WideRows {
 public:
  WideRows(const at::Tensor& map, const std::vector<Place>& columns)
      : pixels_(map.data_ptr<float>()), width_(map.size(3)), columns_(columns) {
    for (Row& row : rows_) row.values.resize(columns.size());
  }

  /// The two rows of `place`; valid until the next call.
  std::pair<const float*, const float*> of(const Place& place) {
    if (rows_[0].number != place.first) std::swap(rows_[0], rows_[1]);
    fill(rows_[0], place.first);
    if (place.second == place.first) return {rows_[0].values.data(), rows_[0].values.data()};
    fill(rows_[1], place.second);
    return {rows_[0].values.data(), rows_[1].values.data()};
  }

 private:
  struct Row {
    std::int64_t number = -1;
    std::vector<float> values;
  };

  void fill(Row& row, std::int64_t number) {
    if (row.number == number) return;
    row.number = number;
    const float* const from = pixels_ + number * width_;
    for (std::size_t x = 0; x < columns_.size(); ++x) {
      const Place& place = columns_[x];
      row.values[x] = between(from[place.first], from[place.second], place.share);
    }
  }

  const float* pixels_;
  std::int64_t width_;
  const std::vector<Place>& columns_;
  Row rows_[2];
};

}  // namespace

at::Tensor resized_map(const at::Tensor& map, std::int64_t rows, std::int64_t columns) {
  const at::Tensor from = map.contiguous();
  const std::vector<Place> down = places_of(from.size(2), rows);
  const std::vector<Place> across = places_of(from.size(3), columns);
  at::Tensor resized = at::empty({1, 1, rows, columns}, from.options());
  float* const to = resized.data_ptr<float>();
  constexpr std::int64_t kPixelsOfATask = 1 << 16;
  at::parallel_for(0, rows, std::max<std::int64_t>(1, kPixelsOfATask / columns),
                   [&](std::int64_t begin, std::int64_t end) {
                     WideRows wide(from, across);
                     for (std::int64_t y = begin; y < end; ++y) {
                       const Place& place = down[static_cast<std::size_t>(y)];
                       const auto [first, second] = wide.of(place);
                       for (std::int64_t x = 0; x < columns; ++x) {
                         to[y * columns + x] = between(first[x], second[x], place.share);
                       }
                     }
                   });
  return resized;
}

}  // namespace mbench

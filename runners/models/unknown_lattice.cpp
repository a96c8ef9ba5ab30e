#include "runners/models/unknown_lattice.h"

#include <algorithm>

namespace mbench {

UnknownLattice::UnknownLattice(const Trimap& trimap, int reach) : reach_(reach) {
  const int rows = trimap.size().height;
  for (int y = 0; y < rows; ++y) {
    first_runs_.push_back(runs_.size());
    const auto* values = trimap.pixels().ptr<std::uint8_t>(y);
    const auto* end = values + trimap.size().width;
    const auto* from = std::find(values, end, Trimap::kUnknown);
    while (from != end) {
      const auto* to =
          std::find_if(from, end, [](std::uint8_t value) { return value != Trimap::kUnknown; });
      runs_.push_back(
          {y, static_cast<int>(from - values), static_cast<int>(to - values), 0, runs_.size()});
      from = std::find(to, end, Trimap::kUnknown);
    }
  }
  first_runs_.push_back(runs_.size());
  number_pixels();
  for (Run& run : runs_) {
    for (int below = -reach; below <= reach; ++below) {
      neighbours_.push_back(slot(run.row + below, run.begin));
    }
    run.slot = slot_below(run, 0);
  }
}

void UnknownLattice::number_pixels() {
  // Also rows outside the image, so that runs at its border need no special case.
  for (int y = -reach_; y < rows() + reach_; ++y) {
    std::vector<ColumnRange> wide;
    for (const Run& run : runs(std::max(0, y - reach_), std::min(rows(), y + reach_ + 1))) {
      wide.push_back({run.begin - reach_, run.end + reach_});
    }
    covered_.emplace_back();
    for (const ColumnRange& range : united(std::move(wide))) {
      covered_.back().push_back({range, slots_});
      slots_ += static_cast<std::size_t>(range.end - range.begin);
    }
  }
}

std::span<const UnknownLattice::Run> UnknownLattice::runs(int begin, int end) const {
  const std::size_t first = first_runs_[static_cast<std::size_t>(begin)];
  return {runs_.data() + first, first_runs_[static_cast<std::size_t>(end)] - first};
}

std::size_t UnknownLattice::slot(int row, int column) const {
  const std::vector<Covered>& covered = covered_[static_cast<std::size_t>(row + reach_)];
  const auto after =
      std::upper_bound(covered.begin(), covered.end(), column,
                       [](int value, const Covered& part) { return value < part.columns.begin; });
  const Covered& part = *(after - 1);
  return part.slot + static_cast<std::size_t>(column - part.columns.begin);
}

}  // namespace mbench

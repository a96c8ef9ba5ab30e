#include "runners/mode_stages.h"

#include <algorithm>

namespace mbench {

ModeStages::ModeStages(const std::vector<PlannedCell>& plan, const PlannedSamples& samples,
                       OnOom on_oom)
    : plan_(plan), samples_(samples), on_oom_(on_oom) {
  for (const PlannedCell& cell : plan) count_ = std::max(count_, stage_of(cell) + 1);
}

std::size_t ModeStages::stage_of(const PlannedCell& cell) const {
  return on_oom_ == OnOom::keep ? 0 : cell.memory_mode;
}

bool ModeStages::has_later(const PlannedCell& cell) const {
  return std::any_of(plan_.begin(), plan_.end(), [&](const PlannedCell& other) {
    return group_of(other) == group_of(cell) && stage_of(other) > stage_of(cell);
  });
}

std::vector<std::size_t> ModeStages::places_of(const PlannedCell& cell) const {
  if (stage_of(cell) == 0) return samples_.chosen(cell);
  const auto left = left_.find(group_of(cell));
  return left == left_.end() ? std::vector<std::size_t>{} : left->second;
}

std::vector<CellPart> ModeStages::parts(std::size_t stage) const {
  std::vector<CellPart> parts;
  for (const PlannedCell& cell : plan_) {
    if (stage_of(cell) != stage) continue;
    CellPart part{&cell, places_of(cell), has_later(cell)};
    if (!part.places.empty()) parts.push_back(std::move(part));
  }
  return parts;
}

void ModeStages::out_of_memory(const PlannedCell& cell, std::vector<std::size_t> places) {
  left_[group_of(cell)] = std::move(places);
}

}  // namespace mbench

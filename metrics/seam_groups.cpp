#include "metrics/seam_groups.h"

namespace mbench {

SeamGroups::SeamGroups(std::vector<RunLabels>& bands, const std::vector<int>& heights) {
  for (std::size_t band = 0; band + 1 < bands.size(); ++band) {
    join_rows(bands[band], heights[band] - 1, bands[band + 1], band);
  }
  for (const auto& [component, parent] : parent_) {
    if (component == parent) continue;
    std::uint32_t& area = bands[component.band].area(component.run);
    const BandComponent head = first(component);
    bands[head.band].area(head.run) += area;
    area = 0;
  }
}

void SeamGroups::join_rows(const RunLabels& upper, int last_row, const RunLabels& lower,
                           std::size_t band) {
  std::uint32_t above = upper.first_run(last_row);
  std::uint32_t here = lower.first_run(0);
  while (above < upper.first_run(last_row + 1) && here < lower.first_run(1)) {
    if (upper.begin(above) < lower.end(here) && lower.begin(here) < upper.end(above)) {
      join({band, upper.component(above)}, {band + 1, lower.component(here)});
    }
    if (upper.end(above) < lower.end(here)) {
      ++above;
    } else {
      ++here;
    }
  }
}

void SeamGroups::join(const BandComponent& a, const BandComponent& b) {
  parent_.try_emplace(a, a);
  parent_.try_emplace(b, b);
  const BandComponent head_a = first(a);
  const BandComponent head_b = first(b);
  if (head_a < head_b) {
    parent_[head_b] = head_a;
  } else {
    parent_[head_a] = head_b;
  }
}

BandComponent SeamGroups::first(BandComponent component) const {
  for (auto found = parent_.find(component); found != parent_.end() && found->second != component;
       found = parent_.find(component)) {
    component = found->second;
  }
  return component;
}

std::vector<BandComponent> SeamGroups::others(BandComponent component) const {
  std::vector<BandComponent> found;
  for (const auto& [member, parent] : parent_) {
    if (member != component && first(member) == component) found.push_back(member);
  }
  return found;
}

}  // namespace mbench

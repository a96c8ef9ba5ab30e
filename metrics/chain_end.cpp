#include "metrics/chain_end.h"

namespace mbench {

ChainEnd::ChainEnd(const std::vector<LevelCells>& bands, const ConnectionRule& rule) : rule_(rule) {
  for (const LevelCells& band : bands) {
    pixels_ += static_cast<std::int64_t>(band.width()) * band.height();
    for (unsigned i = 0; i < kConnectionThresholds; ++i) passing_[i] += band.reaching(i + 1);
  }
}

std::optional<FinalLevel> ChainEnd::at(unsigned threshold, std::int64_t largest) const {
  const bool background_wins = rule_.background_competes && pixels_ - passing(threshold) >= largest;
  if (!background_wins && passing(threshold) > 0) return std::nullopt;
  FinalLevel final_level;
  final_level.most = static_cast<std::uint8_t>(threshold - 1);
  // From here on the background wins every threshold, and more pixels belong to it.
  if (background_wins || rule_.skip_empty) final_level.survivor = final_level.most;
  return final_level;
}

}  // namespace mbench

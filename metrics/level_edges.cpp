#include "metrics/level_edges.h"

#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "metrics/level_edges.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

void find_edges_of_rows(const std::uint8_t* levels, const std::uint8_t* above, std::size_t words,
                        const LevelEdges& edges) {
  const hn::CappedTag<std::uint8_t, 64> d;
  const hn::RebindToSigned<decltype(d)> di;  // levels are small: signed compares are cheaper
  std::uint8_t changes[8];
  std::uint8_t rises[8];
  std::uint8_t falls[8];
  for (std::size_t w = 0; w < words; ++w) {
    for (std::size_t i = 0; i < 64; i += hn::Lanes(d)) {
      const std::uint8_t* const here = levels + 64 * w + i;
      const std::uint8_t* const over = above + 64 * w + i;
      const auto level = hn::LoadU(d, here);
      const auto left = hn::LoadU(d, here - 1);
      const auto meet = hn::BitCast(di, hn::Min(level, hn::LoadU(d, over)));
      const auto meet_left = hn::BitCast(di, hn::Min(left, hn::LoadU(d, over - 1)));
      hn::StoreMaskBits(d, hn::Ne(level, left), changes + i / 8);
      hn::StoreMaskBits(di, hn::Gt(meet, meet_left), rises + i / 8);
      hn::StoreMaskBits(di, hn::Lt(meet, meet_left), falls + i / 8);
    }
    std::memcpy(edges.changes + w, changes, 8);
    std::memcpy(edges.rises + w, rises, 8);
    std::memcpy(edges.falls + w, falls, 8);
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(find_edges_of_rows);
}  // namespace

void find_edges(const std::uint8_t* levels, const std::uint8_t* above, std::size_t words,
                const LevelEdges& edges) {
  HWY_DYNAMIC_DISPATCH(find_edges_of_rows)(levels, above, words, edges);
}

}  // namespace mbench
#endif

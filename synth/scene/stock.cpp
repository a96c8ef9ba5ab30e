#include "synth/scene/stock.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

int most_of(const std::vector<EntityCount>& counts) {
  int most = 0;
  for (const EntityCount& count : counts) {
    if (count.weight > 0) most = std::max(most, count.entities);
  }
  return most;
}

std::size_t draw_count(const std::vector<EntityCount>& counts, Random& random) {
  double sum = 0;
  for (const EntityCount& count : counts) sum += count.weight;
  double left = random.uniform() * sum;
  std::size_t drawn = 0;
  for (const EntityCount& count : counts) {
    if (count.weight <= 0) continue;
    drawn = static_cast<std::size_t>(count.entities);
    left -= count.weight;
    if (left < 0) break;
  }
  return drawn;
}

}  // namespace

Stock::Stock(std::vector<Entity> entities, std::vector<fs::path> backgrounds)
    : entities_(std::move(entities)), backgrounds_(std::move(backgrounds)) {
  if (entities_.empty()) throw DataError("there are no entities to place");
  if (backgrounds_.empty()) throw DataError("there are no backgrounds to place entities on");
  for (std::size_t i = 0; i < entities_.size(); ++i) {
    const auto place = std::find_if(by_category_.begin(), by_category_.end(), [&](const auto& all) {
      return same_word(entities_[all.front()].category, entities_[i].category);
    });
    if (place == by_category_.end()) {
      by_category_.push_back({i});
    } else {
      place->push_back(i);
    }
  }
}

void Stock::require_enough_for(const SceneOptions& options) const {
  options.check();
  const auto wanted = static_cast<std::size_t>(most_of(options.counts));
  if (entities_.size() < wanted) {
    throw DataError(fmt::format("scenes of {} entities need as many, and the list has {}", wanted,
                                entities_.size()),
                    fmt::format("add entities, or ask for fewer with --entities-per-image {}",
                                entities_.size()));
  }
  if (!options.repeat_categories && categories() < wanted) {
    throw DataError(
        fmt::format("scenes of {} entities of unlike categories cannot be made of {} categories",
                    wanted, categories()),
        fmt::format("ask for fewer with --entities-per-image {}, or allow several of a category "
                    "with --categories any",
                    categories()));
  }
}

bool Stock::is_possible(std::size_t entity, const std::vector<std::size_t>& others,
                        const SceneOptions& options) const {
  return std::none_of(others.begin(), others.end(), [&](std::size_t other) {
    return other == entity ||
           (!options.repeat_categories && share_a_word(entities_[entity], entities_[other]));
  });
}

Cast Stock::cast(const SceneOptions& options, Random random) const {
  Cast cast;
  cast.background = random.below(backgrounds_.size());
  const std::size_t wanted = draw_count(options.counts, random);
  // Categories stay in the urn until they have nothing left to offer.
  std::vector<std::size_t> urn(by_category_.size());
  for (std::size_t i = 0; i < urn.size(); ++i) urn[i] = i;
  while (cast.entities.size() < wanted && !urn.empty()) {
    const std::size_t place = random.below(urn.size());
    std::vector<std::size_t> possible;
    for (const std::size_t entity : by_category_[urn[place]]) {
      if (is_possible(entity, cast.entities, options)) possible.push_back(entity);
    }
    if (possible.empty()) {
      urn[place] = urn.back();
      urn.pop_back();
      continue;
    }
    cast.entities.push_back(possible[random.below(possible.size())]);
  }
  return cast;
}

}  // namespace mbench

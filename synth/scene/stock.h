#pragma once

#include "core/random.h"
#include "synth/scene/entity.h"
#include "synth/scene/scene_options.h"

#include <cstddef>
#include <vector>

namespace mbench {

/// Which entities meet on which background.
struct Cast {
  std::size_t background = 0;         ///< in Stock::backgrounds()
  std::vector<std::size_t> entities;  ///< in Stock::entities(), each once, in no order
};

/// What scenes are made from.
class Stock {
 public:
  /// Throws DataError without entities or backgrounds.
  Stock(std::vector<Entity> entities, std::vector<fs::path> backgrounds);

  const std::vector<Entity>& entities() const { return entities_; }
  const std::vector<fs::path>& backgrounds() const { return backgrounds_; }
  /// The categories, letter case aside.
  std::size_t categories() const { return by_category_.size(); }

  /// Throws DataError if scenes of as many entities as the options ask for cannot be cast.
  void require_enough_for(const SceneOptions& options) const;

  /// Draws: how many entities by the options' weights, a category uniformly, an entity of it
  /// uniformly, a background uniformly. Where a category may not be repeated, none is drawn that
  /// shares a word with one that is there; then, and only then, can there be fewer entities.
  Cast cast(const SceneOptions& options, Random random) const;

 private:
  bool is_possible(std::size_t entity, const std::vector<std::size_t>& others,
                   const SceneOptions& options) const;

  std::vector<Entity> entities_;
  std::vector<fs::path> backgrounds_;
  std::vector<std::vector<std::size_t>> by_category_;
};

}  // namespace mbench

#include "synth/scene/scene.h"

#include <optional>

#include <fmt/format.h>

#include "core/error.h"
#include "core/interrupt.h"
#include "synth/pillow_resize.h"
#include "synth/scene/cutout.h"

namespace mbench {
namespace {

/// How often one number of entities is tried, each time with up to kPlacementTries placements.
constexpr std::uint64_t kLayouts = 6;
/// Facts in small are asked for a little more than those of the scene itself.
constexpr double kReserve = 1.1;

bool is_seen(const EntityFacts& facts, double factor) {
  return facts.visible_px >= factor * kLeastVisiblePixels &&
         facts.visible_px >= factor * kLeastVisibleShare * facts.whole_px;
}

/// Draws layouts of given cutouts until one will do.
class SceneMaker {
 public:
  SceneMaker(const Stock& stock, const SceneOptions& options, const Cast& cast, Random random)
      : stock_(stock), options_(options), cast_(cast), random_(random) {}

  Scene make() {
    const fs::path& file = stock_.backgrounds()[cast_.background];
    canvas_ = canvas_from(file, options_.size, warnings_);
    for (const std::size_t entity : cast_.entities) {
      cutouts_.push_back(cut_out(stock_.entities()[entity], warnings_));
      const cv::Mat& alpha = cutouts_.back().alpha;
      shapes_.push_back({alpha.size(), in_small(alpha)});
    }
    for (std::size_t count = cutouts_.size(); count > 0; --count) {
      shapes_.resize(count);
      for (std::uint64_t i = 0; i < kLayouts; ++i) {
        throw_if_interrupted();
        std::optional<Scene> scene = try_layout(random_.part("layout").part(count).part(i));
        if (scene) return std::move(*scene);
      }
    }
    throw DataError(fmt::format("{} shows fewer than {} opaque pixels on {}, whatever its place",
                                stock_.entities()[cast_.entities.front()].alpha.string(),
                                kLeastVisiblePixels, file.string()),
                    "choose larger scenes with --size, or take the entity out of the list");
  }

 private:
  /// Whether the entities, in the order of depth, may stand so. Fills expressions.
  bool will_do(const Placement& placement, const SceneFacts& facts, double factor, Random random,
               std::vector<std::vector<Expression>>* said) const {
    const std::vector<std::size_t> rank = ranks(placement);
    for (const EntityFacts& entity : facts.entities) {
      if (!is_seen(entity, factor)) return false;
    }
    for (const PlannedRelation& planned : placement.relations) {
      if (!holds(planned.relation, facts, rank[planned.one], rank[planned.other], Reading::clear)) {
        return false;
      }
    }
    const std::vector<Entity> entities = entities_in(placement);
    for (std::size_t i = 0; i < entities.size(); ++i) {
      std::vector<Expression> expressions =
          expressions_for(i, entities, facts, planned_for(i, placement), random.part(i));
      if (expressions.size() < least_expressions(entities.size())) return false;
      if (said != nullptr) said->push_back(std::move(expressions));
    }
    return true;
  }

  std::size_t least_expressions(std::size_t entities) const {
    if (options_.repeat_categories) return 1;
    return entities == 1 ? 3 : 4;
  }

  /// Which place each entity has in the order of depth.
  static std::vector<std::size_t> ranks(const Placement& placement) {
    std::vector<std::size_t> ranks(placement.order.size());
    for (std::size_t i = 0; i < ranks.size(); ++i) ranks[placement.order[i]] = i;
    return ranks;
  }

  std::vector<Entity> entities_in(const Placement& placement) const {
    std::vector<Entity> entities;
    for (const std::size_t i : placement.order) {
      entities.push_back(stock_.entities()[cast_.entities[i]]);
    }
    return entities;
  }

  /// The relations that the one at this depth was placed by, its own before those of others.
  static std::vector<Relation> planned_for(std::size_t depth, const Placement& placement) {
    const std::size_t entity = placement.order[depth];
    std::vector<Relation> relations;
    for (const PlannedRelation& planned : placement.relations) {
      if (planned.one == entity) relations.insert(relations.begin(), planned.relation);
      if (planned.other == entity) relations.push_back(inverse(planned.relation));
    }
    return relations;
  }

  std::optional<Scene> try_layout(Random random) {
    const Random speech = random.part("expressions");
    const Placement placement = place_entities(
        canvas_.size(), shapes_,
        [&](const Placement& tried, const SceneFacts& facts) {
          return will_do(tried, facts, kReserve, speech, nullptr);
        },
        random.part("placement"));
    if (placement.places.empty()) return std::nullopt;
    const std::vector<SceneLayer> layers = layers_of(placement);
    const std::vector<cv::Mat> visible = visible_alphas(canvas_.size(), layers);
    const SceneFacts facts = measure(layers, visible);
    std::vector<std::vector<Expression>> said;
    if (!will_do(placement, facts, 1, speech, &said)) return std::nullopt;
    Scene scene{
        cast_.background, cast_.entities.size(), {}, {}, Image(flatten(canvas_, layers)), {}, facts,
        warnings_};
    for (const cv::Mat& seen : visible) scene.mattes.emplace_back(seen);
    for (std::size_t depth = 0; depth < placement.order.size(); ++depth) {
      const std::size_t i = placement.order[depth];
      scene.entities.push_back(
          {cast_.entities[i], cutouts_[i].crop, placement.places[i], std::move(said[depth])});
    }
    const std::vector<std::size_t> rank = ranks(placement);
    for (const PlannedRelation& planned : placement.relations) {
      scene.relations.push_back({planned.relation, rank[planned.one], rank[planned.other]});
    }
    return scene;
  }

  std::vector<SceneLayer> layers_of(const Placement& placement) const {
    std::vector<SceneLayer> layers;
    for (const std::size_t i : placement.order) {
      const cv::Rect place = placement.places[i];
      layers.push_back({pillow_resize(cutouts_[i].foreground, place.size(), PillowFilter::bicubic),
                        pillow_resize(cutouts_[i].alpha, place.size(), PillowFilter::bicubic),
                        place.tl()});
    }
    return layers;
  }

  const Stock& stock_;
  const SceneOptions& options_;
  const Cast& cast_;
  Random random_;
  cv::Mat canvas_;
  std::vector<Cutout> cutouts_;
  std::vector<Shape> shapes_;
  std::vector<std::string> warnings_;
};

Random random_of_scene(const SceneOptions& options, std::uint64_t number) {
  return Random(options.seed).part("scene").part(number);
}

}  // namespace

Cast cast_of_scene(const Stock& stock, const SceneOptions& options, std::uint64_t number) {
  return stock.cast(options, random_of_scene(options, number).part("cast"));
}

Scene make_scene(const Stock& stock, const SceneOptions& options, std::uint64_t number) {
  const Cast cast = cast_of_scene(stock, options, number);
  return SceneMaker(stock, options, cast, random_of_scene(options, number)).make();
}

}  // namespace mbench

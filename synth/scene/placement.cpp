#include "synth/scene/placement.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "synth/pillow_resize.h"

namespace mbench {
namespace {

/// The longer side of the canvas on which tries are judged.
constexpr int kTrialSide = 192;
constexpr int kLeastEntitySide = 8;
constexpr double kMostOfASide = 0.85;

int rounded(double number) { return static_cast<int>(std::lround(number)); }

/// Uniform between the bounds; the upper one where they are the wrong way round.
int between(int low, int high, Random& random) {
  return low < high ? random.integer(low, high) : high;
}

int held_within(int start, int length, int room) { return std::clamp(start, 0, room - length); }

cv::Size size_for(cv::Size shape, cv::Size canvas, double area_share) {
  const double width = shape.width;
  const double height = shape.height;
  const double by_area = std::sqrt(area_share * canvas.area() / (width * height));
  const double scale = std::min(
      {by_area, kMostOfASide * canvas.width / width, kMostOfASide * canvas.height / height});
  return {std::clamp(rounded(width * scale), kLeastEntitySide, canvas.width),
          std::clamp(rounded(height * scale), kLeastEntitySide, canvas.height)};
}

/// Where one axis of an entity may begin so that it ends before `wall`, into which a sixth of the
/// smaller length may reach; none if it does not fit.
std::optional<int> before(int wall, int length, int other_length, int room, Random& random) {
  const int last = wall + std::min(length, other_length) / 6 - length;
  if (last < 0) return std::nullopt;
  return between(std::max(0, last - room / 3), last, random);
}

/// The same after a wall: the mirrored case.
std::optional<int> after(int wall, int length, int other_length, int room, Random& random) {
  const std::optional<int> mirrored = before(room - wall, length, other_length, room, random);
  if (!mirrored) return std::nullopt;
  return room - *mirrored - length;
}

/// Beside the other along one axis: level with it, more or less.
int level(int other, int other_length, int length, int room, Random& random) {
  const int middle = other + other_length / 2;
  const int wander = rounded(random.uniform(-0.2, 0.2) * room);
  return held_within(middle + wander - length / 2, length, room);
}

/// Over or under the other in depth: what is nearer stands lower in the picture.
cv::Point at_depth(const cv::Rect& other, cv::Size size, cv::Size canvas, bool nearer,
                   Random& random) {
  const double reach = 0.6 * (size.width + other.width) / 2;
  const int x =
      rounded(other.x + other.width / 2.0 + random.uniform(-reach, reach) - size.width / 2.0);
  const double step = nearer ? random.uniform(0, 0.15) : random.uniform(-0.25, 0);
  const int bottom = other.y + other.height + rounded(step * canvas.height);
  return {held_within(x, size.width, canvas.width),
          held_within(bottom - size.height, size.height, canvas.height)};
}

std::optional<cv::Point> place_beside(Relation relation, const cv::Rect& other, cv::Size size,
                                      cv::Size canvas, Random& random) {
  const auto levelled_y = [&] {
    return level(other.y, other.height, size.height, canvas.height, random);
  };
  const auto levelled_x = [&] {
    return level(other.x, other.width, size.width, canvas.width, random);
  };
  std::optional<int> start;
  switch (relation) {
    case Relation::left_of:
      start = before(other.x, size.width, other.width, canvas.width, random);
      return start ? std::optional(cv::Point(*start, levelled_y())) : std::nullopt;
    case Relation::right_of:
      start = after(other.br().x, size.width, other.width, canvas.width, random);
      return start ? std::optional(cv::Point(*start, levelled_y())) : std::nullopt;
    case Relation::above:
      start = before(other.y, size.height, other.height, canvas.height, random);
      return start ? std::optional(cv::Point(levelled_x(), *start)) : std::nullopt;
    case Relation::below:
      start = after(other.br().y, size.height, other.height, canvas.height, random);
      return start ? std::optional(cv::Point(levelled_x(), *start)) : std::nullopt;
    case Relation::in_front_of:
      return at_depth(other, size, canvas, true, random);
    case Relation::behind:
      return at_depth(other, size, canvas, false, random);
  }
  return std::nullopt;
}

/// Relations are drawn once for all tries: those that are hard to meet are not to be rarer.
std::vector<PlannedRelation> draw_relations(std::size_t entities, Random& random) {
  std::vector<PlannedRelation> relations;
  for (std::size_t i = 1; i < entities; ++i) {
    relations.push_back({kRelations[random.below(kRelations.size())], i, random.below(i)});
  }
  return relations;
}

/// Into the order of depth, next to what it is related to.
void put_into_order(std::vector<std::size_t>& order, const PlannedRelation& planned) {
  const auto other = std::find(order.begin(), order.end(), planned.other);
  if (planned.relation == Relation::behind) {
    order.insert(other, planned.one);
  } else if (planned.relation == Relation::in_front_of) {
    order.insert(other + 1, planned.one);
  } else {
    order.push_back(planned.one);
  }
}

std::optional<Placement> draw_placement(cv::Size canvas, const std::vector<Shape>& shapes,
                                        const std::vector<PlannedRelation>& relations,
                                        double shrunk, Random random) {
  const double crowd = static_cast<double>(shapes.size()) + 0.5;
  const auto draw_size = [&](std::size_t i) {
    const double share = random.uniform(0.22, 0.70) / crowd;
    return size_for(shapes[i].size, canvas, share * shrunk * shrunk);
  };
  Placement placement;
  placement.relations = relations;
  const cv::Size first = draw_size(0);
  const cv::Size room = canvas - first;
  placement.places.push_back(
      {{random.integer(0, room.width), between(room.height / 4, room.height, random)}, first});
  placement.order.push_back(0);
  for (const PlannedRelation& planned : relations) {
    const cv::Size size = draw_size(planned.one);
    const std::optional<cv::Point> place =
        place_beside(planned.relation, placement.places[planned.other], size, canvas, random);
    if (!place) return std::nullopt;
    placement.places.push_back({*place, size});
    put_into_order(placement.order, planned);
  }
  return placement;
}

cv::Rect scaled(const cv::Rect& rect, double factor) {
  return {rounded(rect.x * factor), rounded(rect.y * factor),
          std::max(1, rounded(rect.width * factor)), std::max(1, rounded(rect.height * factor))};
}

SceneFacts measure_in_small(cv::Size canvas, const std::vector<Shape>& shapes,
                            const Placement& placement) {
  const double factor = std::min(1.0, double{kTrialSide} / std::max(canvas.width, canvas.height));
  std::vector<SceneLayer> layers;
  for (const std::size_t entity : placement.order) {
    const cv::Rect place = scaled(placement.places[entity], factor);
    layers.push_back({cv::Mat(),
                      pillow_resize(shapes[entity].alpha, place.size(), PillowFilter::bilinear),
                      place.tl()});
  }
  const cv::Size trial = scaled(cv::Rect({}, canvas), factor).size();
  SceneFacts facts = measure(layers, visible_alphas(trial, layers));
  const double magnified = static_cast<double>(canvas.area()) / trial.area();
  for (EntityFacts& entity : facts.entities) {
    entity.whole_px *= magnified;
    entity.visible_px *= magnified;
  }
  facts.canvas = canvas;
  return facts;
}

}  // namespace

Placement place_entities(cv::Size canvas, const std::vector<Shape>& shapes,
                         const PlacementJudge& accept, Random random) {
  Random drawing = random.part("relations");
  const std::vector<PlannedRelation> relations = draw_relations(shapes.size(), drawing);
  for (int i = 0; i < kPlacementTries; ++i) {
    const double shrunk = 1.0 - 0.5 * i / kPlacementTries;
    const std::optional<Placement> placement = draw_placement(
        canvas, shapes, relations, shrunk, random.part(static_cast<std::uint64_t>(i)));
    if (placement && accept(*placement, measure_in_small(canvas, shapes, *placement))) {
      return *placement;
    }
  }
  return {};
}

}  // namespace mbench

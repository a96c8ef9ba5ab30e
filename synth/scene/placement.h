#pragma once

#include "core/random.h"
#include "synth/scene/facts.h"

#include <opencv2/core/mat.hpp>

#include <functional>
#include <vector>

namespace mbench {

/// A relation that a placement was made for: `one` lies so to `other`.
struct PlannedRelation {
  Relation relation = Relation::left_of;
  std::size_t one = 0;
  std::size_t other = 0;
};

/// Where the entities of a scene go.
struct Placement {
  std::vector<cv::Rect> places;            ///< on the canvas, by entity
  std::vector<std::size_t> order;          ///< entities from back to front
  std::vector<PlannedRelation> relations;  ///< between entities
};

/// One entity as placing needs it.
struct Shape {
  cv::Size size;  ///< of its picture; only the proportions matter
  cv::Mat alpha;  ///< CV_8UC1: the same in small
};

/// Says whether a placement will do, from facts measured in small; the facts' entities are in
/// `order`.
using PlacementJudge = std::function<bool(const Placement&, const SceneFacts&)>;

/// The first acceptable of up to kPlacementTries placements on the canvas; none of `shapes` is
/// empty. Each entity has a share of the canvas drawn for their number (0.7 to 0.22 over n + 1/2),
/// lies wholly on it, and all but the first are put into a relation, drawn uniformly, to one that
/// is there. From try to try they become smaller, by half in the end.
///
/// An empty placement (no places) means that none was accepted.
Placement place_entities(cv::Size canvas, const std::vector<Shape>& shapes,
                         const PlacementJudge& accept, Random random);

inline constexpr int kPlacementTries = 48;

}  // namespace mbench

#pragma once

#include "synth/scene/layers.h"

#include <opencv2/core/types.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace mbench {

/// Where one entity is seen on a scene, measured on its visible alpha.
struct EntityFacts {
  double whole_px = 0;    ///< its alpha's sum as placed, in opaque pixels
  double visible_px = 0;  ///< what is left of that on the canvas and under occlusion
  cv::Point2d centre;     ///< of gravity of what is visible, each coordinate in 0..1 of the canvas
};

/// What is true of a scene, whatever is said of it. Entities are in the layers' order: the
/// first is at the back.
struct SceneFacts {
  cv::Size canvas;
  std::vector<EntityFacts> entities;
  /// The share of entity [lower]'s opacity over which entity [upper] is seen (covered_share);
  /// 0 unless upper > lower.
  std::vector<std::vector<double>> covered;
};

/// `visible` are the layers' visible_alphas on a canvas of their size.
SceneFacts measure(const std::vector<SceneLayer>& layers, const std::vector<cv::Mat>& visible);

/// How something lies to another thing of the same scene.
enum class Relation { left_of, right_of, above, below, in_front_of, behind };
inline constexpr std::array kRelations{Relation::left_of, Relation::right_of,    Relation::above,
                                       Relation::below,   Relation::in_front_of, Relation::behind};
/// "left of".
const char* name_of(Relation relation);
/// What the other thing is to this one.
Relation inverse(Relation relation);

/// Where something is in the image.
enum class Position { left, right, top, bottom, middle };
inline constexpr std::array kPositions{Position::left, Position::right, Position::top,
                                       Position::bottom, Position::middle};
/// "left".
const char* name_of(Position position);

/// How strictly a word is taken. What is clear is also possible.
enum class Reading {
  clear,    ///< nobody would deny it
  possible  ///< somebody could understand it so
};

/// Whether `one` is in this relation to `other`, by their visible centres and, for in_front_of
/// and behind, by what the nearer one covers of the other:
///
///   left_of    clear: at least a tenth of the canvas's width further left, and at least half
///              as far to the left as it is higher or lower; possible: further left at all
///   above      the same with the height
///   in_front_of  clear: it is seen over at least 5 % of the other; possible: 0.5 %
bool holds(Relation relation, const SceneFacts& facts, std::size_t one, std::size_t other,
           Reading reading);

/// Whether the visible centre is there:
///
///   left       clear: at most 0.42 of the width; possible: less than half of it
///   top        the same with the height
///   middle     clear: within 0.08 of the canvas's middle both ways; possible: within 0.16
///
/// At least one position is clear for every centre.
bool holds(Position position, const SceneFacts& facts, std::size_t entity, Reading reading);

}  // namespace mbench

#pragma once

#include "core/image.h"
#include "synth/scene/expressions.h"
#include "synth/scene/placement.h"
#include "synth/scene/stock.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// One entity of a made scene.
struct SceneEntity {
  std::size_t entity = 0;  ///< in Stock::entities()
  cv::Rect crop;           ///< the part of its picture that was taken: all that is not clear
  cv::Rect place;          ///< where that went, resized, on the canvas
  std::vector<Expression> expressions;  ///< see expressions_for
};

/// A composite of several entities on one background, and what is true of it.
struct Scene {
  std::size_t background = 0;              ///< in Stock::backgrounds()
  std::size_t wanted = 0;                  ///< entities; fewer are there where they found no place
  std::vector<SceneEntity> entities;       ///< from back to front
  std::vector<PlannedRelation> relations;  ///< that it was made for; indices into entities
  Image image;
  std::vector<Alpha> mattes;  ///< what each entity shows of itself, of the image's size, bytes
  SceneFacts facts;           ///< of exactly these mattes
  std::vector<std::string> warnings;  ///< of the files read, each naming its file
};

/// Scene `number`: it depends on the options, the stock and its number alone.
///
/// Entities are cut to what is not clear, resized with Pillow's bicubic, placed, and flattened
/// over the background (synth/scene/layers.h). All of them show at least kLeastVisibleShare and
/// kLeastVisiblePixels, their planned relations clearly hold, and each has at least one
/// expression; placements are drawn until that is so, and after too many of them the last entity
/// is left out.
///
/// Throws DataError that names the file: unreadable, foreground and alpha of unlike size, an alpha
/// with next to nothing in it, a background below kLeastSide, an entity that shows less than
/// kLeastVisiblePixels even alone.
Scene make_scene(const Stock& stock, const SceneOptions& options, std::uint64_t number);

/// The entities and the background of that scene.
Cast cast_of_scene(const Stock& stock, const SceneOptions& options, std::uint64_t number);

}  // namespace mbench

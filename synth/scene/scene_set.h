#pragma once

#include "core/progress.h"
#include "synth/scene/stock.h"

#include <cstdint>
#include <string>

namespace mbench {

/// A set of scenes to be made.
struct SceneSetOptions {
  SceneOptions scene;
  fs::path out;
  std::string split = "train";  ///< train or test
  std::uint64_t count = 0;      ///< scenes 0 to count - 1; at most kMostScenes
  int jpeg_quality = 0;         ///< of the images, 1..100; 0: PNG. Mattes are PNG always
  int threads = 1;

  /// Throws UsageError.
  void check() const;
};

inline constexpr std::uint64_t kMostScenes = 99'999'999;

/// What came of it.
struct SceneSetOutcome {
  std::uint64_t made = 0;      ///< scenes that were not there
  std::uint64_t kept = 0;      ///< scenes that were, whole
  std::uint64_t entities = 0;  ///< of all scenes now there, as the next
  std::uint64_t expressions = 0;
  std::uint64_t fewer = 0;     ///< scenes in which not all entities found a place
  std::uint64_t enlarged = 0;  ///< entities that were enlarged to more than twice their size
};

/// Makes the scenes and writes them as RefMatte lies, below OUT/SPLIT:
///
///     img/scene_SPLIT_00000012.png       the image (or .jpg)
///     mask/scene_SPLIT_00000012_1.png    the visible alpha of each entity, from 1 at the back
///     refmatte_SPLIT_label.json          the expressions, when all scenes are there
///     scenes.jsonl                       how everything was made (synth/scene/scene_record.h)
///
/// The files depend on the options, the stock and the count alone, not on the threads. Scenes of
/// an earlier call that are whole are kept, be they more than `count`; what is missing or of
/// another length is made again.
///
/// Throws DataError naming the file: a source that cannot be used (all that are needed are looked
/// at before the first scene), a full disk; UsageError if OUT holds scenes made in another way;
/// Interrupted when the user asked to stop. Finished scenes stay.
SceneSetOutcome write_scene_set(const Stock& stock, const SceneSetOptions& options,
                                Progress& progress);

}  // namespace mbench

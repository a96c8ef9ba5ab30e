#pragma once

#include "synth/scene/scene.h"

#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A picture file that was written for a scene.
struct SceneFile {
  std::string path;  ///< below the split's folder, parts joined by '/'
  std::uint64_t bytes = 0;
  std::string sha256;  ///< of its decoded pixels (sha256_of_pixels)
};

/// What was written for one scene.
struct SceneFiles {
  SceneFile image;
  std::vector<SceneFile> mattes;  ///< of the scene's entities, in their order
};

/// All that is known of a scene as one JSON object: sources, places, facts, files with their
/// digests, expressions with their meaning. The same scene gives the same text.
nlohmann::ordered_json record_of(const Scene& scene, const Stock& stock, std::uint64_t number,
                                 const SceneFiles& files);

/// The files that the record names, without digests; empty paths if it is no such record.
SceneFiles files_in(const nlohmann::ordered_json& record);

/// The lines of RefMatte's label file for the record's entities, each
///
///     "MASK": {"image_name": "IMAGE", "category": "...", "expressions": ["...", ...]}
///
/// with names without endings. Throws nlohmann::json::exception if it is no such record.
std::vector<std::string> label_lines(const nlohmann::ordered_json& record);

/// A digest of what scenes are made from: the words of all entities, the names and lengths of all
/// files. Throws DataError if a file is not there.
std::string digest_of(const Stock& stock);

}  // namespace mbench

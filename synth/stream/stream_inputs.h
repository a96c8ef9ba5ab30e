#pragma once

#include <opencv2/core/types.hpp>

#include <string>
#include <vector>

#include "core/filesystem.h"
#include "core/progress.h"
#include "synth/stream/stream_recipe.h"

namespace mbench {

/// One file that samples may be made of.
struct StreamFile {
  std::string name;  ///< below the folder that was given: what is written down of it
  fs::path path;
  std::string sha256 = {};  ///< of its bytes; filled in by check_inputs
};

/// A foreground or photograph and its alpha.
struct StreamPair {
  StreamFile colour;
  StreamFile alpha;
};

/// What samples are made of. The order of sets and of files in them is part of what determines
/// a sample.
struct StreamInputs {
  std::vector<std::vector<StreamPair>> foregrounds;
  std::vector<std::vector<StreamFile>> backgrounds;
  std::vector<std::vector<StreamPair>> photographs;  ///< with alphas, used as they are; may be none
};

/// Reads every file once, for its digest, and the sizes in the headers of foregrounds and
/// alphas, on all threads.
///
/// Throws DataError, naming the file and the remedy, if an alpha has another size than its
/// foreground, if a picture is too large to be mapped (a side of 32767 pixels or more), or so
/// slim that it would have more than 2^28 pixels before it is cut; if a file cannot be read; and
/// Interrupted when the user asked to stop.
void check_inputs(StreamInputs& inputs, const StreamRecipe& recipe, int crop_px, int threads,
                  Progress& progress);

/// One line for each file in order: role, set, name and digest, in JSON.
std::string inputs_text(const StreamInputs& inputs);

}  // namespace mbench

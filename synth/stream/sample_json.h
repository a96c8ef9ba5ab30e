#pragma once

#include <cstdint>
#include <string>

#include "synth/stream/input_choice.h"
#include "synth/stream/stream_sample.h"

namespace mbench {

/// Which sample of which stream one is.
struct SampleName {
  std::string key;  ///< what its files are called
  std::uint64_t index = 0;
  std::uint64_t seed = 0;
};

/// All that determined a sample, as one line of JSON without its end: the files by name and
/// digest, and every number that was drawn. null stands where a step was not taken; rectangles
/// are [x, y, width, height], boxes [left, top, right, bottom] with the last pixels included.
std::string sample_json(const StreamRecipe& recipe, const SampleName& name,
                        const StreamInputs& inputs, const InputChoice& choice,
                        const StreamSample& sample);

}  // namespace mbench

#pragma once

#include <cstddef>
#include <optional>

#include "core/random.h"
#include "synth/stream/stream_inputs.h"

namespace mbench {

/// A file of the inputs: its set and its place in it.
struct InputPlace {
  std::size_t set = 0;
  std::size_t place = 0;
};

/// Which pictures one sample is made of.
struct InputChoice {
  bool photograph = false;  ///< `first` is one, and there is no second
  InputPlace first;
  std::optional<InputPlace> second;  ///< of the first one's set or, without sets, of any
  InputPlace background;
};

/// The choice for sample `index` of a stream. Pictures are taken in a shuffled order, each once
/// before any again; where a set is drawn first, uniformly in it. A second foreground is never
/// the first one itself, so with one foreground there is none.
///
/// `stream` is the generator of the whole stream; the sample's own draws come from
/// stream.part(index). There must be a foreground and a background.
InputChoice choose_inputs(const StreamRecipe& recipe, const StreamInputs& inputs,
                          const Random& stream, std::uint64_t index);

}  // namespace mbench

#pragma once

#include <mutex>
#include <set>
#include <string>

#include "synth/stream/decoded_cache.h"
#include "synth/stream/input_choice.h"
#include "synth/stream/stream_sample.h"

namespace mbench {

/// A sample and the pictures that it was made of.
struct ChosenSample {
  InputChoice choice;
  StreamSample sample;
};

/// An endless stream of training samples.
///
/// Sample i depends on the seed, i, the recipe, the request and the ordered inputs alone. May be
/// asked from several threads; they keep up to 1 GiB of decoded pictures between them.
class StreamSource {
 public:
  /// The inputs have a foreground and a background.
  StreamSource(StreamRecipe recipe, StreamInputs inputs, const SampleRequest& request,
               std::uint64_t seed);

  /// Throws DataError, naming the file, for one that cannot be decoded.
  ChosenSample sample(std::uint64_t index) const;

  const StreamRecipe& recipe() const { return recipe_; }
  const StreamInputs& inputs() const { return inputs_; }
  const SampleRequest& request() const { return request_; }
  std::uint64_t seed() const { return seed_; }
  /// What was odd about the pictures that were decoded, a line each.
  std::set<std::string> warnings() const;

 private:
  cv::Mat colour(const StreamFile& file, DecodedCache& cache) const;
  Layer layer(const StreamPair& pair) const;
  void warn(const StreamFile& file, const std::vector<std::string>& warnings) const;

  StreamRecipe recipe_;
  StreamInputs inputs_;
  SampleRequest request_;
  std::uint64_t seed_;
  Random random_;
  mutable DecodedCache objects_;
  mutable DecodedCache backgrounds_;
  mutable std::mutex mutex_;
  mutable std::set<std::string> warnings_;
};

}  // namespace mbench

#include "synth/stream/stream_source.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"

namespace mbench {
namespace {

constexpr std::size_t kObjectBytes = std::size_t{768} << 20U;
constexpr std::size_t kBackgroundBytes = std::size_t{256} << 20U;

}  // namespace

StreamSource::StreamSource(StreamRecipe recipe, StreamInputs inputs, const SampleRequest& request,
                           std::uint64_t seed)
    : recipe_(std::move(recipe)),
      inputs_(std::move(inputs)),
      request_(request),
      seed_(seed),
      random_(Random(seed).part(recipe_.name)),
      objects_(kObjectBytes),
      backgrounds_(kBackgroundBytes) {}

void StreamSource::warn(const StreamFile& file, const std::vector<std::string>& warnings) const {
  const std::lock_guard lock(mutex_);
  for (const std::string& warning : warnings) warnings_.insert(file.path.string() + ": " + warning);
}

std::set<std::string> StreamSource::warnings() const {
  const std::lock_guard lock(mutex_);
  return warnings_;
}

cv::Mat StreamSource::colour(const StreamFile& file, DecodedCache& cache) const {
  return cache.get(file.path.string(), [&] {
    const Read<Image> read = read_image(file.path);
    warn(file, read.warnings);
    return read.picture.pixels();
  });
}

Layer StreamSource::layer(const StreamPair& pair) const {
  // A picture may be a foreground and, with another reader, an alpha.
  const cv::Mat alpha = objects_.get("alpha " + pair.alpha.path.string(), [&] {
    const Read<Alpha> read = read_alpha(pair.alpha.path);
    warn(pair.alpha, read.warnings);
    return read.picture.pixels();
  });
  Layer layer{colour(pair.colour, objects_), alpha};
  if (layer.colour.size() != layer.alpha.size()) {
    throw DataError(fmt::format("alpha {} is {}x{} but {} is {}x{}", pair.alpha.path.string(),
                                layer.alpha.cols, layer.alpha.rows, pair.colour.path.string(),
                                layer.colour.cols, layer.colour.rows),
                    "a foreground and its alpha have one size");
  }
  return layer;
}

ChosenSample StreamSource::sample(std::uint64_t index) const {
  const InputChoice choice = choose_inputs(recipe_, inputs_, random_, index);
  SamplePictures pictures;
  pictures.photograph = choice.photograph;
  const auto& pairs = choice.photograph ? inputs_.photographs : inputs_.foregrounds;
  pictures.first = layer(pairs[choice.first.set][choice.first.place]);
  if (choice.second) {
    pictures.second = layer(inputs_.foregrounds[choice.second->set][choice.second->place]);
  }
  if (!choice.photograph) {
    pictures.background =
        colour(inputs_.backgrounds[choice.background.set][choice.background.place], backgrounds_);
  }
  return {choice, make_stream_sample(recipe_, request_, pictures, random_.part(index))};
}

}  // namespace mbench

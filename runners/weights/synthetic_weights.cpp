#include "runners/weights/synthetic_weights.h"

#include "core/error.h"
#include "core/random.h"
#include "runners/weights/spectral_norm.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>
#include <unordered_map>

namespace mbench {
namespace {

constexpr std::string_view kScheme = "synthetic:";
constexpr std::string_view kHeadGain = ",head_gain=";

bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

std::uint64_t fnv1a(std::string_view text) {
  std::uint64_t hash = 0xCBF29CE484222325U;
  for (const char letter : text) {
    hash = (hash ^ static_cast<unsigned char>(letter)) * 0x100000001B3U;
  }
  return hash;
}

struct Interval {
  double low = 0;
  double high = 0;
};

Interval interval_of(const std::string& name, const std::vector<std::int64_t>& shape) {
  if (ends_with(name, "running_var")) return {0.5, 1.5};
  if (ends_with(name, "running_mean")) return {-0.1, 0.1};
  if (shape.size() >= 2) {
    double inputs = 1;
    for (std::size_t i = 1; i < shape.size(); ++i) inputs *= static_cast<double>(shape[i]);
    const double bound = std::sqrt(6.0 / inputs);
    return {-bound, bound};
  }
  if (ends_with(name, "weight")) return {0.9, 1.1};
  return {-0.05, 0.05};
}

class SyntheticWeights : public WeightSource {
 public:
  SyntheticWeights(const ParameterManifest& manifest, std::uint64_t seed, float head_gain)
      : manifest_(manifest), seed_(seed), head_gain_(head_gain) {
    for (const Parameter& parameter : manifest_.parameters) {
      if (!parameter.computed) shapes_[parameter.name] = &parameter.shape;
    }
  }

  std::string digest() const override {
    std::string text = fmt::format("{}{}", kScheme, seed_);
    if (head_gain_ != 1) text += fmt::format("{}{}", kHeadGain, head_gain_);
    return text;
  }
  bool is_synthetic() const override { return true; }

 protected:
  const std::vector<std::int64_t>* shape_of(const std::string& name) const override {
    const auto found = shapes_.find(name);
    return found == shapes_.end() ? nullptr : found->second;
  }

  void read_stored(const std::string& name, float* values) const override {
    if (manifest_.power_step && read_spectral_vector(name, values)) return;
    const std::vector<std::int64_t>& shape = *shapes_.at(name);
    synthetic_values(seed_, name, shape, values);
    for (const WeightTweak& tweak : manifest_.tweaks) {
      if (tweak.name == name) scale(shape, values, tweak.factor, tweak.shift);
    }
    const auto& heads = manifest_.heads;
    if (std::find(heads.begin(), heads.end(), name) != heads.end()) {
      scale(shape, values, head_gain_, 0);
    }
  }

 private:
  static std::size_t elements(const std::vector<std::int64_t>& shape) {
    std::size_t product = 1;
    for (const std::int64_t side : shape) product *= static_cast<std::size_t>(side);
    return product;
  }

  static void scale(const std::vector<std::int64_t>& shape, float* values, float factor,
                    float shift) {
    for (std::size_t i = 0; i < elements(shape); ++i) values[i] = values[i] * factor + shift;
  }

  std::vector<float> filled(const std::string& name) const {
    const std::vector<std::int64_t>& shape = *shapes_.at(name);
    std::vector<float> values(elements(shape));
    synthetic_values(seed_, name, shape, values.data());
    return values;
  }

  bool read_spectral_vector(const std::string& name, float* values) const {
    const bool is_u = ends_with(name, ".weight_u");
    if (!is_u && !ends_with(name, ".weight_v")) return false;
    const std::string stem = name.substr(0, name.size() - 1);
    std::vector<float> u = filled(stem + "u");
    std::vector<float> v(elements(*shapes_.at(stem + "v")));
    power_step(filled(stem + "bar"), u, v);
    const std::vector<float>& asked = is_u ? u : v;
    std::copy(asked.begin(), asked.end(), values);
    return true;
  }

  const ParameterManifest manifest_;
  std::uint64_t seed_;
  float head_gain_;
  std::unordered_map<std::string, const std::vector<std::int64_t>*> shapes_;
};

}  // namespace

void synthetic_values(std::uint64_t seed, const std::string& name,
                      const std::vector<std::int64_t>& shape, float* values) {
  const auto [low, high] = interval_of(name, shape);
  std::size_t count = 1;
  for (const std::int64_t side : shape) count *= static_cast<std::size_t>(side);
  const std::uint64_t start = fnv1a(fmt::format("{}:{}", seed, name));
  for (std::size_t i = 0; i < count; ++i) {
    // A generator's first bits are SplitMix64 of its seed.
    values[i] = static_cast<float>(Random(start + i).uniform(low, high));
  }
}

std::unique_ptr<WeightSource> synthetic_weights(const ParameterManifest& manifest,
                                                std::uint64_t seed, float head_gain) {
  return std::make_unique<SyntheticWeights>(manifest, seed, head_gain);
}

bool names_synthetic_weights(const std::string& text) { return text.rfind(kScheme, 0) == 0; }

std::unique_ptr<WeightSource> parse_synthetic_weights(const ParameterManifest& manifest,
                                                      const std::string& text) {
  const std::string_view rest = std::string_view(text).substr(kScheme.size());
  const std::size_t comma = std::min(rest.find(kHeadGain), rest.size());
  const std::string_view seed_text = rest.substr(0, comma);
  std::uint64_t seed = 0;
  float gain = 1;
  const auto parse = [](std::string_view from, auto& value) {
    const auto [end, error] = std::from_chars(from.data(), from.data() + from.size(), value);
    return error == std::errc() && end == from.data() + from.size();
  };
  bool valid = parse(seed_text, seed);
  if (comma < rest.size()) {
    valid = valid && parse(rest.substr(comma + kHeadGain.size()), gain) && std::isfinite(gain) &&
            !manifest.heads.empty();
  }
  if (!valid) {
    throw UsageError(fmt::format("'{}' are no synthetic weights of {}", text, manifest.model),
                     manifest.heads.empty()
                         ? "write synthetic:SEED with a whole number, such as synthetic:1"
                         : "write synthetic:SEED or synthetic:SEED,head_gain=GAIN, such as "
                           "synthetic:1");
  }
  return synthetic_weights(manifest, seed, gain);
}

}  // namespace mbench

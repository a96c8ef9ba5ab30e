#include "synth/stream/stream_inputs.h"

#include <atomic>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/picture_metadata.h"
#include "core/sha256.h"
#include "core/thread_team.h"

namespace mbench {
namespace {

constexpr int kMostSidePx = 32766;  // OpenCV's maps count in 16 bits
constexpr double kMostPixels = 1 << 28;

std::string text_of(cv::Size size) { return fmt::format("{}x{}", size.width, size.height); }

/// The largest that a recipe makes of a picture.
double most_pixels(const StreamRecipe& recipe, cv::Size size, int crop_px) {
  double factor = 1;
  if (std::max(size.width, size.height) < recipe.enlarge.below_side_px) {
    for (const double each : recipe.enlarge.factors) factor = std::max(factor, each);
  }
  const double shorter = std::min(size.width, size.height);
  const double longer = std::max(size.width, size.height);
  const double shape = longer / shorter;
  const double enlarged_shorter = std::max(shorter * factor, 1.1 * crop_px);
  return enlarged_shorter * enlarged_shorter * shape;
}

void check_pair(const StreamPair& pair, const StreamRecipe& recipe, int crop_px) {
  const cv::Size size = picture_header(pair.colour.path).size;
  const cv::Size alpha = picture_header(pair.alpha.path).size;
  const std::string name = pair.colour.path.string();
  if (size != alpha) {
    throw DataError(fmt::format("alpha {} is {} but {} is {}", pair.alpha.path.string(),
                                text_of(alpha), name, text_of(size)),
                    "a foreground and its alpha have one size");
  }
  if (std::max(size.width, size.height) > kMostSidePx) {
    throw DataError(fmt::format("{} is {}: no side may be longer than {} pixels", name,
                                text_of(size), kMostSidePx),
                    "leave it out, or make it smaller");
  }
  if (most_pixels(recipe, size, crop_px) > kMostPixels) {
    throw DataError(
        fmt::format("{} is {}: made large enough for crops of {} pixels it would have more than "
                    "{:.0f} million pixels",
                    name, text_of(size), crop_px, kMostPixels / 1e6),
        "leave it out, cut it to another shape, or ask for a smaller --size");
  }
}

/// A piece of the work of check_inputs.
struct Check {
  StreamFile* file = nullptr;
  const StreamPair* pair = nullptr;  ///< where the file is a pair's colours
};

std::vector<Check> checks_of(StreamInputs& inputs) {
  std::vector<Check> checks;
  for (auto* const sets : {&inputs.foregrounds, &inputs.photographs}) {
    for (std::vector<StreamPair>& set : *sets) {
      for (StreamPair& pair : set) {
        checks.push_back({&pair.colour, &pair});
        checks.push_back({&pair.alpha, nullptr});
      }
    }
  }
  for (std::vector<StreamFile>& set : inputs.backgrounds) {
    for (StreamFile& file : set) checks.push_back({&file, nullptr});
  }
  return checks;
}

void add_line(std::string& text, const char* role, std::size_t set, const StreamFile& file) {
  const nlohmann::ordered_json line{
      {"role", role}, {"set", set}, {"name", file.name}, {"sha256", file.sha256}};
  text += line.dump() + "\n";
}

}  // namespace

void check_inputs(StreamInputs& inputs, const StreamRecipe& recipe, int crop_px, int threads,
                  Progress& progress) {
  const std::vector<Check> checks = checks_of(inputs);
  std::atomic<std::size_t> done{0};
  progress.begin("hash", checks.size());
  ThreadTeam(threads).each(checks.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Check& check = checks[i];
    if (check.pair != nullptr) check_pair(*check.pair, recipe, crop_px);
    check.file->sha256 = sha256_of_file(check.file->path);
    progress.step(++done, check.file->name);
  });
  progress.end();
}

std::string inputs_text(const StreamInputs& inputs) {
  std::string text;
  const auto add_pairs = [&](const std::vector<std::vector<StreamPair>>& sets, const char* colour,
                             const char* alpha) {
    for (std::size_t set = 0; set < sets.size(); ++set) {
      for (const StreamPair& pair : sets[set]) {
        add_line(text, colour, set, pair.colour);
        add_line(text, alpha, set, pair.alpha);
      }
    }
  };
  add_pairs(inputs.foregrounds, "foreground", "alpha");
  add_pairs(inputs.photographs, "photograph", "photograph-alpha");
  for (std::size_t set = 0; set < inputs.backgrounds.size(); ++set) {
    for (const StreamFile& file : inputs.backgrounds[set]) add_line(text, "background", set, file);
  }
  return text;
}

}  // namespace mbench

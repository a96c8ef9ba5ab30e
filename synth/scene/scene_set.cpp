#include "synth/scene/scene_set.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/picture_decoder.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/scene/scene.h"
#include "synth/scene/scene_journal.h"
#include "synth/scene/scene_progress.h"
#include "synth/scene/scene_record.h"
#include "synth/scene/source_check.h"
#include "synth/scene/whole_file.h"

namespace mbench {
namespace {

/// Raised when the same options and sources give other scenes than before.
constexpr int kScenesVersion = 1;
constexpr double kEnlarged = 2.0;

using Record = nlohmann::ordered_json;

fs::path split_folder(const SceneSetOptions& options) { return options.out / options.split; }

Record header_of(const Stock& stock, const SceneSetOptions& options) {
  const SceneOptions& scene = options.scene;
  return {{"format", "mbench scenes"},
          {"version", kScenesVersion},
          {"seed", scene.seed},
          {"split", options.split},
          {"size", scene.size.empty() ? std::string("background")
                                      : fmt::format("{}x{}", scene.size.width, scene.size.height)},
          {"entities_per_image", text_of(scene.counts)},
          {"categories", scene.repeat_categories ? "any" : "distinct"},
          {"images", options.jpeg_quality == 0 ? std::string("png")
                                               : fmt::format("jpeg:{}", options.jpeg_quality)},
          {"resampler", "bicubic"},
          {"least_visible_share", kLeastVisibleShare},
          {"least_visible_px", kLeastVisiblePixels},
          {"entities", stock.entities().size()},
          {"backgrounds", stock.backgrounds().size()},
          {"sources", digest_of(stock)}};
}

/// Whether all files of a record are there, as long as they were.
bool is_whole(const fs::path& folder, const Record& record) {
  const SceneFiles files = files_in(record);
  const auto is_there = [&](const SceneFile& file) {
    boost::system::error_code error;
    return !file.path.empty() && fs::file_size(folder / file.path, error) == file.bytes && !error;
  };
  return is_there(files.image) && std::all_of(files.mattes.begin(), files.mattes.end(), is_there);
}

SceneFile write_file(const fs::path& folder, const std::string& path,
                     const std::vector<unsigned char>& bytes, const cv::Mat& decoded) {
  write_file_atomically(folder / path, bytes.data(), bytes.size());
  return {path, bytes.size(), sha256_of_pixels(decoded)};
}

SceneFiles write_files(const Scene& scene, const SceneSetOptions& options, std::uint64_t number) {
  const fs::path folder = split_folder(options);
  const std::string stem = fmt::format("scene_{}_{:08}", options.split, number);
  const cv::Mat& pixels = scene.image.pixels();
  SceneFiles files;
  if (options.jpeg_quality == 0) {
    files.image = write_file(folder, fmt::format("img/{}.png", stem), encode_png(pixels), pixels);
  } else {
    const std::vector<unsigned char> bytes = encode_jpeg(pixels, options.jpeg_quality);
    std::vector<unsigned char> used_up = bytes;
    files.image =
        write_file(folder, fmt::format("img/{}.jpg", stem), bytes, decode_picture(used_up));
  }
  for (std::size_t i = 0; i < scene.mattes.size(); ++i) {
    const cv::Mat& matte = scene.mattes[i].pixels();
    files.mattes.push_back(
        write_file(folder, fmt::format("mask/{}_{}.png", stem, i + 1), encode_png(matte), matte));
  }
  return files;
}

std::vector<std::uint64_t> missing(const std::vector<std::uint64_t>& there, std::uint64_t count) {
  std::vector<std::uint64_t> numbers;
  auto next = there.begin();
  for (std::uint64_t number = 0; number < count; ++number) {
    while (next != there.end() && *next < number) ++next;
    if (next == there.end() || *next != number) numbers.push_back(number);
  }
  return numbers;
}

void count(const Record& record, SceneSetOutcome& outcome) {
  const Record& entities = record.at("entities");
  outcome.entities += entities.size();
  if (entities.size() < record.at("wanted_entities").get<std::size_t>()) ++outcome.fewer;
  for (const Record& entity : entities) {
    outcome.expressions += entity.at("expressions").size();
    const double from = entity.at("crop").at(2).get<double>();
    if (entity.at("place").at(2).get<double>() > kEnlarged * from) ++outcome.enlarged;
  }
}

void write_labels(const SceneJournal& journal, const fs::path& file, SceneSetOutcome& outcome) {
  WholeFile labels(file);
  const char* separator = "{\n";
  journal.each([&](const Record& record) {
    for (const std::string& line : label_lines(record)) {
      labels.out() << separator << line;
      separator = ",\n";
    }
    count(record, outcome);
  });
  labels.out() << (*separator == '{' ? "{}\n" : "\n}\n");
  labels.commit();
}

}  // namespace

void SceneSetOptions::check() const {
  scene.check();
  if (split != "train" && split != "test") {
    throw UsageError(fmt::format("RefMatte has no split '{}'", split), "train or test");
  }
  if (count < 1 || count > kMostScenes) {
    throw UsageError(fmt::format("{} scenes cannot be made", count),
                     fmt::format("ask for 1 to {}", kMostScenes));
  }
  if (jpeg_quality < 0 || jpeg_quality > 100) {
    throw UsageError(fmt::format("there is no JPEG quality {}", jpeg_quality),
                     "choose one from 1 to 100; 95 is usual");
  }
}

SceneSetOutcome write_scene_set(const Stock& stock, const SceneSetOptions& options,
                                Progress& progress) {
  options.check();
  stock.require_enough_for(options.scene);
  const fs::path folder = split_folder(options);
  SceneJournal journal(folder / "scenes.jsonl", header_of(stock, options),
                       [&](const Record& record) { return is_whole(folder, record); });
  SceneSetOutcome outcome;
  const std::vector<std::uint64_t> there = journal.numbers();
  const std::vector<std::uint64_t> numbers = missing(there, options.count);
  outcome.kept = there.size();
  ThreadTeam team(options.threads);
  SceneProgress teller(progress);
  check_sources(stock, options.scene, numbers, team, teller);
  teller.begin("scenes", numbers.size());
  team.each(numbers.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Scene scene = make_scene(stock, options.scene, numbers[i]);
    const SceneFiles files = write_files(scene, options, numbers[i]);
    journal.append(record_of(scene, stock, numbers[i], files));
    teller.step(files.image.path, scene.warnings);
  });
  teller.end();
  outcome.made = numbers.size();
  write_labels(journal, folder / fmt::format("refmatte_{}_label.json", options.split), outcome);
  journal.sort();
  return outcome;
}

}  // namespace mbench

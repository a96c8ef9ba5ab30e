#include "datasets/demo_layout.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/sample_facts.h"

namespace mbench {
namespace {

constexpr int kMaxSidePx = 1024;

struct Pairing {
  const char* foreground;
  const char* category;
  std::array<const char*, 3> backgrounds;
};

// Chosen by eye from all seventy: no background hides its foreground (white seeds over pale
// wood, a brown bird over a brown wood), and each is used twice, wet-leaf three times.
constexpr Pairing kPairings[] = {
    {"astronaut", "portrait", {"forest-stream", "living-room", "weathered-wood"}},
    {"cables", "structure", {"alpine-path", "green-meadow", "mountain-autumn"}},
    {"dandelion", "plant", {"forest-stream", "paint-brushes", "wet-leaf"}},
    {"dune-grass", "plant", {"alpine-path", "storm-road", "weathered-wood"}},
    {"holm-oak", "tree", {"green-meadow", "mountain-autumn", "paint-brushes"}},
    {"nuthatch", "animal", {"fig-bowl", "living-room", "wet-leaf"}},
    {"seed-heads", "plant", {"fig-bowl", "storm-road", "wet-leaf"}},
};

struct Photograph {
  const char* name;
  const char* category;
};

constexpr Photograph kPhotographs[] = {
    {"astronaut", "portrait"},
    {"dandelion", "plant"},
    {"nuthatch", "animal"},
    {"seed-heads", "plant"},
};

constexpr const char* kComposites = "composites";
constexpr const char* k4k = "4k";
constexpr const char* kNatural = "natural";

FoundSample composite_of(const std::string& foreground, const std::string& background) {
  FoundSample sample;
  sample.foreground_file = fmt::format("fg/{}.jpg", foreground);
  sample.background_file = fmt::format("bg/{}.jpg", background);
  sample.alpha = fmt::format("alpha/{}.png", foreground);
  sample.foreground = foreground;
  sample.background = background;
  return sample;
}

std::vector<FoundSample> composites() {
  std::vector<FoundSample> samples;
  for (const Pairing& pairing : kPairings) {
    for (std::size_t j = 0; j < pairing.backgrounds.size(); ++j) {
      FoundSample sample = composite_of(pairing.foreground, pairing.backgrounds[j]);
      sample.name = fmt::format("{}_{}", pairing.foreground, j);
      sample.split = kComposites;
      sample.max_side_px = kMaxSidePx;
      sample.trimap_recipe = kDemoTrimap;
      sample.category = pairing.category;
      samples.push_back(std::move(sample));
    }
  }
  return samples;
}

std::vector<FoundSample> in_4k() {
  FoundSample sample = composite_of("dandelion", "sunset-hills");
  sample.name = "dandelion_0";
  sample.split = k4k;
  sample.trimap_recipe = kDemo4kTrimap;
  sample.category = "plant";
  return {sample};
}

std::vector<FoundSample> photographs() {
  std::vector<FoundSample> samples;
  for (const Photograph& photograph : kPhotographs) {
    FoundSample sample;
    sample.name = photograph.name;
    sample.split = kNatural;
    sample.image = fmt::format("images/{}.jpg", photograph.name);
    sample.trimap = fmt::format("trimaps/{}.png", photograph.name);
    sample.max_side_px = kMaxSidePx;
    sample.foreground = photograph.name;
    sample.category = photograph.category;
    samples.push_back(std::move(sample));
  }
  return samples;
}

void check_there(const fs::path& path) {
  boost::system::error_code error;
  if (fs::is_regular_file(path, error)) return;
  throw DataError(fmt::format("{} is missing from the demo pictures", path.string()),
                  "restore mbench's data folder; for pictures of your own choose the layout "
                  "'folder'");
}

/// The samples with absolute paths, their files seen to be there.
std::vector<Sample> on_disk(const fs::path& root, const std::vector<FoundSample>& found) {
  std::vector<Sample> samples;
  for (const FoundSample& one : found) {
    samples.push_back(sample_of(root, one));
    for (const fs::path& file : files_of(samples.back())) check_there(file);
  }
  return samples;
}

bool recognises(const FileTree& tree) {
  const std::array<const char*, 5> folders = {"fg", "alpha", "bg", "images", "trimaps"};
  return std::all_of(folders.begin(), folders.end(),
                     [&](const char* folder) { return tree.folder(folder).has_value(); });
}

DatasetContents contents(const FileTree& tree, const LayoutOptions&) {
  DatasetContents contents;
  for (const auto split : {composites, in_4k, photographs}) {
    for (FoundSample& sample : split()) contents.samples.push_back(std::move(sample));
  }
  on_disk(tree.root(), contents.samples);
  return contents;
}

}  // namespace

Layout demo_layout() {
  Layout layout;
  layout.name = "demo";
  layout.title = "mbench's demo pictures";
  layout.summary = "mbench's own demo pictures: fg/, alpha/, bg/, images/, trimaps/";
  layout.obtain = "they come with mbench, in data/demo";
  layout.licence = "each picture its own, see data/demo/SOURCES.md";
  layout.trimap_sources = {"demo"};
  layout.counts = {{kComposites, 21, 7}, {k4k, 1, 1}, {kNatural, 4, 4}};
  layout.recognises = recognises;
  layout.contents = contents;
  return layout;
}

std::vector<Sample> demo_composites(const fs::path& root) { return on_disk(root, composites()); }
std::vector<Sample> demo_4k(const fs::path& root) { return on_disk(root, in_4k()); }
std::vector<Sample> demo_natural(const fs::path& root) { return on_disk(root, photographs()); }

}  // namespace mbench

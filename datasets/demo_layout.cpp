#include "datasets/demo_layout.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/error.h"

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

fs::path existing(const fs::path& path) {
  boost::system::error_code error;
  if (fs::is_regular_file(path, error)) return path;
  throw DataError(fmt::format("{} is missing from the demo pictures", path.string()),
                  "restore mbench's data folder; for pictures of your own choose the layout "
                  "'folder'");
}

Sample composite_of(const fs::path& root, const std::string& foreground,
                    const std::string& background) {
  Sample sample;
  sample.image = ImageComposite{existing(root / "fg" / (foreground + ".jpg")),
                                existing(root / "bg" / (background + ".jpg")), 0};
  sample.alpha = existing(root / "alpha" / (foreground + ".png"));
  sample.foreground = foreground;
  sample.background = background;
  return sample;
}

bool recognises(const fs::path& root) {
  boost::system::error_code error;
  const std::array<const char*, 5> folders = {"fg", "alpha", "bg", "images", "trimaps"};
  return std::all_of(folders.begin(), folders.end(),
                     [&](const char* folder) { return fs::is_directory(root / folder, error); });
}

std::vector<Sample> samples(const fs::path& root) {
  std::vector<Sample> all = demo_composites(root);
  for (auto split : {demo_4k, demo_natural}) {
    for (Sample& sample : split(root)) all.push_back(std::move(sample));
  }
  return all;
}

}  // namespace

Layout demo_layout() {
  return {"demo", "mbench's own demo pictures: fg/, alpha/, bg/, images/, trimaps/", recognises,
          samples};
}

std::vector<Sample> demo_composites(const fs::path& root) {
  std::vector<Sample> composites;
  for (const Pairing& pairing : kPairings) {
    for (std::size_t j = 0; j < pairing.backgrounds.size(); ++j) {
      Sample sample = composite_of(root, pairing.foreground, pairing.backgrounds[j]);
      sample.name = fmt::format("{}_{}", pairing.foreground, j);
      sample.split = "composites";
      std::get<ImageComposite>(sample.image).max_side_px = kMaxSidePx;
      sample.trimap = TrimapMade{kDemoTrimap};
      sample.category = pairing.category;
      composites.push_back(std::move(sample));
    }
  }
  return composites;
}

std::vector<Sample> demo_4k(const fs::path& root) {
  Sample sample = composite_of(root, "dandelion", "sunset-hills");
  sample.name = "dandelion_0";
  sample.split = "4k";
  sample.trimap = TrimapMade{kDemo4kTrimap};
  sample.category = "plant";
  return {sample};
}

std::vector<Sample> demo_natural(const fs::path& root) {
  std::vector<Sample> photographs;
  for (const Photograph& photograph : kPhotographs) {
    const std::string name = photograph.name;
    Sample sample;
    sample.name = name;
    sample.split = "natural";
    sample.image = ImageFile{existing(root / "images" / (name + ".jpg")), kMaxSidePx};
    sample.trimap = TrimapFile{existing(root / "trimaps" / (name + ".png"))};
    sample.foreground = name;
    sample.category = photograph.category;
    photographs.push_back(std::move(sample));
  }
  return photographs;
}

}  // namespace mbench

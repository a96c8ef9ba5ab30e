#include "tests/synth/build_scene.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "tests/support/builders.h"

namespace mbench {

BuildScene::BuildScene() {
  for (int i = 0; i < kForegrounds; ++i) {
    const int width = 40 + 7 * i;
    const int height = 30 + 5 * i;
    const auto seed = static_cast<unsigned>(i);
    write_image(path(fmt::format("fg/f{}.png", i)), noise_image(width, height, seed));
    write_alpha(path(fmt::format("alpha/f{}.png", i)), noise_bytes(width, height, seed + 10));
    for (int j = 0; j < kEach; ++j) {
      const int number = kEach * i + j;
      write_trimap(path(fmt::format("trimaps/f{}_{}.png", i, j)),
                   noise_trimap(width, height, static_cast<unsigned>(number)));
      write_image(path(fmt::format("bg/b{}.png", number)),
                  noise_image(23 + number, 31, static_cast<unsigned>(number) + 20));
    }
  }
  write_file_atomically(path("list.txt"), "f0.png\nf1.png\nf2.png\n");
}

CompositePlan BuildScene::plan(const std::string& protocol) const {
  CompositePlan plan;
  plan.protocol = &find_protocol(protocol);
  plan.split = "test";
  plan.layout = "comp1k";
  plan.lists = {{path("list.txt"), "test_fg_names.txt"}};
  for (int i = 0; i < kForegrounds; ++i) {
    for (int j = 0; j < kEach; ++j) {
      PlannedComposite one;
      one.name = fmt::format("f{}_{}", i, j);
      one.foreground = path(fmt::format("fg/f{}.png", i));
      one.alpha = path(fmt::format("alpha/f{}.png", i));
      one.background = path(fmt::format("bg/b{}.png", kEach * i + j));
      if (plan.protocol->trimap_recipe.empty()) {
        one.trimap = path(fmt::format("trimaps/{}.png", one.name));
      }
      one.image_file = fmt::format("merged/{}.png", one.name);
      one.alpha_file = fmt::format("alpha_copy/{}.png", one.name);
      one.trimap_file = fmt::format("trimaps/{}.png", one.name);
      plan.composites.push_back(one);
    }
  }
  return plan;
}

BuildOutcome BuildScene::build(const CompositePlan& plan, int threads) const {
  Progress unheard;
  return build_composites(plan, {out(), PngEffort::normal, threads}, unheard);
}

std::string BuildScene::refusal(const CompositePlan& plan) const {
  try {
    build(plan);
  } catch (const DataError& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "there was none";
}

std::map<std::string, std::string> BuildScene::contents(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!fs::is_regular_file(entry.status())) continue;
    files.emplace(entry.path().lexically_relative(folder).string(), read_text(entry.path()));
  }
  return files;
}

void BuildScene::spoil(const fs::path& file) {
  std::string bytes = read_text(file);
  // Within the compressed pixels, well before the end's checksums.
  bytes.at(bytes.size() / 2) = static_cast<char>(bytes.at(bytes.size() / 2) ^ 0x55);
  write_file_atomically(file, bytes);
}

void BuildScene::halve(const fs::path& file) {
  const std::string bytes = read_text(file);
  write_file_atomically(file, std::string_view(bytes).substr(0, bytes.size() / 2));
}

}  // namespace mbench

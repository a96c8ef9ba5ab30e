#include "datasets/layouts/comp1k_fixture.h"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "synth/composite.h"
#include "synth/trimap_from_alpha.h"

namespace mbench {
namespace {

constexpr int kTestBackgrounds = 20;
constexpr int kTrainingBackgrounds = 100;
constexpr int kFirstPicture = 21'000;
constexpr const char* kTest = "Combined_Dataset/Test_set";
constexpr const char* kTraining = "Combined_Dataset/Training_set";

/// As the lists come: no end after the last line.
std::string list_of(const std::vector<std::string>& names) {
  return fmt::format("{}", fmt::join(names, "\n"));
}

/// The shipped trimaps of one foreground differ from each other.
Trimap trimap_of(const Alpha& alpha, int j) {
  return trimap_from_alpha(alpha, parse_trimap_recipe(fmt::format("ellipse:{}", 3 + j)));
}

void write_test_set(FixtureWriter& writer) {
  const std::string adobe = std::string(kTest) + "/Adobe-licensed images";
  std::vector<std::string> foregrounds;
  std::vector<std::string> backgrounds;
  for (int i = 0; i < writer.samples(); ++i) {
    const FixturePicture picture = FixtureWriter::picture(kFirstPicture + i);
    const std::string stem = fmt::format("disc-{:06} ({})_1280", kFirstPicture + i, i);
    foregrounds.push_back(stem + ".png");
    writer.image(fmt::format("{}/fg/{}.png", adobe, stem), picture.foreground);
    writer.alpha_as_rgb(fmt::format("{}/alpha/{}.png", adobe, stem), picture.alpha);
    for (int j = 0; j < kTestBackgrounds; ++j) {
      const int number = kTestBackgrounds * i + j;
      const Image background = FixtureWriter::background(kFirstPicture + number);
      backgrounds.push_back(fmt::format("2007_{:06}.jpg", number));
      writer.trimap(fmt::format("{}/trimaps/{}_{}.png", adobe, stem, j),
                    trimap_of(picture.alpha, j));
      writer.image(fmt::format("{}/merged/{}_{}.png", kTest, stem, j),
                   composite_dim(picture.foreground, picture.alpha, background));
    }
  }
  writer.text(std::string(kTest) + "/test_fg_names.txt", list_of(foregrounds));
  writer.text(std::string(kTest) + "/test_bg_names.txt", list_of(backgrounds));
}

/// The list says .jpg where the file is .png, as the distribution does.
void write_training_set(FixtureWriter& writer) {
  const FixturePicture picture = FixtureWriter::picture(kFirstPicture - 1);
  writer.image(std::string(kTraining) + "/Other/fg/GT01.png", picture.foreground);
  writer.alpha(std::string(kTraining) + "/Other/alpha/GT01.png", picture.alpha);
  std::vector<std::string> backgrounds;
  for (int j = 0; j < kTrainingBackgrounds; ++j) {
    backgrounds.push_back(fmt::format("COCO_train2014_{:012}.jpg", j));
  }
  writer.text(std::string(kTraining) + "/training_fg_names.txt", "GT01.jpg");
  writer.text(std::string(kTraining) + "/training_bg_names.txt", list_of(backgrounds));
}

}  // namespace

void write_comp1k_fixture(FixtureWriter& writer) {
  write_test_set(writer);
  write_training_set(writer);
}

}  // namespace mbench

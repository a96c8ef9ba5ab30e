#include "datasets/layouts/referring_fixture.h"

#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mbench {

void ReferringFixture::add(const std::string& stem, int number, int entities) {
  const EntityPicture picture = entity_picture(number, entities);
  writer_.image(fmt::format("{}/{}.jpg", images_, stem), picture.image);
  for (int entity = 1; entity <= entities; ++entity) {
    const std::string mask = fmt::format("{}_{}", stem, entity);
    writer_.alpha(fmt::format("{}/{}.png", masks_, mask),
                  picture.alphas[static_cast<std::size_t>(entity - 1)]);
    entities_.push_back({mask, stem, entity});
  }
}

void ReferringFixture::write_labels(const std::string& file) {
  constexpr std::array<const char*, 2> kSides{"left", "right"};
  nlohmann::ordered_json labels = nlohmann::ordered_json::object();
  for (const Entity& entity : entities_) {
    const char* const side = kSides[static_cast<std::size_t>(entity.number - 1) % kSides.size()];
    labels[entity.mask] = {
        {"image_name", entity.image},
        {"category", "disc"},
        {"expressions",
         {"the disc", fmt::format("the disc on the {}", side), "the round thing with a soft rim",
          fmt::format("disc number {} from the left", entity.number)}}};
  }
  writer_.text(file, labels.dump(1) + "\n");
}

}  // namespace mbench

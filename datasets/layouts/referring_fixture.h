#pragma once

#include "datasets/fixture_writer.h"
#include "datasets/layouts/entity_fixture.h"

#include <string>
#include <vector>

namespace mbench {

/// Writes a small referring data set: images, a mask per entity and the label file.
class ReferringFixture {
 public:
  /// Folders below the writer's.
  ReferringFixture(FixtureWriter& writer, std::string images, std::string masks)
      : writer_(writer), images_(std::move(images)), masks_(std::move(masks)) {}

  /// The image STEM.jpg of the number's picture and its masks STEM_1.png, ...
  void add(const std::string& stem, int number, int entities);
  /// The labels of all that was added, four expressions each.
  void write_labels(const std::string& file);

 private:
  struct Entity {
    std::string mask;
    std::string image;
    int number;
  };

  FixtureWriter& writer_;
  std::string images_;
  std::string masks_;
  std::vector<Entity> entities_;
};

}  // namespace mbench

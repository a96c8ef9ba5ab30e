#include "synth/scene/facts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/core.hpp>

#include "core/random.h"
#include "tests/support/builders.h"
#include "tests/synth/scene_pictures.h"

namespace mbench {
namespace {

TEST(SceneFacts, AreMeasuredOnWhatIsVisible) {
  // 40x20 at (0, 0) of 100x50, its right half hidden by an opaque layer.
  const SceneLayer lower{{}, flat_bytes(40, 20, 255).pixels(), {0, 0}};
  const SceneLayer upper{{}, flat_bytes(30, 50, 255).pixels(), {20, 0}};
  const std::vector<SceneLayer> layers{lower, upper};
  const SceneFacts facts = measure(layers, visible_alphas({100, 50}, layers));
  EXPECT_EQ(facts.canvas, cv::Size(100, 50));
  EXPECT_DOUBLE_EQ(facts.entities[0].whole_px, 800);
  EXPECT_DOUBLE_EQ(facts.entities[0].visible_px, 400);
  EXPECT_DOUBLE_EQ(facts.entities[0].centre.x, 0.10);
  EXPECT_DOUBLE_EQ(facts.entities[0].centre.y, 0.20);
  EXPECT_DOUBLE_EQ(facts.entities[1].centre.x, 0.35);
  EXPECT_DOUBLE_EQ(facts.covered[0][1], 0.5);
  EXPECT_EQ(facts.covered[1][0], 0.0);
  EXPECT_TRUE(holds(Relation::in_front_of, facts, 1, 0, Reading::clear));
  EXPECT_TRUE(holds(Relation::behind, facts, 0, 1, Reading::clear));
  EXPECT_FALSE(holds(Relation::in_front_of, facts, 0, 1, Reading::possible));
  EXPECT_FALSE(holds(Relation::behind, facts, 1, 0, Reading::possible));
}

TEST(SceneRelations, FollowTheCentres) {
  // On 200x100: 40 pixels apart across, 10 down.
  const SceneFacts facts = facts_at({{0.3, 0.5}, {0.5, 0.6}});
  EXPECT_TRUE(holds(Relation::left_of, facts, 0, 1, Reading::clear));
  EXPECT_TRUE(holds(Relation::right_of, facts, 1, 0, Reading::clear));
  EXPECT_FALSE(holds(Relation::left_of, facts, 1, 0, Reading::possible));
  EXPECT_TRUE(holds(Relation::above, facts, 0, 1, Reading::possible));
  EXPECT_FALSE(holds(Relation::above, facts, 0, 1, Reading::clear))
      << "as far as a tenth of the height, but the way leads to the side";
  EXPECT_FALSE(holds(Relation::below, facts, 0, 1, Reading::possible));
}

TEST(SceneRelations, AreNotClearAtASmallDistance) {
  const SceneFacts facts = facts_at({{0.45, 0.5}, {0.54, 0.5}});
  EXPECT_FALSE(holds(Relation::left_of, facts, 0, 1, Reading::clear));
  EXPECT_TRUE(holds(Relation::left_of, facts, 0, 1, Reading::possible));
}

TEST(SceneRelations, AreInvertedByTheOtherSide) {
  Random random(5);
  for (int i = 0; i < 500; ++i) {
    const SceneFacts facts =
        facts_at({{random.uniform(), random.uniform()}, {random.uniform(), random.uniform()}});
    for (const Relation relation : kRelations) {
      EXPECT_EQ(inverse(inverse(relation)), relation);
      for (const Reading reading : {Reading::clear, Reading::possible}) {
        EXPECT_EQ(holds(relation, facts, 0, 1, reading),
                  holds(inverse(relation), facts, 1, 0, reading));
      }
      EXPECT_FALSE(holds(relation, facts, 0, 1, Reading::clear) &&
                   holds(inverse(relation), facts, 0, 1, Reading::possible))
          << name_of(relation);
    }
  }
}

TEST(ScenePositions, EveryCentreHasAClearOneAndWhatIsClearIsPossible) {
  for (int y = 0; y <= 100; ++y) {
    for (int x = 0; x <= 100; ++x) {
      const SceneFacts facts = facts_at({{x / 100.0, y / 100.0}});
      bool one_is_clear = false;
      for (const Position position : kPositions) {
        const bool clear = holds(position, facts, 0, Reading::clear);
        one_is_clear |= clear;
        EXPECT_TRUE(!clear || holds(position, facts, 0, Reading::possible))
            << name_of(position) << " " << x << " " << y;
      }
      EXPECT_TRUE(one_is_clear) << x << " " << y;
    }
  }
}

TEST(ScenePositions, AreWhereTheirWordsSay) {
  const SceneFacts facts = facts_at({{0.2, 0.5}, {0.9, 0.1}, {0.5, 0.53}, {0.47, 0.9}});
  const auto clear = [&](Position position) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < 4; ++i) {
      if (holds(position, facts, i, Reading::clear)) found.push_back(i);
    }
    return found;
  };
  using Found = std::vector<std::size_t>;
  EXPECT_EQ(clear(Position::left), Found({0}));
  EXPECT_EQ(clear(Position::right), Found({1}));
  EXPECT_EQ(clear(Position::top), Found({1}));
  EXPECT_EQ(clear(Position::bottom), Found({3}));
  EXPECT_EQ(clear(Position::middle), Found({2}));
}

}  // namespace
}  // namespace mbench

#include "synth/scene/stock.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "core/error.h"

namespace mbench {
namespace {

Entity entity(const std::string& name, const std::string& category,
              std::vector<std::string> synonyms = {}) {
  Entity entity;
  entity.name = name;
  entity.category = category;
  entity.synonyms = std::move(synonyms);
  return entity;
}

/// Category c0 has one entity, c1 two and so on.
Stock stock_of(int categories) {
  std::vector<Entity> entities;
  for (int category = 0; category < categories; ++category) {
    for (int i = 0; i <= category; ++i) {
      entities.push_back(entity(std::to_string(category) + "-" + std::to_string(i),
                                "c" + std::to_string(category)));
    }
  }
  return {entities, {"a.png", "b.png", "c.png"}};
}

/// Five deviations of a count with this mean out of so many.
double tolerance(double mean, double draws) { return 5 * std::sqrt(mean * (1 - mean / draws)); }

TEST(SceneStock, DrawsCategoriesEquallyOftenHoweverManyEntitiesTheyHave) {
  const Stock stock = stock_of(8);
  SceneOptions options;
  constexpr int kScenes = 8000;
  std::map<std::string, int> drawn;
  std::map<std::size_t, int> backgrounds;
  std::map<std::size_t, int> sizes;
  int all = 0;
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    const Cast cast = stock.cast(options, Random(3).part(i));
    for (const std::size_t entity : cast.entities) ++drawn[stock.entities()[entity].category];
    all += static_cast<int>(cast.entities.size());
    ++sizes[cast.entities.size()];
    ++backgrounds[cast.background];
  }
  for (const auto& [category, count] : drawn) {
    EXPECT_NEAR(count, all / 8.0, tolerance(all / 8.0, all)) << category;
  }
  EXPECT_EQ(drawn.size(), 8U);
  EXPECT_EQ(sizes.size(), 2U);
  EXPECT_NEAR(sizes[2], kScenes / 2.0, tolerance(kScenes / 2.0, kScenes));
  for (const auto& [background, count] : backgrounds) {
    EXPECT_NEAR(count, kScenes / 3.0, tolerance(kScenes / 3.0, kScenes)) << background;
  }
}

TEST(SceneStock, DrawsNumbersByTheirWeights) {
  SceneOptions options;
  options.counts = parse_entity_counts("1:1,2:3,4:0");
  const Stock stock = stock_of(4);
  std::map<std::size_t, int> sizes;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    ++sizes[stock.cast(options, Random(7).part(i)).entities.size()];
  }
  EXPECT_EQ(sizes.size(), 2U);
  EXPECT_NEAR(sizes[1], 1000, tolerance(1000, 4000));
  EXPECT_NEAR(sizes[2], 3000, tolerance(3000, 4000));
}

TEST(SceneStock, PutsNoTwoOfAKindIntoAScene) {
  const Stock stock = stock_of(3);
  SceneOptions options;
  options.counts = {{3, 1}};
  for (std::uint64_t i = 0; i < 500; ++i) {
    const Cast cast = stock.cast(options, Random(1).part(i));
    std::set<std::string> categories;
    for (const std::size_t e : cast.entities) categories.insert(stock.entities()[e].category);
    EXPECT_EQ(categories.size(), 3U);
  }
}

TEST(SceneStock, RepeatsCategoriesOnRequestButNeverAnEntity) {
  const Stock stock = stock_of(2);
  SceneOptions options;
  options.counts = {{3, 1}};
  options.repeat_categories = true;
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Cast cast = stock.cast(options, Random(1).part(i));
    EXPECT_EQ(std::set<std::size_t>(cast.entities.begin(), cast.entities.end()).size(), 3U);
  }
}

TEST(SceneStock, TakesASynonymForTheSameWord) {
  const Stock stock({entity("a", "dog", {"hound"}), entity("b", "Hound"), entity("c", "cat")},
                    {"a.png"});
  SceneOptions options;
  options.counts = {{3, 1}};
  for (std::uint64_t i = 0; i < 200; ++i) {
    const Cast cast = stock.cast(options, Random(1).part(i));
    ASSERT_EQ(cast.entities.size(), 2U) << "the dog or the hound, and the cat";
    EXPECT_FALSE(
        share_a_word(stock.entities()[cast.entities[0]], stock.entities()[cast.entities[1]]));
  }
}

TEST(SceneStock, SaysWhatIsMissing) {
  EXPECT_THROW(Stock({}, {"a.png"}), DataError);
  EXPECT_THROW(Stock({entity("a", "dog")}, {}), DataError);
  SceneOptions options;
  const Stock one({entity("a", "dog")}, {"a.png"});
  EXPECT_THROW(one.require_enough_for(options), DataError);
  options.counts = {{1, 1}};
  EXPECT_NO_THROW(one.require_enough_for(options));
  const Stock dogs({entity("a", "dog"), entity("b", "Dog")}, {"a.png"});
  EXPECT_EQ(dogs.categories(), 1U);
  options.counts = {{2, 1}};
  EXPECT_THROW(dogs.require_enough_for(options), DataError);
  options.repeat_categories = true;
  EXPECT_NO_THROW(dogs.require_enough_for(options));
}

TEST(SceneOptions, UnderstandNumbersRangesAndWeights) {
  EXPECT_EQ(text_of(parse_entity_counts("3")), "3:1");
  EXPECT_EQ(text_of(parse_entity_counts("2-4")), "2:1,3:1,4:1");
  EXPECT_EQ(text_of(parse_entity_counts("1:1,2:3,6:0.5")), "1:1,2:3,6:0.5");
  EXPECT_EQ(text_of(SceneOptions().counts), "2:1,3:1");
  for (const char* bad : {"", "0", "7", "1-7", "4-2", "2:", "2:-1", "2:x", "1,,2", "2:0", "a",
                          "2:inf", "2:nan", "1:1e300"}) {
    EXPECT_THROW(parse_entity_counts(bad), UsageError) << bad;
  }
}

TEST(SceneOptions, UnderstandSizes) {
  EXPECT_EQ(parse_scene_size("1024x768"), cv::Size(1024, 768));
  EXPECT_TRUE(parse_scene_size("background").empty());
  for (const char* bad : {"", "x", "100", "63x100", "100x32769", "0x0", "-100x100", "100x100x100",
                          "99999999999x100"}) {
    EXPECT_THROW(parse_scene_size(bad), UsageError) << bad;
  }
}

}  // namespace
}  // namespace mbench

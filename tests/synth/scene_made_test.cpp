// Laws of made scenes, over hundreds of them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "synth/pillow_resize.h"
#include "synth/scene/scene.h"
#include "tests/support/builders.h"
#include "tests/synth/scene_pictures.h"

namespace mbench {
namespace {

/// What can be seen on a scene, worked out anew from its pictures in doubles.
class Sight {
 public:
  Sight(const Scene& scene, const Stock& stock) : stock_(stock), scene_(scene) {
    std::vector<cv::Mat> alphas;
    for (const SceneEntity& placed : scene.entities) {
      const cv::Mat pixels = read_alpha(entity(alphas.size()).alpha).picture.pixels();
      const cv::Mat resized =
          pillow_resize(pixels(placed.crop).clone(), placed.place.size(), PillowFilter::bicubic);
      alphas.push_back(cv::Mat::zeros(scene.image.size(), CV_64F));
      resized.convertTo(alphas.back()(placed.place), CV_64F, 1 / 255.0);
    }
    for (std::size_t i = 0; i < alphas.size(); ++i) {
      cv::Mat seen = alphas[i].clone();
      for (std::size_t j = i + 1; j < alphas.size(); ++j) seen = seen.mul(1 - alphas[j]);
      const cv::Moments moments = cv::moments(seen);
      centres_.emplace_back((moments.m10 / moments.m00 + 0.5) / seen.cols,
                            (moments.m01 / moments.m00 + 0.5) / seen.rows);
      over_.emplace_back();
      for (std::size_t j = 0; j < i; ++j) {
        over_[i].push_back(cv::sum(seen.mul(alphas[j]))[0] / cv::sum(alphas[j])[0]);
      }
    }
  }

  std::size_t size() const { return centres_.size(); }
  const Entity& entity(std::size_t i) const { return stock_.entities()[scene_.entities[i].entity]; }

  bool is_so(const Description& description, std::size_t i) const {
    const auto& words = entity(i).attributes;
    const bool named = entity(i).category == description.noun ||
                       (!entity(i).synonyms.empty() && entity(i).synonyms[0] == description.noun);
    return named && std::all_of(description.attributes.begin(), description.attributes.end(),
                                [&](const std::string& word) {
                                  return std::count(words.begin(), words.end(), word) == 1;
                                });
  }

  /// As somebody could understand it who is not strict; `slack` moves every limit.
  bool is_at(Position position, std::size_t i, double slack) const {
    const cv::Point2d at = centres_[i];
    if (position == Position::left) return at.x < 0.5 + slack;
    if (position == Position::right) return at.x > 0.5 - slack;
    if (position == Position::top) return at.y < 0.5 + slack;
    if (position == Position::bottom) return at.y > 0.5 - slack;
    return std::abs(at.x - 0.5) < 0.16 + slack && std::abs(at.y - 0.5) < 0.16 + slack;
  }
  bool is_related(Relation relation, std::size_t i, std::size_t other, double slack) const {
    const cv::Point2d way = centres_[other] - centres_[i];
    if (relation == Relation::left_of) return way.x > -slack;
    if (relation == Relation::right_of) return way.x < slack;
    if (relation == Relation::above) return way.y > -slack;
    if (relation == Relation::below) return way.y < slack;
    if (relation == Relation::in_front_of) return i > other && over_[i][other] > 0.005 - slack;
    return other > i && over_[other][i] > 0.005 - slack;
  }

  std::vector<std::size_t> meant_by(const Expression& said, double slack) const {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < size(); ++i) {
      bool meant = is_so(said.what, i);
      if (said.position) meant = meant && is_at(*said.position, i, slack);
      if (said.relation) {
        bool related = false;
        for (std::size_t j = 0; j < size(); ++j) {
          related |= j != i && is_so(said.anchor, j) && is_related(*said.relation, i, j, slack);
        }
        meant = meant && related;
      }
      if (meant) found.push_back(i);
    }
    return found;
  }

 private:
  const Stock& stock_;
  const Scene& scene_;
  std::vector<cv::Point2d> centres_;
  std::vector<std::vector<double>> over_;  ///< of [upper], the share of [lower] it is seen over
};

/// Every expression means its entity and no other, however loosely it is read; nor would it if
/// everything were a little elsewhere, but for rounding.
void expect_unambiguous(const Scene& scene, const Stock& stock, std::uint64_t number) {
  const Sight sight(scene, stock);
  for (std::size_t i = 0; i < sight.size(); ++i) {
    for (const Expression& expression : scene.entities[i].expressions) {
      constexpr double kRounding = 0.003;
      EXPECT_EQ(sight.meant_by(expression, -kRounding), std::vector<std::size_t>{i})
          << number << ": " << expression.text;
      // Strictly: what is said is true with a margin that an eye can see.
      const bool clear = sight.meant_by(expression, -0.04) == std::vector<std::size_t>{i};
      EXPECT_TRUE(clear) << number << ": " << expression.text;
      EXPECT_EQ(expression.text.find(expression.what.noun) == std::string::npos, false)
          << expression.text;
    }
  }
}

void expect_seen(const Scene& scene, std::uint64_t number) {
  for (std::size_t i = 0; i < scene.entities.size(); ++i) {
    const EntityFacts& facts = scene.facts.entities[i];
    EXPECT_GE(facts.visible_px, kLeastVisiblePixels) << number;
    EXPECT_GE(facts.visible_px, kLeastVisibleShare * facts.whole_px) << number;
    EXPECT_NEAR(cv::sum(scene.mattes[i].pixels())[0] / 255, facts.visible_px, 1e-6);
    const cv::Rect place = scene.entities[i].place;
    EXPECT_EQ(place & cv::Rect({}, scene.image.size()), place) << number << ": off the canvas";
  }
}

class MadeScenes : public testing::TestWithParam<bool> {
 protected:
  MadeScenes() { options_.repeat_categories = GetParam(); }
  const TemporaryFolder folder_;
  const Stock stock_ = write_stock(folder_.path(), 6, 3);
  SceneOptions options_;
};

TEST_P(MadeScenes, HaveOnlyExpressionsThatPickOutOneEntity) {
  options_.counts = parse_entity_counts("1-4");
  std::map<ExpressionKind, int> kinds;
  std::map<std::size_t, int> sizes;
  int entities = 0;
  int fewer = 0;
  constexpr int kScenes = 500;
  for (std::uint64_t i = 0; i < kScenes; ++i) {
    const Scene scene = make_scene(stock_, options_, i);
    expect_unambiguous(scene, stock_, i);
    expect_seen(scene, i);
    ++sizes[scene.entities.size()];
    fewer += scene.entities.size() < scene.wanted;
    for (const SceneEntity& placed : scene.entities) {
      ++entities;
      EXPECT_FALSE(placed.expressions.empty());
      std::set<ExpressionKind> own;
      for (const Expression& expression : placed.expressions) {
        ++kinds[expression.kind];
        EXPECT_TRUE(own.insert(expression.kind).second);
      }
      if (!options_.repeat_categories) {
        EXPECT_EQ(own.size(), scene.entities.size() == 1 ? 3U : 4U) << i;
      }
    }
  }
  for (std::size_t size = 1; size <= 4; ++size) EXPECT_GT(sizes[size], kScenes / 8) << size;
  EXPECT_LT(fewer, kScenes / 50) << "an entity finds no place only now and then";
  if (options_.repeat_categories) {
    EXPECT_LT(kinds[ExpressionKind::keyword], entities) << "some share their word";
    EXPECT_GT(kinds[ExpressionKind::keyword], entities / 3);
    EXPECT_GT(kinds[ExpressionKind::relative], entities / 3);
  } else {
    EXPECT_EQ(kinds[ExpressionKind::keyword], entities);
    EXPECT_EQ(kinds[ExpressionKind::relative], entities - sizes[1]);
  }
}

INSTANTIATE_TEST_SUITE_P(Scene, MadeScenes, testing::Bool(), [](const auto& repeats) {
  return repeats.param ? "WithRepeatedCategories" : "WithUnlikeCategories";
});

class SceneMaking : public testing::Test {
 protected:
  const TemporaryFolder folder_;
  const Stock stock_ = write_stock(folder_.path(), 6, 3);
  SceneOptions options_;
};

TEST_F(SceneMaking, UsesAllRelationsAndTheyHold) {
  std::map<Relation, int> said;
  int all = 0;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const Scene scene = make_scene(stock_, options_, i);
    EXPECT_EQ(scene.relations.size(), scene.entities.size() - 1);
    for (const PlannedRelation& planned : scene.relations) {
      EXPECT_TRUE(holds(planned.relation, scene.facts, planned.one, planned.other, Reading::clear));
    }
    for (const SceneEntity& placed : scene.entities) {
      for (const Expression& expression : placed.expressions) {
        if (!expression.relation) continue;
        ++said[*expression.relation];
        ++all;
      }
    }
  }
  for (const Relation relation : kRelations) {
    EXPECT_GT(said[relation], all / 12) << name_of(relation) << ": half of an equal share";
  }
}

TEST_F(SceneMaking, PutsTheEntitiesOverTheBackgroundBackToFront) {
  for (std::uint64_t i = 0; i < 20; ++i) {
    const Scene scene = make_scene(stock_, options_, i);
    cv::Mat canvas;
    read_image(stock_.backgrounds()[scene.background]).picture.pixels().convertTo(canvas, CV_64F);
    std::vector<cv::Mat> alone;
    for (const SceneEntity& placed : scene.entities) {
      const Entity& entity = stock_.entities()[placed.entity];
      const auto resized = [&](const cv::Mat& pixels) {
        return pillow_resize(pixels(placed.crop).clone(), placed.place.size(),
                             PillowFilter::bicubic);
      };
      const cv::Mat colours = resized(read_image(entity.foreground).picture.pixels());
      const cv::Mat alpha = resized(read_alpha(entity.alpha).picture.pixels());
      for (int y = 0; y < alpha.rows; ++y) {
        for (int x = 0; x < alpha.cols; ++x) {
          const double a = alpha.at<std::uint8_t>(y, x) / 255.0;
          cv::Vec3d& pixel = canvas.at<cv::Vec3d>(cv::Point(x, y) + placed.place.tl());
          pixel = a * cv::Vec3d(colours.at<cv::Vec3b>(y, x)) + (1 - a) * pixel;
        }
      }
    }
    cv::Mat made;
    scene.image.pixels().convertTo(made, CV_64F);
    EXPECT_LE(cv::norm(canvas, made, cv::NORM_INF), 0.5 + 1e-9) << i;
  }
}

TEST_F(SceneMaking, DependsOnTheSeedAndTheNumberAlone) {
  const auto digest = [&](const Scene& scene) {
    std::string text = sha256_of_pixels(scene.image.pixels());
    for (const SceneEntity& placed : scene.entities) {
      for (const Expression& expression : placed.expressions) text += expression.text + "\n";
    }
    return text;
  };
  std::set<std::string> digests;
  for (std::uint64_t i = 0; i < 20; ++i) digests.insert(digest(make_scene(stock_, options_, i)));
  EXPECT_EQ(digests.size(), 20U);
  EXPECT_EQ(digests.count(digest(make_scene(stock_, options_, 13))), 1U);
  options_.seed = 1;
  EXPECT_EQ(digests.count(digest(make_scene(stock_, options_, 13))), 0U);
}

TEST_F(SceneMaking, TakesTheMiddleOfABackgroundThatCoversTheScene) {
  options_.size = {64, 100};
  const Scene scene = make_scene(stock_, options_, 4);
  EXPECT_EQ(scene.image.size(), cv::Size(64, 100));
  // 180x140 becomes 129x100, and 32 columns are left out on the left.
  const cv::Mat background = read_image(stock_.backgrounds()[scene.background]).picture.pixels();
  const cv::Mat wanted = pillow_resize(background, {129, 100},
                                       PillowFilter::bicubic)(cv::Rect((129 - 64) / 2, 0, 64, 100));
  cv::Mat covered = cv::Mat::zeros(scene.image.size(), CV_8U);
  for (const SceneEntity& placed : scene.entities) covered(placed.place).setTo(1);
  int compared = 0;
  for (int y = 0; y < 100; ++y) {
    for (int x = 0; x < 64; ++x) {
      if (covered.at<std::uint8_t>(y, x) != 0) continue;
      ++compared;
      EXPECT_EQ(scene.image.pixels().at<cv::Vec3b>(y, x), wanted.at<cv::Vec3b>(y, x));
    }
  }
  EXPECT_GT(compared, 500);
}

TEST_F(SceneMaking, NamesTheFileThatCannotBeUsed) {
  const auto complaint = [&](const Stock& stock) -> std::string {
    options_.counts = {{1, 1}};
    try {
      make_scene(stock, options_, 0);
    } catch (const DataError& error) {
      return error.what();
    }
    return "";
  };
  Entity entity = stock_.entities().front();
  const std::vector<fs::path> backgrounds{stock_.backgrounds().front()};
  EXPECT_EQ(complaint({{entity}, backgrounds}), "");
  entity.alpha = folder_.path() / "clear.png";
  write_alpha(entity.alpha, flat_bytes(40, 40, 0));
  EXPECT_NE(complaint({{entity}, backgrounds}).find("clear.png is clear"), std::string::npos);
  entity.alpha = folder_.path() / "small.png";
  write_alpha(entity.alpha, flat_bytes(12, 12, 255));
  EXPECT_NE(complaint({{entity}, backgrounds}).find("small.png is 12x12"), std::string::npos);
  entity = stock_.entities().front();
  const fs::path tiny = folder_.path() / "tiny.png";
  write_image(tiny, noise_image(63, 200, 1));
  EXPECT_NE(complaint({{entity}, {tiny}}).find("tiny.png is 63x200, too small"), std::string::npos);
  // A scratch across a large picture: opaque enough as it is, next to nothing when placed.
  entity.alpha = folder_.path() / "scratch.png";
  entity.foreground = folder_.path() / "scratch-fg.png";
  cv::Mat scratch = cv::Mat::zeros(1200, 1200, CV_8UC1);
  scratch.row(0).setTo(255);
  scratch.at<std::uint8_t>(1199, 0) = 255;
  write_alpha(entity.alpha, Alpha(scratch));
  write_image(entity.foreground, noise_image(1200, 1200, 1));
  EXPECT_NE(complaint({{entity}, backgrounds}).find("scratch.png shows fewer than 100"),
            std::string::npos);
}

}  // namespace
}  // namespace mbench

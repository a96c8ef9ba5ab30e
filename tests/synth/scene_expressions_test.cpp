#include "synth/scene/expressions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "synth/scene/wording.h"
#include "tests/synth/scene_pictures.h"

namespace mbench {
namespace {

Entity entity(const std::string& category, std::vector<std::string> attributes = {},
              std::vector<std::string> synonyms = {}) {
  Entity entity;
  entity.category = category;
  entity.attributes = std::move(attributes);
  entity.synonyms = std::move(synonyms);
  return entity;
}

Expression of_kind(ExpressionKind kind, Description what) {
  Expression expression;
  expression.kind = kind;
  expression.what = std::move(what);
  return expression;
}

std::vector<ExpressionKind> kinds_of(const std::vector<Expression>& expressions) {
  std::vector<ExpressionKind> kinds;
  for (const Expression& expression : expressions) kinds.push_back(expression.kind);
  return kinds;
}

const std::vector<ExpressionKind> kAllKinds{ExpressionKind::keyword, ExpressionKind::basic,
                                            ExpressionKind::absolute, ExpressionKind::relative};

TEST(SceneExpressions, FitByWordAndAttributesWhateverTheirCase) {
  const Entity dog = entity("dog", {"brown", "with a red collar"}, {"hound"});
  EXPECT_TRUE(fits({"Dog", {}}, dog));
  EXPECT_TRUE(fits({"hound", {"Brown"}}, dog));
  EXPECT_FALSE(fits({"dog", {"brown", "black"}}, dog));
  EXPECT_FALSE(fits({"cat", {}}, dog));
}

TEST(SceneExpressions, MeanEveryEntityOfWhichTheyAreTrue) {
  const std::vector<Entity> entities{entity("dog", {"brown"}), entity("dog", {"black"}),
                                     entity("cat")};
  const SceneFacts facts = facts_at({{0.2, 0.5}, {0.8, 0.5}, {0.5, 0.5}});
  using Found = std::vector<std::size_t>;
  Expression dog = of_kind(ExpressionKind::basic, {"dog", {}});
  EXPECT_EQ(meant(dog, entities, facts, Reading::clear), Found({0, 1}));
  EXPECT_FALSE(picks_out(dog, 0, entities, facts));
  dog.what.attributes = {"brown"};
  EXPECT_TRUE(picks_out(dog, 0, entities, facts));
  EXPECT_FALSE(picks_out(dog, 1, entities, facts));
  Expression left = of_kind(ExpressionKind::absolute, {"dog", {}});
  left.position = Position::left;
  EXPECT_TRUE(picks_out(left, 0, entities, facts));
  Expression beside = of_kind(ExpressionKind::relative, {"dog", {}});
  beside.relation = Relation::right_of;
  beside.anchor = {"cat", {}};
  EXPECT_EQ(meant(beside, entities, facts, Reading::clear), Found({1}));
  EXPECT_TRUE(picks_out(beside, 1, entities, facts));
  beside.what = {"cat", {}};
  beside.anchor = {"dog", {}};
  EXPECT_FALSE(picks_out(beside, 2, entities, facts)) << "of which dog?";
}

TEST(SceneExpressions, DoNotPickOutWhereAnotherReadingIsPossible) {
  // Both are left of the middle, the second one barely.
  const std::vector<Entity> entities{entity("dog"), entity("dog")};
  const SceneFacts facts = facts_at({{0.2, 0.5}, {0.49, 0.5}});
  Expression left = of_kind(ExpressionKind::absolute, {"dog", {}});
  left.position = Position::left;
  EXPECT_EQ(meant(left, entities, facts, Reading::clear).size(), 1U);
  EXPECT_EQ(meant(left, entities, facts, Reading::possible).size(), 2U);
  EXPECT_FALSE(picks_out(left, 0, entities, facts));
}

TEST(SceneExpressions, OfUnlikeEntitiesAreOneOfEachKind) {
  const std::vector<Entity> entities{entity("dog", {"brown"}), entity("cat")};
  const SceneFacts facts = facts_at({{0.2, 0.5}, {0.8, 0.5}});
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(kinds_of(expressions_for(0, entities, facts, {}, Random(seed))), kAllKinds);
    EXPECT_EQ(kinds_of(expressions_for(1, entities, facts, {}, Random(seed))), kAllKinds);
  }
}

TEST(SceneExpressions, LeaveOutWhatCouldMeanTwo) {
  // Nothing tells the two dogs apart but where they are.
  const std::vector<Entity> entities{entity("dog"), entity("dog"), entity("cat")};
  const SceneFacts facts = facts_at({{0.2, 0.5}, {0.8, 0.5}, {0.5, 0.5}});
  const auto said = expressions_for(0, entities, facts, {}, Random(1));
  EXPECT_EQ(kinds_of(said),
            std::vector<ExpressionKind>({ExpressionKind::absolute, ExpressionKind::relative}));
  // Of the cat, both dogs are anchors that cannot be told apart.
  EXPECT_EQ(kinds_of(expressions_for(2, entities, facts, {}, Random(1))).size(), 3U);
}

TEST(SceneExpressions, OfALoneEntityHaveNoRelation) {
  const auto said = expressions_for(0, {entity("dog")}, facts_at({{0.2, 0.5}}), {}, Random(1));
  EXPECT_EQ(said.size(), 3U);
  EXPECT_NE(said.back().kind, ExpressionKind::relative);
}

TEST(SceneExpressions, PreferTheRelationAskedFor) {
  const std::vector<Entity> entities{entity("dog"), entity("cat")};
  SceneFacts facts = facts_at({{0.2, 0.2}, {0.8, 0.8}});
  for (const Relation wanted : {Relation::left_of, Relation::above}) {
    for (std::uint64_t seed = 0; seed < 10; ++seed) {
      EXPECT_EQ(expressions_for(0, entities, facts, {wanted}, Random(seed)).back().relation,
                wanted);
    }
  }
}

TEST(SceneWording, PutsAttributesWhereTheyStandInEnglish) {
  Random random(1);
  EXPECT_EQ(wording(of_kind(ExpressionKind::keyword, {"dog", {}}), random), "dog");
  EXPECT_EQ(wording(of_kind(ExpressionKind::basic, {"dog", {"small", "brown"}}), random),
            "the small brown dog");
  EXPECT_EQ(
      wording(of_kind(ExpressionKind::basic, {"dog", {"with a red collar", "brown", "in the sun"}}),
              random),
      "the brown dog with a red collar and in the sun");
  EXPECT_EQ(wording(of_kind(ExpressionKind::basic, {"box", {"in"}}), random), "the in box")
      << "only a phrase follows the noun";
}

TEST(SceneWording, NamesThePlaceOrTheOther) {
  Expression left = of_kind(ExpressionKind::absolute, {"dog", {"brown"}});
  left.position = Position::left;
  Expression behind = of_kind(ExpressionKind::relative, {"dog", {}});
  behind.relation = Relation::behind;
  behind.anchor = {"cat", {"black"}};
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const std::string where = wording(left, random);
    EXPECT_EQ(where.find("the brown dog "), 0U);
    EXPECT_NE(where.find("left"), std::string::npos) << where;
    const std::string how = wording(behind, random);
    EXPECT_EQ(how.find("the dog "), 0U);
    EXPECT_EQ(how.substr(how.size() - 14), " the black cat") << how;
  }
}

TEST(SceneWording, SaysWhatEachRelationAndPositionIs) {
  const std::map<Relation, std::vector<std::string>> relations{
      {Relation::left_of, {"left"}},
      {Relation::right_of, {"right"}},
      {Relation::above, {"above", "higher"}},
      {Relation::below, {"below", "lower"}},
      {Relation::in_front_of, {"in front of", "covering"}},
      {Relation::behind, {"behind", "hidden by"}}};
  const std::map<Position, std::vector<std::string>> positions{
      {Position::left, {"left"}},
      {Position::right, {"right"}},
      {Position::top, {"top", "upper"}},
      {Position::bottom, {"bottom", "lower"}},
      {Position::middle, {"middle", "centre", "central"}}};
  const auto says_one_of = [](const std::string& text, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
      return text.find(word) != std::string::npos;
    });
  };
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    Expression expression = of_kind(ExpressionKind::relative, {"dog", {}});
    expression.anchor = {"cat", {}};
    for (const auto& [relation, words] : relations) {
      expression.relation = relation;
      EXPECT_TRUE(says_one_of(wording(expression, random), words)) << name_of(relation);
    }
    expression = of_kind(ExpressionKind::absolute, {"dog", {}});
    for (const auto& [position, words] : positions) {
      expression.position = position;
      EXPECT_TRUE(says_one_of(wording(expression, random), words)) << name_of(position);
    }
  }
}

}  // namespace
}  // namespace mbench

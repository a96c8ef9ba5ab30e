#include "synth/scene/expressions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "synth/scene/wording.h"

namespace mbench {
namespace {

constexpr std::size_t kMostAttributesTried = 8;

template <typename Value>
void shuffle(std::vector<Value>& values, Random& random) {
  for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.below(i)]);
}

bool has_attribute(const Entity& entity, const std::string& attribute) {
  return std::any_of(entity.attributes.begin(), entity.attributes.end(),
                     [&](const std::string& own) { return same_word(own, attribute); });
}

std::vector<std::size_t> fitting(const Description& description,
                                 const std::vector<Entity>& entities) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (fits(description, entities[i])) found.push_back(i);
  }
  return found;
}

/// Ways to describe the entity: one or two attributes each, in the order in which it has them,
/// the ways shuffled; then all attributes at once, then none.
std::vector<Description> descriptions_of(const Entity& entity, Random& random) {
  std::vector<std::string> nouns{entity.category};
  nouns.insert(nouns.end(), entity.synonyms.begin(), entity.synonyms.end());
  const std::size_t count = std::min(entity.attributes.size(), kMostAttributesTried);
  std::vector<Description> ways;
  for (std::size_t i = 0; i < count; ++i) {
    ways.push_back({nouns[random.below(nouns.size())], {entity.attributes[i]}});
    for (std::size_t j = i + 1; j < count; ++j) {
      ways.push_back(
          {nouns[random.below(nouns.size())], {entity.attributes[i], entity.attributes[j]}});
    }
  }
  shuffle(ways, random);
  if (count > 2) ways.push_back({nouns[random.below(nouns.size())], entity.attributes});
  ways.push_back({nouns[random.below(nouns.size())], {}});
  return ways;
}

/// Draws the expressions of one entity.
class Speaker {
 public:
  Speaker(std::size_t entity, const std::vector<Entity>& entities, const SceneFacts& facts,
          Random random)
      : entity_(entity), entities_(entities), facts_(facts), random_(random) {}

  std::vector<Expression> speak(const std::vector<Relation>& preferred) {
    add_keyword();
    add_basic();
    add_absolute();
    add_relative(preferred);
    return std::move(said_);
  }

 private:
  bool add(Expression expression) {
    if (!picks_out(expression, entity_, entities_, facts_)) return false;
    expression.text = wording(expression, random_);
    said_.push_back(std::move(expression));
    return true;
  }

  std::vector<Description> descriptions(std::size_t entity) {
    return descriptions_of(entities_[entity], random_);
  }

  void add_keyword() {
    Expression expression;
    expression.what.noun = entities_[entity_].category;
    add(expression);
  }

  void add_basic() {
    for (const Description& what : descriptions(entity_)) {
      Expression expression;
      expression.kind = ExpressionKind::basic;
      expression.what = what;
      if (add(expression)) return;
    }
  }

  void add_absolute() {
    std::vector<Position> positions(kPositions.begin(), kPositions.end());
    shuffle(positions, random_);
    for (const Description& what : descriptions(entity_)) {
      for (const Position position : positions) {
        Expression expression;
        expression.kind = ExpressionKind::absolute;
        expression.what = what;
        expression.position = position;
        if (add(expression)) return;
      }
    }
  }

  /// The other entities that can be spoken of without doubt, shuffled.
  std::vector<std::pair<std::size_t, Description>> anchors() {
    std::vector<std::pair<std::size_t, Description>> found;
    for (std::size_t other = 0; other < entities_.size(); ++other) {
      if (other == entity_) continue;
      for (const Description& description : descriptions(other)) {
        if (fitting(description, entities_).size() != 1) continue;
        found.emplace_back(other, description);
        break;
      }
    }
    shuffle(found, random_);
    return found;
  }

  void add_relative(const std::vector<Relation>& preferred) {
    std::vector<Relation> relations(kRelations.begin(), kRelations.end());
    shuffle(relations, random_);
    relations.insert(relations.begin(), preferred.begin(), preferred.end());
    const auto others = anchors();
    const std::vector<Description> ways = descriptions(entity_);
    for (const Relation relation : relations) {
      for (const auto& [other, description] : others) {
        if (!holds(relation, facts_, entity_, other, Reading::clear)) continue;
        for (const Description& what : ways) {
          Expression expression;
          expression.kind = ExpressionKind::relative;
          expression.what = what;
          expression.relation = relation;
          expression.anchor = description;
          if (add(expression)) return;
        }
      }
    }
  }

  std::size_t entity_;
  const std::vector<Entity>& entities_;
  const SceneFacts& facts_;
  Random random_;
  std::vector<Expression> said_;
};

}  // namespace

const char* name_of(ExpressionKind kind) {
  static constexpr std::array kNames{"keyword", "basic", "absolute", "relative"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool fits(const Description& description, const Entity& entity) {
  return is_called(entity, description.noun) &&
         std::all_of(
             description.attributes.begin(), description.attributes.end(),
             [&](const std::string& attribute) { return has_attribute(entity, attribute); });
}

std::vector<std::size_t> meant(const Expression& expression, const std::vector<Entity>& entities,
                               const SceneFacts& facts, Reading reading) {
  std::vector<std::size_t> found = fitting(expression.what, entities);
  if (expression.position) {
    std::erase_if(found, [&](std::size_t entity) {
      return !holds(*expression.position, facts, entity, reading);
    });
  }
  if (expression.relation) {
    const std::vector<std::size_t> anchors = fitting(expression.anchor, entities);
    std::erase_if(found, [&](std::size_t entity) {
      return std::none_of(anchors.begin(), anchors.end(), [&](std::size_t anchor) {
        return anchor != entity && holds(*expression.relation, facts, entity, anchor, reading);
      });
    });
  }
  return found;
}

bool picks_out(const Expression& expression, std::size_t entity,
               const std::vector<Entity>& entities, const SceneFacts& facts) {
  const std::vector<std::size_t> wanted{entity};
  if (expression.relation && fitting(expression.anchor, entities).size() != 1) return false;
  return meant(expression, entities, facts, Reading::clear) == wanted &&
         meant(expression, entities, facts, Reading::possible) == wanted;
}

std::vector<Expression> expressions_for(std::size_t entity, const std::vector<Entity>& entities,
                                        const SceneFacts& facts,
                                        const std::vector<Relation>& preferred, Random random) {
  return Speaker(entity, entities, facts, random).speak(preferred);
}

}  // namespace mbench

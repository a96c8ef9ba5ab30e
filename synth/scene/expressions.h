#pragma once

#include "core/random.h"
#include "synth/scene/entity.h"
#include "synth/scene/facts.h"

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What an expression says of its entity beyond what it is.
enum class ExpressionKind {
  keyword,   ///< its category alone: "dog"
  basic,     ///< with its attributes: "the brown dog"
  absolute,  ///< and where it is in the image
  relative,  ///< and how it lies to another entity
};
/// "keyword".
const char* name_of(ExpressionKind kind);

/// What something is: a word for it, and attributes of it.
struct Description {
  std::string noun;
  std::vector<std::string> attributes;
};

/// A phrase that shall pick out one entity of a scene, with its meaning.
struct Expression {
  ExpressionKind kind = ExpressionKind::keyword;
  Description what;
  std::optional<Position> position;  ///< of an absolute expression
  std::optional<Relation> relation;  ///< of a relative one, to
  Description anchor;                ///< this
  std::string text;
};

/// Whether the entity is called so and has all of the attributes.
bool fits(const Description& description, const Entity& entity);

/// Which entities of the scene the expression can mean, by what it says and not by its text: those
/// that the description fits and of which position, or relation to an entity that the anchor
/// fits, hold in this reading. `entities` are in the facts' order.
std::vector<std::size_t> meant(const Expression& expression, const std::vector<Entity>& entities,
                               const SceneFacts& facts, Reading reading);

/// Whether the expression clearly means this entity and cannot possibly mean another, its
/// anchor included.
bool picks_out(const Expression& expression, std::size_t entity,
               const std::vector<Entity>& entities, const SceneFacts& facts);

/// The expressions that pick out this entity, at most one of each kind, in the order of kinds.
/// What cannot be said without doubt is left out: a keyword where two entities share the word, a
/// relative expression where nothing is clearly beside it. `preferred` are the relations to try
/// first.
///
/// Attributes stand before the noun, except those that begin with a word such as "with", "in" or
/// "wearing". Words and wording are drawn from `random`.
std::vector<Expression> expressions_for(std::size_t entity, const std::vector<Entity>& entities,
                                        const SceneFacts& facts,
                                        const std::vector<Relation>& preferred, Random random);

}  // namespace mbench

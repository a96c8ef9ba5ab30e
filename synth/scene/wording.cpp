#include "synth/scene/wording.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

/// "with a red collar" follows the noun, "brown" stands before it.
bool follows_noun(std::string_view attribute) {
  static constexpr std::array<std::string_view, 13> kBeginnings{
      "with", "without", "wearing", "holding", "having", "in",   "on",
      "made", "of",      "that",    "which",   "who",    "whose"};
  const std::string_view first = attribute.substr(0, attribute.find(' '));
  return first.size() < attribute.size() &&
         std::find(kBeginnings.begin(), kBeginnings.end(), first) != kBeginnings.end();
}

std::string the(const Description& description) {
  std::string text = "the";
  for (const std::string& attribute : description.attributes) {
    if (!follows_noun(attribute)) text += " " + attribute;
  }
  text += " " + description.noun;
  bool first = true;
  for (const std::string& attribute : description.attributes) {
    if (!follows_noun(attribute)) continue;
    text += (first ? " " : " and ") + attribute;
    first = false;
  }
  return text;
}

std::span<const char* const> phrases_for(Position position) {
  static constexpr std::array kLeft{"on the left of the image", "in the left part of the picture",
                                    "at the left side of the photo"};
  static constexpr std::array kRight{"on the right of the image",
                                     "in the right part of the picture",
                                     "at the right side of the photo"};
  static constexpr std::array kTop{"at the top of the image", "in the upper part of the picture",
                                   "in the upper half of the photo"};
  static constexpr std::array kBottom{"at the bottom of the image",
                                      "in the lower part of the picture",
                                      "in the lower half of the photo"};
  static constexpr std::array kMiddle{"in the middle of the image", "in the centre of the picture",
                                      "in the central part of the photo"};
  switch (position) {
    case Position::left:
      return kLeft;
    case Position::right:
      return kRight;
    case Position::top:
      return kTop;
    case Position::bottom:
      return kBottom;
    case Position::middle:
      return kMiddle;
  }
  return {};
}

std::span<const char* const> phrases_for(Relation relation) {
  static constexpr std::array kLeft{"to the left of", "further left than",
                                    "that can be seen to the left of"};
  static constexpr std::array kRight{"to the right of", "further right than",
                                     "that can be seen to the right of"};
  static constexpr std::array kAbove{"above", "higher up than", "that can be seen above"};
  static constexpr std::array kBelow{"below", "lower down than", "that can be seen below"};
  static constexpr std::array kFront{"in front of", "partly covering",
                                     "that can be seen in front of"};
  static constexpr std::array kBehind{"behind", "partly hidden by", "that can be seen behind"};
  switch (relation) {
    case Relation::left_of:
      return kLeft;
    case Relation::right_of:
      return kRight;
    case Relation::above:
      return kAbove;
    case Relation::below:
      return kBelow;
    case Relation::in_front_of:
      return kFront;
    case Relation::behind:
      return kBehind;
  }
  return {};
}

std::string_view one_of(std::span<const char* const> phrases, Random& random) {
  return phrases[random.below(phrases.size())];
}

}  // namespace

std::string wording(const Expression& expression, Random& random) {
  switch (expression.kind) {
    case ExpressionKind::keyword:
      return expression.what.noun;
    case ExpressionKind::basic:
      return the(expression.what);
    case ExpressionKind::absolute:
      MBENCH_ASSERT(expression.position.has_value());
      return fmt::format("{} {}", the(expression.what),
                         one_of(phrases_for(*expression.position), random));
    case ExpressionKind::relative:
      MBENCH_ASSERT(expression.relation.has_value());
      return fmt::format("{} {} {}", the(expression.what),
                         one_of(phrases_for(*expression.relation), random), the(expression.anchor));
  }
  return {};
}

}  // namespace mbench

#include "synth/scene/entity.h"

#include <algorithm>

namespace mbench {
namespace {

char small_letter(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

bool same_word(std::string_view one, std::string_view other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char a, char b) { return small_letter(a) == small_letter(b); });
}

bool is_called(const Entity& entity, std::string_view word) {
  return same_word(entity.category, word) ||
         std::any_of(entity.synonyms.begin(), entity.synonyms.end(),
                     [&](const std::string& synonym) { return same_word(synonym, word); });
}

bool share_a_word(const Entity& one, const Entity& other) {
  return is_called(other, one.category) ||
         std::any_of(one.synonyms.begin(), one.synonyms.end(),
                     [&](const std::string& synonym) { return is_called(other, synonym); });
}

}  // namespace mbench

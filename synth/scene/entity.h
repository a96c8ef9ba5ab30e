#pragma once

#include "core/filesystem.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Something to place on a scene: a foreground with its alpha, and the words for it.
struct Entity {
  std::string name;      ///< of its files, without their endings; no two entities share it
  std::string category;  ///< one of its kind: "dog"
  std::vector<std::string> attributes;  ///< "brown", "with a red collar"
  std::vector<std::string> synonyms;    ///< other words for the category: "hound"
  fs::path foreground;
  fs::path alpha;  ///< of the foreground's size
};

/// Whether the word is the entity's category or one of its synonyms, letter case aside (ASCII).
bool is_called(const Entity& entity, std::string_view word);

/// Whether some word stands for both, so that a keyword could mean either.
bool share_a_word(const Entity& one, const Entity& other);

/// Whether the two texts are equal, letter case aside (ASCII).
bool same_word(std::string_view one, std::string_view other);

}  // namespace mbench

#pragma once

#include "synth/scene/entity.h"

#include <string_view>
#include <vector>

namespace mbench {

/// Where the entities of a list and the scenes' backgrounds lie.
struct EntityFolders {
  fs::path foregrounds;
  fs::path alphas;
};

/// The entities that a list names, in its order, with their files: of each, the pictures of its
/// name in the two folders, whatever their endings.
///
/// A CSV whose first line names the columns, or (where the file's name ends in .jsonl, or its
/// first character is `{`) an object a line:
///
///     name,category,attributes,synonyms
///     cat-03,cat,black; fluffy,kitten
///     {"name": "cat-03", "category": "cat", "attributes": ["black", "fluffy"]}
///
/// `name` and `category` are needed. In a CSV attributes and synonyms are separated by `;`.
/// Throws DataError that names FILE:LINE and the remedy: not UTF-8, an unknown column, a name or a
/// category that is missing, a name that is there twice, no picture of it, two pictures of it.
std::vector<Entity> read_entity_list(const fs::path& file, const EntityFolders& folders);

/// The pictures directly in a folder, sorted by name. Throws DataError if it is no folder or
/// there is none.
std::vector<fs::path> pictures_in(const fs::path& folder);

}  // namespace mbench

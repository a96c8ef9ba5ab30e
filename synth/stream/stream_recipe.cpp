#include "synth/stream/stream_recipe.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"

namespace mbench {

const std::vector<StreamRecipe>& stream_recipes() {
  static const std::vector<StreamRecipe> list{gca_recipe(), mam_recipe(), aematter_recipe(),
                                              aim_recipe()};
  return list;
}

const StreamRecipe& find_stream_recipe(std::string_view name) {
  const std::vector<StreamRecipe>& list = stream_recipes();
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const StreamRecipe& recipe) { return recipe.name == name; });
  if (found != list.end()) return *found;
  std::vector<std::string> names;
  for (const StreamRecipe& recipe : list) names.push_back(recipe.name);
  throw UsageError(fmt::format("there is no recipe of training samples named '{}'", name),
                   did_you_mean(std::string(name), names));
}

}  // namespace mbench

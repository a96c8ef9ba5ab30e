#include "synth/scene/source_check.h"

#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "synth/scene/cutout.h"
#include "synth/scene/scene.h"

namespace mbench {
namespace {

/// What is wrong with a source; nothing if `what` is empty.
struct Problem {
  std::string what;
  std::string hint;
};

Problem problem_of(const Entity& entity) {
  try {
    const Read<Alpha> alpha = read_alpha(entity.alpha);
    require_one_size(entity, image_size(entity.foreground), alpha.picture.size());
    opaque_part(to_bytes(alpha.picture, Rounding::nearest), entity.alpha);
    return {};
  } catch (const DataError& error) {
    return {error.what(), error.hint()};
  }
}

Problem problem_of(const fs::path& background, const SceneOptions& options) {
  try {
    require_room(background, options.size.empty() ? image_size(background) : options.size);
    return {};
  } catch (const DataError& error) {
    return {error.what(), error.hint()};
  }
}

/// Which entities and backgrounds the scenes need.
struct Needed {
  std::vector<const Entity*> entities;
  std::vector<const fs::path*> backgrounds;
};

Needed needed_for(const Stock& stock, const SceneOptions& options,
                  const std::vector<std::uint64_t>& numbers) {
  std::vector<bool> entities(stock.entities().size());
  std::vector<bool> backgrounds(stock.backgrounds().size());
  for (const std::uint64_t number : numbers) {
    throw_if_interrupted();
    const Cast cast = cast_of_scene(stock, options, number);
    for (const std::size_t entity : cast.entities) entities[entity] = true;
    backgrounds[cast.background] = true;
  }
  Needed needed;
  for (std::size_t i = 0; i < entities.size(); ++i) {
    if (entities[i]) needed.entities.push_back(&stock.entities()[i]);
  }
  for (std::size_t i = 0; i < backgrounds.size(); ++i) {
    if (backgrounds[i]) needed.backgrounds.push_back(&stock.backgrounds()[i]);
  }
  return needed;
}

}  // namespace

void check_sources(const Stock& stock, const SceneOptions& options,
                   const std::vector<std::uint64_t>& numbers, ThreadTeam& team,
                   SceneProgress& progress) {
  const Needed needed = needed_for(stock, options, numbers);
  const std::size_t entities = needed.entities.size();
  std::vector<Problem> problems(entities + needed.backgrounds.size());
  progress.begin("check", problems.size());
  team.each(problems.size(), [&](std::size_t i) {
    throw_if_interrupted();
    if (i < entities) {
      problems[i] = problem_of(*needed.entities[i]);
      progress.step(needed.entities[i]->name, {});
    } else {
      const fs::path& background = *needed.backgrounds[i - entities];
      problems[i] = problem_of(background, options);
      progress.step(background.filename().string(), {});
    }
  });
  progress.end();
  const auto is_problem = [](const Problem& problem) { return !problem.what.empty(); };
  const auto first = std::find_if(problems.begin(), problems.end(), is_problem);
  if (first == problems.end()) return;
  const auto others = std::count_if(first, problems.end(), is_problem) - 1;
  throw DataError(
      others == 0 ? first->what : fmt::format("{}; {} more cannot be used", first->what, others),
      first->hint);
}

}  // namespace mbench

#include "synth/stream/input_choice.h"

#include <numeric>

#include "core/error.h"
#include "synth/stream/shuffled_order.h"

namespace mbench {
namespace {

template <typename Item>
std::vector<std::size_t> sizes_of(const std::vector<std::vector<Item>>& sets) {
  std::vector<std::size_t> sizes;
  for (const std::vector<Item>& set : sets) sizes.push_back(set.size());
  return sizes;
}

/// The place of the n-th picture of all sets together.
InputPlace place_of(std::size_t number, const std::vector<std::size_t>& sizes) {
  InputPlace place;
  while (number >= sizes[place.set]) number -= sizes[place.set++];
  place.place = number;
  return place;
}

std::size_t draw_set(const std::vector<double>& weights, std::size_t sets, Random& random) {
  if (weights.size() != sets) return random.below(sets);
  double left = random.uniform(0, std::accumulate(weights.begin(), weights.end(), 0.0));
  for (std::size_t set = 0; set + 1 < sets; ++set) {
    if (left < weights[set]) return set;
    left -= weights[set];
  }
  return sets - 1;
}

InputPlace draw_place(const SetChoice& choice, const std::vector<std::size_t>& sizes,
                      const Random& order, std::uint64_t index, Random& random) {
  if (choice.set_first && sizes.size() > 1) {
    const std::size_t set = draw_set(choice.weights, sizes.size(), random);
    return {set, random.below(sizes[set])};
  }
  const std::size_t total = std::accumulate(sizes.begin(), sizes.end(), std::size_t{0});
  MBENCH_ASSERT(total > 0);
  return place_of(shuffled_place(order, total, index), sizes);
}

/// Uniform over all but `first`; none if that is all there is.
std::optional<InputPlace> draw_other(const SetChoice& choice, const std::vector<std::size_t>& sizes,
                                     InputPlace first, Random& random) {
  const std::vector<std::size_t> among =
      choice.set_first ? std::vector<std::size_t>{sizes[first.set]} : sizes;
  const std::size_t total = std::accumulate(among.begin(), among.end(), std::size_t{0});
  if (total < 2) return std::nullopt;
  std::size_t own = first.place;
  if (!choice.set_first) {
    for (std::size_t set = 0; set < first.set; ++set) own += sizes[set];
  }
  const std::size_t number = (own + 1 + random.below(total - 1)) % total;
  if (choice.set_first) return InputPlace{first.set, number};
  return place_of(number, sizes);
}

}  // namespace

InputChoice choose_inputs(const StreamRecipe& recipe, const StreamInputs& inputs,
                          const Random& stream, std::uint64_t index) {
  Random random = stream.part(index).part("inputs");
  InputChoice choice;
  const bool wants_photograph = random.chance(recipe.natural_probability);
  const bool wants_second = random.chance(recipe.second_object.probability);
  choice.background = draw_place(recipe.backgrounds, sizes_of(inputs.backgrounds),
                                 stream.part("backgrounds"), index, random);
  if (wants_photograph && !inputs.photographs.empty()) {
    choice.photograph = true;
    choice.first =
        draw_place({}, sizes_of(inputs.photographs), stream.part("photographs"), index, random);
    return choice;
  }
  const std::vector<std::size_t> sizes = sizes_of(inputs.foregrounds);
  choice.first = draw_place(recipe.foregrounds, sizes, stream.part("foregrounds"), index, random);
  if (wants_second) choice.second = draw_other(recipe.foregrounds, sizes, choice.first, random);
  return choice;
}

}  // namespace mbench

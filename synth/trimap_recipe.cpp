#include "synth/trimap_recipe.h"

#include "core/error.h"
#include "synth/ellipse_kernel.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace mbench {
namespace {

constexpr int kMostIterations = 99;

/// What follows a family's name.
enum class Parameters { none, sizes, seed };

struct Family {
  TrimapFamily family;
  std::string_view name;
  Parameters parameters;
  bool covers_fractions;
};

constexpr std::array<Family, 7> kFamilies{{
    {TrimapFamily::ellipse, "ellipse", Parameters::sizes, true},
    {TrimapFamily::gca, "gca", Parameters::seed, true},
    {TrimapFamily::matteformer, "matteformer", Parameters::seed, false},
    {TrimapFamily::mam, "mam", Parameters::seed, true},
    {TrimapFamily::aematter, "aematter", Parameters::seed, true},
    {TrimapFamily::huochaitiantang, "huochaitiantang", Parameters::seed, true},
    {TrimapFamily::background_matting_v2, "background-matting-v2", Parameters::none, false},
}};

const Family& family_of(TrimapFamily family) {
  for (const Family& one : kFamilies) {
    if (one.family == family) return one;
  }
  throw InternalError("a trimap family without a name");
}

/// Another name: all of a text, or what stands before its ":SEED".
struct Alias {
  std::string_view name;
  std::string_view stands_for;
};

constexpr std::array<Alias, 3> kAliases{
    {{"paddle", "ellipse:25"}, {"simd", "ellipse:3:5"}, {"aim-usr", "ellipse:30"}}};

constexpr std::array<Alias, 3> kSeededAliases{
    {{"vitmatte", "matteformer"}, {"mematte", "matteformer"}, {"paddle-train", "huochaitiantang"}}};

template <std::size_t N>
std::string_view resolved(const std::array<Alias, N>& aliases, std::string_view name) {
  for (const Alias& alias : aliases) {
    if (alias.name == name) return alias.stands_for;
  }
  return name;
}

/// Digits and nothing else.
template <typename Number>
std::optional<Number> number(std::string_view digits) {
  if (digits.empty() || digits.front() == '-') return std::nullopt;
  Number value{};
  const char* const end = digits.data() + digits.size();
  const auto result = std::from_chars(digits.data(), end, value);
  if (result.ec != std::errc() || result.ptr != end) return std::nullopt;
  return value;
}

/// SIZE or SIZE:ITERATIONS.
std::optional<TrimapRecipe> read_sizes(std::string_view text) {
  const std::size_t colon = text.find(':');
  const auto size = number<int>(text.substr(0, colon));
  const auto iterations =
      colon == std::string_view::npos ? std::optional(1) : number<int>(text.substr(colon + 1));
  if (!size || !iterations) return std::nullopt;
  TrimapRecipe recipe;
  recipe.ellipse_px = *size;
  recipe.iterations = *iterations;
  recipe.check();
  return recipe;
}

std::optional<TrimapRecipe> read_parameters(const Family& family, std::string_view text) {
  TrimapRecipe recipe;
  recipe.family = family.family;
  switch (family.parameters) {
    case Parameters::none:
      return text.empty() ? std::optional(recipe) : std::nullopt;
    case Parameters::sizes:
      return text.empty() ? std::nullopt : read_sizes(text.substr(1));
    case Parameters::seed:
      break;
  }
  const auto seed = text.empty() ? std::nullopt : number<std::uint64_t>(text.substr(1));
  if (!seed) return std::nullopt;
  recipe.seed = *seed;
  return recipe;
}

[[noreturn]] void refuse(std::string_view text, std::string_view family) {
  for (const Family& one : kFamilies) {
    if (one.name != family) continue;
    const char* remedy = "it takes no parameter";
    if (one.parameters == Parameters::seed) {
      remedy = "it draws at random: name the seed behind it, as in gca:0";
    } else if (one.parameters == Parameters::sizes) {
      remedy = "write ellipse:SIZE or ellipse:SIZE:ITERATIONS, as in ellipse:25 or ellipse:3:5";
    }
    throw UsageError(fmt::format("'{}' is no trimap recipe", text), remedy);
  }
  std::string forms;
  for (const TrimapForm& form : trimap_forms()) {
    forms += (forms.empty() ? "" : ", ") + form.form;
  }
  throw UsageError(fmt::format("there is no trimap recipe '{}'", text), "there are " + forms);
}

}  // namespace

void TrimapRecipe::check() const {
  if (family != TrimapFamily::ellipse) return;
  if (ellipse_px < 1 || ellipse_px > kLargestEllipsePx) {
    throw UsageError(fmt::format("a trimap's ellipse of {} pixels is outside 1 to {}", ellipse_px,
                                 kLargestEllipsePx));
  }
  if (iterations < 1 || iterations > kMostIterations) {
    throw UsageError(
        fmt::format("a trimap's {} iterations are outside 1 to {}", iterations, kMostIterations));
  }
}

std::string TrimapRecipe::text() const {
  check();
  const Family& form = family_of(family);
  switch (form.parameters) {
    case Parameters::none:
      return std::string(form.name);
    case Parameters::seed:
      return fmt::format("{}:{}", form.name, seed);
    case Parameters::sizes:
      break;
  }
  if (iterations == 1) return fmt::format("{}:{}", form.name, ellipse_px);
  return fmt::format("{}:{}:{}", form.name, ellipse_px, iterations);
}

bool TrimapRecipe::draws() const { return family_of(family).parameters == Parameters::seed; }

bool TrimapRecipe::covers_fractions() const { return family_of(family).covers_fractions; }

TrimapRecipe parse_trimap_recipe(std::string_view text) {
  const std::string_view full = resolved(kAliases, text);
  const std::size_t colon = std::min(full.find(':'), full.size());
  const std::string_view name = resolved(kSeededAliases, full.substr(0, colon));
  for (const Family& family : kFamilies) {
    if (family.name != name) continue;
    if (const auto recipe = read_parameters(family, full.substr(colon))) return *recipe;
  }
  refuse(text, name);
}

const std::vector<TrimapForm>& trimap_forms() {
  static const std::vector<TrimapForm> list{
      {"ellipse:SIZE", "", false, true,
       "opaque and clear pixels, each eroded once by OpenCV's ellipse of SIZE pixels", "mbench"},
      {"ellipse:SIZE:ITERATIONS", "", false, true, "the same, eroded ITERATIONS times", "mbench"},
      {"paddle", "ellipse:25", false, true, "validation without trimaps",
       "PaddlePaddle/PaddleSeg at d7975e7, Matting/ppmatting/datasets/matting_dataset.py"},
      {"simd", "ellipse:3:5", false, true, "SIMD's test set",
       "nowsyn/SIM at dc5ed5a, dataset/generate_testset.py"},
      {"aim-usr", "ellipse:30", false, true, "the unified semantic maps of AIM",
       "JizhiziLi/AIM at 48e3dc8, core/process_data.py"},
      {"gca:SEED", "", true, true, "each eroded once by an ellipse of its own of 1 to 29 pixels",
       "Yaoyi-Li/GCA-Matting at 5a999be, dataloader/data_generator.py"},
      {"matteformer:SEED", "", true, false,
       "as gca, of the alpha squashed to 640x640 by a drawn interpolation, and back by the "
       "nearest pixel",
       "webtoon/matteformer at f09f090, dataloader/data_generator.py"},
      {"vitmatte:SEED", "matteformer:SEED", true, false, "ViTMatte's training",
       "hustvl/ViTMatte at 8cd7ef0, data/dim_dataset.py"},
      {"mematte:SEED", "matteformer:SEED", true, false, "MEMatte's training",
       "linyiheng123/MEMatte at 44e8ac6, data/dim_dataset.py"},
      {"mam:SEED", "", true, true, "as gca, with sizes below max(30, short side / 2048 * 30)",
       "SHI-Labs/Matting-Anything at eb01e1c, dataloader/data_generator.py"},
      {"aematter:SEED", "", true, true, "as gca, for one sample in a hundred of 10 to 39 pixels",
       "QLYoo/AEMatter at cfefe3b, dataset.py"},
      {"huochaitiantang:SEED", "", true, true,
       "both eroded 5 to 14 times by an ellipse of 2, 3 or 4 pixels",
       "huochaitiantang/pytorch-deep-image-matting at f5f909d, core/data.py"},
      {"paddle-train:SEED", "huochaitiantang:SEED", true, true, "PaddleSeg's training",
       "PaddlePaddle/PaddleSeg at d7975e7, Matting/ppmatting/datasets/matting_dataset.py"},
      {"background-matting-v2", "", false, false,
       "unknown is alpha between 0.06 and 0.96, dilated and then eroded 10 times by an ellipse of "
       "3 pixels",
       "Lin et al., CVPR 2021, as quoted in PeterL1n/BackgroundMattingV2 issue 143"},
  };
  return list;
}

}  // namespace mbench

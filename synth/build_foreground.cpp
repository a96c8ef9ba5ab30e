#include "synth/build_foreground.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/thread_team.h"

namespace mbench {
namespace {

constexpr const char* kAsIs = "as-is";

}  // namespace

std::string foreground_origin_text(const ForegroundOrigin& origin) {
  if (!origin) return kAsIs;
  return fmt::format("{}/{}", foreground_method_name(*origin), foreground_method_version(*origin));
}

ForegroundOrigin parse_foreground_origin(const std::string& text) {
  if (text == kAsIs) return std::nullopt;
  for (const ForegroundMethod method :
       {ForegroundMethod::multilevel, ForegroundMethod::closed_form}) {
    if (foreground_origin_text(method) == text) return method;
  }
  throw DataError(fmt::format("foregrounds '{}' cannot be made by this program", text),
                  "use the version of mbench that built them, or build anew");
}

Foreground load_foreground(const Protocol& protocol, const ForegroundOrigin& origin,
                           const fs::path& image, const fs::path& alpha, int threads) {
  const Image picture = read_image(image).picture;
  const Alpha opacity = read_alpha(alpha).picture;
  if (!origin) return prepared_foreground(protocol, picture, opacity);
  ForegroundRecipe recipe;
  recipe.method = *origin;
  ThreadTeam team(threads);
  return prepared_foreground(
      protocol, estimate_foreground(picture, opacity, recipe, team, false).foreground, opacity);
}

}  // namespace mbench

#include "synth/foreground_estimate.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "core/error.h"
#include "core/large_pages.h"
#include "core/nearest_names.h"

namespace mbench {
namespace {

std::uint8_t to_byte(float value, Rounding rounding) {
  const float scaled = 255.0F * std::clamp(value, 0.0F, 1.0F);
  return static_cast<std::uint8_t>(rounding == Rounding::truncate ? scaled : scaled + 0.5F);
}

/// Writes one of the two layers.
class LayerWriter {
 public:
  /// `first` is the layer's first float in a pixel; `known` the opacity, 0 or 1, at which the
  /// layer is the image.
  LayerWriter(const Image& image, const Alpha& alpha, const ForegroundRecipe& recipe, int first,
              int known)
      : image_(image),
        alpha_(alpha),
        recipe_(recipe),
        first_(first),
        known_(known),
        pixels_(new_pixels(image.size(), CV_8UC3)) {}

  void write(const LayerPiece& piece) {
    std::uint8_t* to = pixels_.ptr(piece.row) + 3 * piece.column;
    const float* from = piece.values + first_;
    for (int i = 0; i < 3 * piece.count; i += 3, from += LayerPiece::kStride) {
      for (int c = 0; c < 3; ++c) to[i + c] = to_byte(from[c], recipe_.quantisation);
    }
    if (recipe_.keep_known) keep_known(piece, to);
  }

  Image image() && { return Image(std::move(pixels_)); }

 private:
  void keep_known(const LayerPiece& piece, std::uint8_t* to) const {
    const std::uint8_t* const colours = image_.pixels().ptr(piece.row) + 3 * piece.column;
    const auto keep = [&](const auto* opacities, auto known) {
      for (int i = 0; i < piece.count; ++i) {
        if (opacities[i] == known) std::copy_n(colours + 3 * i, 3, to + 3 * i);
      }
    };
    if (alpha_.is_bytes()) {
      keep(alpha_.pixels().ptr(piece.row) + piece.column, static_cast<std::uint8_t>(255 * known_));
    } else {
      keep(alpha_.pixels().ptr<float>(piece.row) + piece.column, static_cast<float>(known_));
    }
  }

  const Image& image_;
  const Alpha& alpha_;
  const ForegroundRecipe& recipe_;
  int first_;
  int known_;
  cv::Mat pixels_;
};

constexpr std::pair<ForegroundMethod, const char*> kNames[] = {
    {ForegroundMethod::multilevel, "multilevel"},
    {ForegroundMethod::closed_form, "closed-form"},
};

}  // namespace

std::string foreground_method_name(ForegroundMethod method) {
  for (const auto& [known, name] : kNames) {
    if (known == method) return name;
  }
  throw InternalError("a foreground method has no name");
}

ForegroundMethod parse_foreground_method(std::string_view name) {
  std::vector<std::string> names;
  for (const auto& [method, known] : kNames) {
    if (known == name) return method;
    names.emplace_back(known);
  }
  throw UsageError("there is no foreground method named '" + std::string(name) + "'",
                   did_you_mean(name, names));
}

int foreground_method_version(ForegroundMethod method) {
  return method == ForegroundMethod::multilevel ? kMultilevelVersion : kClosedFormVersion;
}

void ForegroundRecipe::check() const {
  multilevel.check();
  closed_form.check();
}

ForegroundEstimate estimate_foreground(const Image& image, const Alpha& alpha,
                                       const ForegroundRecipe& recipe, ThreadTeam& team,
                                       bool with_background) {
  recipe.check();
  LayerWriter foreground(image, alpha, recipe, 0, 1);
  std::optional<LayerWriter> background;
  if (with_background) background.emplace(image, alpha, recipe, 4, 0);
  const LayerSink sink = [&](const LayerPiece& piece) {
    foreground.write(piece);
    if (background) background->write(piece);
  };
  if (recipe.method == ForegroundMethod::multilevel) {
    multilevel_layers(image, alpha, recipe.multilevel, team, sink);
  } else {
    closed_form_layers(image, alpha, recipe.closed_form, team, sink);
  }
  ForegroundEstimate estimate{std::move(foreground).image(), std::nullopt};
  if (background) estimate.background = std::move(*background).image();
  return estimate;
}

}  // namespace mbench

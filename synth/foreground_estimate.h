#pragma once

#include "core/image.h"
#include "synth/foreground_closed_form.h"
#include "synth/foreground_multilevel.h"

#include <optional>
#include <string>
#include <string_view>

namespace mbench {

enum class ForegroundMethod { multilevel, closed_form };

/// "multilevel", "closed-form".
std::string foreground_method_name(ForegroundMethod method);
/// Throws UsageError for another name.
ForegroundMethod parse_foreground_method(std::string_view name);
/// Raised when the same input may give other pixels than before.
int foreground_method_version(ForegroundMethod method);

/// How the colours of a foreground without its background are estimated and stored.
struct ForegroundRecipe {
  ForegroundMethod method = ForegroundMethod::multilevel;
  MultilevelOptions multilevel;
  ClosedFormOptions closed_form;
  /// How 255 times an estimate becomes a byte; mmagic's extend_fg and most scripts truncate.
  Rounding quantisation = Rounding::truncate;
  /// Where the alpha is exactly 1 the foreground is the image's own colour, and where it is 0
  /// the background is, since image = a·F + (1-a)·B leaves nothing to estimate there. False
  /// stores what the method says, which its smoothness moves a little, and truncation by one.
  bool keep_known = true;

  /// Throws UsageError.
  void check() const;
};

/// What an image is made of.
struct ForegroundEstimate {
  Image foreground;
  std::optional<Image> background;
};

/// The colours of foreground and, if asked for, background in every pixel, such that alpha
/// puts them together to `image`, nearly. Same bytes on any number of threads.
///
/// Throws DataError if image and alpha differ in size, UsageError by recipe.check().
ForegroundEstimate estimate_foreground(const Image& image, const Alpha& alpha,
                                       const ForegroundRecipe& recipe, ThreadTeam& team,
                                       bool with_background);

}  // namespace mbench

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Whose way of making a trimap it is.
enum class TrimapFamily {
  ellipse,
  gca,
  matteformer,
  mam,
  aematter,
  huochaitiantang,
  background_matting_v2,
};

/// A way to make a trimap from an alpha matte. With the alpha and, where it draws, the sample's
/// name it determines every pixel; its text says all of it.
///
/// Text forms: `ellipse:25`, `ellipse:3:5` (five iterations), `gca:7` (seed 7),
/// `background-matting-v2`, and the others of trimap_forms().
struct TrimapRecipe {
  int ellipse_px = 25;  ///< 1 to 511; of the family ellipse alone
  int iterations = 1;   ///< 1 to 99; of the family ellipse alone
  TrimapFamily family = TrimapFamily::ellipse;
  std::uint64_t seed = 0;  ///< of the families that draw

  /// In canonical form: parse_trimap_recipe gives the same recipe. Throws UsageError if sizes
  /// are out of range.
  std::string text() const;
  /// Whether sizes are drawn anew for each sample.
  bool draws() const;
  /// Whether the unknown part covers every pixel of an 8-bit alpha that is neither 0 nor 255.
  bool covers_fractions() const;
  /// Throws UsageError: a size or number of iterations out of range.
  void check() const;

  bool operator==(const TrimapRecipe&) const = default;
};

/// The recipe of a text in canonical form or of one of the other names in trimap_forms().
/// Throws UsageError that says what there is.
TrimapRecipe parse_trimap_recipe(std::string_view text);

/// How a recipe is written, for people.
struct TrimapForm {
  std::string form;        ///< "gca:SEED"
  std::string stands_for;  ///< the canonical form, for another name of it; else empty
  bool draws = false;
  bool covers_fractions = true;
  std::string summary;  ///< one line: how it is made
  std::string source;   ///< who makes trimaps like this, and where that is written
};

/// Every form in the order in which people see them.
const std::vector<TrimapForm>& trimap_forms();

}  // namespace mbench

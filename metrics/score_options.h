#pragma once

#include <string>
#include <string_view>

namespace mbench {

/// How a float prediction is brought to what the convention scores.
enum class Quantisation {
  convention,  ///< as its own code gets it: nearest byte, or as it is where it scores floats
  truncate,    ///< to the byte below, as most savers do
  round,       ///< to the nearest byte, halves to even, as mmagic's saver does
  none,        ///< as it is, under every convention
};

/// Over which pixels.
enum class ScoreRegion {
  convention,  ///< the convention's own, with its figures of parts
  unknown,     ///< the trimap is exactly 128
  whole,       ///< every pixel
  foreground,  ///< the trimap is 255
  background,  ///< the trimap is 0
  detail,      ///< the trimap is above 0
};

/// What moves published figures without being part of a convention.
struct ScoreOptions {
  Quantisation quantisation = Quantisation::convention;
  /// Force the prediction to 0 and 1 where the trimap is 0 and 255, before everything.
  bool keep_known = false;
  /// Another region than the convention's: its figures sad, mse, mad, grad and conn over those
  /// pixels, by its own rules and scales; means are over the region's pixels.
  ScoreRegion region = ScoreRegion::convention;
  /// For one image; where there are many, score them in parallel instead. Moves no figure.
  int threads = 1;

  /// Throws UsageError for less than one thread.
  void check() const;

  /// What differs from the defaults and moves figures, to be stamped beside them:
  /// "quantisation=truncate,keep-known,region=whole"; empty for the defaults.
  std::string stamp() const;
};

/// "convention", "truncate", "round" or "none", and back. Throws UsageError that names the
/// nearest known names.
std::string_view to_text(Quantisation quantisation);
Quantisation parse_quantisation(std::string_view text);

/// "convention", "unknown", "whole", "foreground", "background" or "detail", and back. Throws
/// UsageError that names the nearest known names.
std::string_view to_text(ScoreRegion region);
ScoreRegion parse_score_region(std::string_view text);

}  // namespace mbench

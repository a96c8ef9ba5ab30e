#pragma once

#include "core/filesystem.h"
#include "core/image.h"
#include "datasets/dataset_contents.h"
#include "synth/degrade.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace mbench {

/// A photograph as it lies on disk.
struct ImageFile {
  fs::path image;
  /// Image, alpha and trimap are first brought to at most this many pixels on the long side
  /// (Pillow's BICUBIC; NEAREST for the trimap); 0 leaves them.
  int max_side_px = 0;
};

/// A composite that is made when it is loaded: foreground over background by a protocol, with
/// the alpha in 8 bits and in the size that the protocol gives it.
struct ImageComposite {
  fs::path foreground;
  fs::path background;
  /// Foreground and alpha are first brought to at most this many pixels on the long
  /// side (Pillow's BICUBIC); 0 leaves them.
  int max_side_px = 0;
  std::string protocol = "dim";  ///< see synth/protocol.h
};

/// The trimap as it lies on disk.
struct TrimapFile {
  fs::path trimap;
};

/// A trimap made from the alpha when it is loaded; the text names a TrimapRecipe, which draws,
/// where it does, for full_name() of the sample.
struct TrimapMade {
  std::string recipe;
};

/// One image of a data set, with where its parts come from. Nothing is decoded yet.
struct Sample {
  std::string name;  ///< unique within its split
  std::string split;
  std::variant<ImageFile, ImageComposite> image;
  /// None: a natural photograph without ground truth, which can be run and shown but
  /// never scored.
  std::optional<fs::path> alpha;
  std::variant<TrimapFile, TrimapMade> trimap;
  std::string foreground;  ///< stem of the foreground; samples that share it are not independent
  std::string background;
  std::string category;
  /// What is done to image and trimap after they are loaded, or made from the whole alpha. Never
  /// to the alpha, which is the truth.
  Degradation degradation;
};

/// "split/name", or the name of a sample without a split: what the random numbers of a degradation
/// and of a trimap recipe are drawn for.
std::string full_name(const Sample& sample);

/// What a layout found below `root`, ready to be loaded. Without a trimap of its own, and
/// without a recipe, a sample's trimap is made by TrimapRecipe's default.
Sample sample_of(const fs::path& root, const FoundSample& found);

/// `size` if its long side is at most `max_side_px` or that is 0, else the size with that
/// long side and the short one in proportion, rounded half up, at least 1.
cv::Size bounded_size(cv::Size size, int max_side_px);

/// The size of a composite of a foreground of `size`: by the protocol, after bounded_size().
/// Throws UsageError for an unknown protocol.
cv::Size composite_size(cv::Size size, int max_side_px, std::string_view protocol);

/// The decoded sample; all parts have one size, the trimap holds only 0, 128 and 255.
struct LoadedSample {
  Image image;
  Trimap trimap;
  std::optional<Alpha> alpha;
  /// Where the trimap was degraded: the trimap as it was, and unknown also where the degraded one
  /// is. It says over which pixels an alpha is scored.
  std::optional<Trimap> scored_trimap = std::nullopt;
};

/// Reads, composes, checks and degrades. Throws DataError naming the file and the remedy.
LoadedSample load(const Sample& sample);

/// Everything that determines the pixels of load(sample), as one line of text without
/// decoding: files with size and modification time, recipes, degradation. Equal text, equal pixels.
/// Throws DataError if a file is missing.
std::string source_text(const Sample& sample);

}  // namespace mbench

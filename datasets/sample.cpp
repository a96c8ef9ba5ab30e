#include "datasets/sample.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "datasets/sample_facts.h"
#include "synth/composite.h"
#include "synth/degrade_trimap.h"
#include "synth/pillow_resize.h"
#include "synth/trimap_from_alpha.h"

namespace mbench {
namespace {

/// Part of every source_text. Raised whenever decoding, resizing, composing, the trimap recipes
/// or the degradations give other pixels than before, so that remembered digests are not believed.
constexpr int kPixelsVersion = 2;

std::string size_text(cv::Size size) { return fmt::format("{}x{}", size.width, size.height); }

void check_same_size(const char* part, const fs::path& path, cv::Size size, const char* other_part,
                     const fs::path& other_path, cv::Size other_size) {
  if (size == other_size) return;
  throw DataError(
      fmt::format("{} {} is {} but its {} {} is {}", part, path.string(), size_text(size),
                  other_part, other_path.string(), size_text(other_size)),
      "nothing is resized silently: bring them to one size, or check that they "
      "belong together");
}

Image bounded(const Image& image, int max_side_px) {
  const cv::Size size = bounded_size(image.size(), max_side_px);
  if (size == image.size()) return image;
  return Image(pillow_resize(image.pixels(), size, PillowFilter::bicubic));
}

Alpha bounded(const Alpha& alpha, int max_side_px) {
  const cv::Size size = bounded_size(alpha.size(), max_side_px);
  if (size == alpha.size()) return alpha;
  return Alpha(pillow_resize(alpha.pixels(), size, PillowFilter::bicubic));
}

Trimap bounded(const Trimap& trimap, int max_side_px) {
  const cv::Size size = bounded_size(trimap.size(), max_side_px);
  if (size == trimap.size()) return trimap;
  return Trimap(pillow_resize(trimap.pixels(), size, PillowFilter::nearest));
}

/// A picture with the alpha that belongs to it, and the file to blame for its size.
struct Pictured {
  Image image;
  std::optional<Alpha> alpha;
  fs::path size_from;
  cv::Size file_size;   ///< of that file
  int max_side_px = 0;  ///< what a trimap of that size is to be brought to
};

Pictured read_photograph(const ImageFile& file, const std::optional<fs::path>& alpha_path) {
  const Image whole = read_image(file.image).picture;
  Pictured made{bounded(whole, file.max_side_px), std::nullopt, file.image, whole.size(),
                file.max_side_px};
  if (alpha_path) {
    Alpha alpha = read_alpha(*alpha_path).picture;
    check_same_size("alpha", *alpha_path, alpha.size(), "image", file.image, whole.size());
    // Bytes, as the resampling works on them.
    if (bounded_size(whole.size(), file.max_side_px) != whole.size()) {
      alpha = bounded(to_bytes(alpha, Rounding::nearest), file.max_side_px);
    }
    made.alpha = alpha;
  }
  return made;
}

Pictured compose(const ImageComposite& parts, const fs::path& alpha_path) {
  const Protocol& protocol = find_protocol(parts.protocol);
  const Image image = read_image(parts.foreground).picture;
  const Alpha alpha = to_bytes(read_alpha(alpha_path).picture, Rounding::nearest);
  check_same_size("alpha", alpha_path, alpha.size(), "foreground", parts.foreground, image.size());
  const Foreground foreground = prepared_foreground(protocol, bounded(image, parts.max_side_px),
                                                    bounded(alpha, parts.max_side_px));
  const Image background = read_image(parts.background).picture;
  return {composite(protocol, foreground, background), foreground.alpha, parts.foreground,
          foreground.image.size(), 0};
}

Pictured read_picture(const Sample& sample) {
  if (const auto* file = std::get_if<ImageFile>(&sample.image)) {
    return read_photograph(*file, sample.alpha);
  }
  if (!sample.alpha) {
    throw DataError(fmt::format("sample {} is a composite without an alpha", sample.name),
                    "name the alpha of its foreground");
  }
  return compose(std::get<ImageComposite>(sample.image), *sample.alpha);
}

Trimap read_or_make_trimap(const Sample& sample, const Pictured& picture) {
  if (const auto* file = std::get_if<TrimapFile>(&sample.trimap)) {
    Trimap trimap = read_strict_trimap(file->trimap);
    check_same_size("trimap", file->trimap, trimap.size(), "image", picture.size_from,
                    picture.file_size);
    return bounded(trimap, picture.max_side_px);
  }
  const std::string& recipe = std::get<TrimapMade>(sample.trimap).recipe;
  if (!picture.alpha) {
    throw DataError(fmt::format("sample {} has neither a trimap nor an alpha to make one from by "
                                "{}",
                                sample.name, recipe),
                    "add a trimap file of the image's name");
  }
  return trimap_from_alpha(*picture.alpha, parse_trimap_recipe(recipe), full_name(sample));
}

/// All that determines a made trimap besides its alpha.
std::string recipe_text(const Sample& sample, const TrimapMade& made) {
  const TrimapRecipe recipe = parse_trimap_recipe(made.recipe);
  std::string text = fmt::format(" recipe={:?}", recipe.text());
  if (recipe.draws()) text += fmt::format(" drawn_for={:?}", full_name(sample));
  return text;
}

/// `what` with the file as it is now. The path is quoted, so any name stays on one line.
std::string stamped(const char* what, const fs::path& path) {
  const FileStamp stamp = file_stamp(path);
  return fmt::format(" {}={:?},{},{}", what, fs::absolute(path).string(), stamp.bytes,
                     stamp.modified_ns);
}

}  // namespace

Sample sample_of(const fs::path& root, const FoundSample& found) {
  Sample sample;
  sample.name = found.name;
  sample.split = found.split;
  if (found.image.empty()) {
    sample.image = ImageComposite{root / found.foreground_file, root / found.background_file,
                                  found.max_side_px, found.protocol};
  } else {
    sample.image = ImageFile{root / found.image, found.max_side_px};
  }
  if (!found.alpha.empty()) sample.alpha = root / found.alpha;
  if (!found.trimap.empty()) {
    sample.trimap = TrimapFile{root / found.trimap};
  } else {
    sample.trimap =
        TrimapMade{found.trimap_recipe.empty() ? TrimapRecipe{}.text() : found.trimap_recipe};
  }
  sample.foreground = found.foreground;
  sample.background = found.background;
  sample.category = found.category;
  return sample;
}

cv::Size bounded_size(cv::Size size, int max_side_px) {
  const std::int64_t side = std::max(size.width, size.height);
  if (max_side_px <= 0 || side <= max_side_px) return size;
  const auto scaled = [&](int length) {
    const std::int64_t rounded = (2 * std::int64_t{length} * max_side_px + side) / (2 * side);
    return static_cast<int>(std::max<std::int64_t>(rounded, 1));
  };
  return {scaled(size.width), scaled(size.height)};
}

cv::Size composite_size(cv::Size size, int max_side_px, std::string_view protocol) {
  return foreground_size(find_protocol(protocol), bounded_size(size, max_side_px));
}

std::string full_name(const Sample& sample) {
  return sample.split.empty() ? sample.name : sample.split + "/" + sample.name;
}

LoadedSample load(const Sample& sample) {
  const Pictured picture = read_picture(sample);
  LoadedSample loaded{picture.image, read_or_make_trimap(sample, picture), picture.alpha};
  const Degradation& degradation = sample.degradation;
  if (degradation.changes_image()) {
    loaded.image = degraded(loaded.image, degradation, full_name(sample));
  }
  if (degradation.changes_trimap()) {
    const Trimap before = loaded.trimap;
    loaded.trimap = degraded(before, degradation);
    loaded.scored_trimap = unknown_in_either(before, loaded.trimap);
  }
  return loaded;
}

std::string source_text(const Sample& sample) {
  std::string text = fmt::format("pixels={}", kPixelsVersion);
  if (const auto* file = std::get_if<ImageFile>(&sample.image)) {
    text += stamped("image", file->image);
    if (file->max_side_px > 0) text += fmt::format(" max_side_px={}", file->max_side_px);
  } else {
    const auto& parts = std::get<ImageComposite>(sample.image);
    text += stamped("foreground", parts.foreground) + stamped("background", parts.background) +
            fmt::format(" protocol={} max_side_px={}", find_protocol(parts.protocol).identity(),
                        parts.max_side_px);
  }
  if (sample.alpha) text += stamped("alpha", *sample.alpha);
  if (const auto* file = std::get_if<TrimapFile>(&sample.trimap)) {
    text += stamped("trimap", file->trimap);
  } else {
    text += recipe_text(sample, std::get<TrimapMade>(sample.trimap));
  }
  if (!sample.degradation.is_none()) {
    text += fmt::format(" degradation={} of={:?}", sample.degradation.text(), full_name(sample));
  }
  return text;
}

}  // namespace mbench

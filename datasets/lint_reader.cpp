#include "datasets/lint_reader.h"

#include <new>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"

namespace mbench {

void LintReader::Kept::expect(const std::string& wanted) {
  is_new = file != wanted;
  if (!is_new) return;
  file = wanted;
  picture.reset();
}

LintPicture LintReader::picture(PicturePart part, const std::string& file) const {
  const fs::path path = tree_.absolute(file);
  LintPicture made;
  made.part = part;
  made.file = file;
  made.metadata = picture_metadata(path);
  if (part == PicturePart::alpha) {
    Read<Alpha> alpha = read_alpha(path);
    made.pixels = alpha.picture.pixels();
    made.channel_warnings = std::move(alpha.warnings);
    made.digest = sha256_of_pixels(made.pixels);
  } else if (part == PicturePart::trimap) {
    Read<Trimap> trimap = read_trimap(path);
    made.pixels = trimap.picture.pixels();
    made.channel_warnings = std::move(trimap.warnings);
    // The last one counts other values, which a rule of its own tells better.
    if (trimap.picture.off_values() > 0) made.channel_warnings.pop_back();
  } else if (part == PicturePart::image && image_digests_) {
    made.digest = sha256_of_pixels(read_image(path).picture.pixels());
  }
  return made;
}

void LintReader::load(Kept& kept, PicturePart part, const FoundSample& found,
                      Findings& findings) const {
  if (!kept.is_new || kept.file.empty()) return;
  const auto cannot_read = [&](const std::string& reason) {
    findings.push_back(make_finding(
        FindingCode::undecodable, {kept.file, found.name, reason, "fetch or copy this file anew"}));
  };
  try {
    kept.picture = picture(part, kept.file);
  } catch (const DataError& error) {
    cannot_read(error.what());
  } catch (const std::bad_alloc&) {
    cannot_read(fmt::format("cannot decode {}: there is not enough memory", kept.file));
  }
}

LintSample LintReader::read(const FoundSample& found, Findings& findings) {
  const bool made = found.image.empty();
  image_.expect(made ? found.foreground_file : found.image);
  background_.expect(made ? found.background_file : std::string{});
  alpha_.expect(found.alpha);
  trimap_.expect(found.trimap);
  // The image first: of it nothing but the digest is kept.
  load(image_, PicturePart::image, found, findings);
  load(background_, PicturePart::background, found, findings);
  load(alpha_, PicturePart::alpha, found, findings);
  load(trimap_, PicturePart::trimap, found, findings);

  LintSample sample{found, image_.picture, background_.picture, alpha_.picture, trimap_.picture};
  for (const LintRule& rule : lint_rules()) {
    for (const Kept* kept : {&image_, &background_, &alpha_, &trimap_}) {
      if (rule.of_picture == nullptr || !kept->is_new || !kept->picture) continue;
      rule.of_picture(*kept->picture, sample, layout_, findings);
    }
    if (rule.of_sample != nullptr) rule.of_sample(sample, findings);
  }
  return sample;
}

}  // namespace mbench

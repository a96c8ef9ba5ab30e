#include "synth/degrade_list.h"

#include <cmath>

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"
#include "synth/degrade_blur.h"
#include "synth/degrade_downscale.h"
#include "synth/degrade_jpeg.h"
#include "synth/degrade_noise.h"
#include "synth/degrade_tones.h"
#include "synth/degrade_trimap.h"

namespace mbench {
namespace {

int whole(double amount) { return static_cast<int>(std::lround(amount)); }

Corruption blur() {
  Corruption made{"blur", "SIGMA", "Gaussian blur of deviation SIGMA in pixels", "blur:2", 0.1, 50};
  made.image = [](const Image& image, double sigma, const Random&) {
    return blurred(image, sigma);
  };
  return made;
}

Corruption noise() {
  Corruption made{"noise",    "SIGMA", "Gaussian noise of deviation SIGMA in 8-bit units",
                  "noise:10", 0.1,     100};
  made.seeded = true;
  made.image = [](const Image& image, double sigma, const Random& random) {
    return with_noise(image, sigma, random);
  };
  return made;
}

Corruption jpeg() {
  Corruption made{"jpeg",    "QUALITY", "saved as a JPEG of QUALITY, colours 4:2:0",
                  "jpeg:30", 1,         100};
  made.whole = true;
  made.image = [](const Image& image, double quality, const Random&) {
    return through_jpeg(image, whole(quality));
  };
  return made;
}

Corruption contrast() {
  Corruption made{"contrast",     "FACTOR", "distance from middle grey times FACTOR",
                  "contrast:0.6", 0,        10};
  made.neutral = 1.0;
  made.image = [](const Image& image, double factor, const Random&) {
    return with_contrast(image, factor);
  };
  return made;
}

Corruption gamma() {
  Corruption made{"gamma",   "POWER", "brightness to the POWER; above 1 is darker",
                  "gamma:2", 0.1,     10};
  made.neutral = 1.0;
  made.image = [](const Image& image, double power, const Random&) {
    return with_gamma(image, power);
  };
  return made;
}

Corruption downscale() {
  Corruption made{"downscale",   "FACTOR", "made FACTOR times smaller, and as large as before",
                  "downscale:2", 1,        64};
  made.neutral = 1.0;
  made.image = [](const Image& image, double factor, const Random&) {
    return downscaled_and_back(image, factor);
  };
  return made;
}

Corruption trimap_dilate() {
  Corruption made{"trimap-dilate",    "PX", "the unknown region grows by PX pixels",
                  "trimap-dilate:10", 1,    1000};
  made.whole = true;
  made.trimap = [](const Trimap& trimap, double px) {
    return with_unknown_grown(trimap, whole(px));
  };
  return made;
}

Corruption trimap_erode() {
  Corruption made{
      "trimap-erode",   "PX", "the unknown region shrinks by PX pixels, to the nearest known label",
      "trimap-erode:5", 1,    1000};
  made.whole = true;
  made.trimap = [](const Trimap& trimap, double px) {
    return with_unknown_shrunk(trimap, whole(px));
  };
  return made;
}

}  // namespace

std::string Corruption::form() const {
  return fmt::format("{}:{}{}", name, parameter, seeded ? "[:SEED]" : "");
}

std::string Corruption::range() const {
  std::string text = fmt::format("{} to {}{}", low, high, whole ? ", whole" : "");
  if (neutral) text += fmt::format(" without {}", *neutral);
  return text;
}

const std::vector<Corruption>& corruptions() {
  static const std::vector<Corruption> list{
      blur(), noise(), jpeg(), contrast(), gamma(), downscale(), trimap_dilate(), trimap_erode(),
  };
  return list;
}

const Corruption& find_corruption(std::string_view name) {
  std::vector<std::string> names;
  for (const Corruption& corruption : corruptions()) {
    if (corruption.name == name) return corruption;
    names.push_back(corruption.name);
  }
  throw UsageError(fmt::format("there is no degradation named '{}'", name),
                   did_you_mean(name, names));
}

}  // namespace mbench

#include "core/error.h"
#include "synth/trimap_from_alpha.h"
#include "tests/fuzz/fuzz_target.h"

#include <cstdlib>
#include <string>

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  try {
    const std::string text(bytes, bytes + size);
    const mbench::TrimapRecipe recipe = mbench::parse_trimap_recipe(text);
    if (!(mbench::parse_trimap_recipe(recipe.text()) == recipe)) std::abort();
    // Whatever is accepted can be made; the sample's name is as free as the text.
    cv::Mat pixels(3, 70, CV_8UC1, cv::Scalar(255));
    pixels.at<std::uint8_t>(1, 66) = 0;
    const mbench::Trimap trimap = mbench::trimap_from_alpha(mbench::Alpha(pixels), recipe, text);
    if (trimap.off_values() != 0 || trimap.size() != pixels.size()) std::abort();
  } catch (const mbench::UsageError&) {
  }
  return 0;
}

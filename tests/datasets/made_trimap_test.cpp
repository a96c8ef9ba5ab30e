// Samples whose trimaps are made from their alphas when they are loaded.

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "datasets/sample.h"
#include "synth/trimap_from_alpha.h"
#include "tests/datasets/tiny_dataset.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

class MadeTrimap : public testing::Test {
 protected:
  MadeTrimap() {
    data_.image("images/cat.png", 300, 240);
    write_alpha(data_.at("alpha/cat.png"), disc_alpha(300, 240));
  }

  Sample sample(const std::string& recipe, const std::string& name = "cat",
                const std::string& split = "test") const {
    Sample sample;
    sample.name = name;
    sample.split = split;
    sample.image = ImageFile{data_.at("images/cat.png")};
    sample.alpha = data_.at("alpha/cat.png");
    sample.trimap = TrimapMade{recipe};
    return sample;
  }

  /// The trimap that the library makes for this name.
  bool is_made(const Sample& sample, const std::string& recipe, const std::string& name) const {
    const LoadedSample loaded = load(sample);
    const Trimap expected = trimap_from_alpha(*loaded.alpha, parse_trimap_recipe(recipe), name);
    return cv::norm(loaded.trimap.pixels(), expected.pixels(), cv::NORM_INF) == 0;
  }

  TinyDataset data_;
};

TEST_F(MadeTrimap, IsDrawnForTheSplitAndNameOfItsSample) {
  for (const char* recipe : {"gca:3", "mam:3", "aematter:3", "huochaitiantang:3"}) {
    EXPECT_TRUE(is_made(sample(recipe), recipe, "test/cat")) << recipe;
    EXPECT_TRUE(is_made(sample(recipe, "cat", ""), recipe, "cat")) << recipe;
    EXPECT_FALSE(is_made(sample(recipe), recipe, "cat")) << recipe;
  }
}

TEST_F(MadeTrimap, IsNamedInCanonicalFormByTheSourceText) {
  EXPECT_EQ(source_text(sample("paddle")), source_text(sample("ellipse:25")));
  EXPECT_EQ(source_text(sample("vitmatte:2")), source_text(sample("matteformer:2")));
  EXPECT_NE(source_text(sample("ellipse:3:5")), source_text(sample("ellipse:3")));
  EXPECT_NE(source_text(sample("ellipse:3:5")), source_text(sample("ellipse:11")));
}

TEST_F(MadeTrimap, HasAnotherSourceForAnotherSeedOrNameIfItIsDrawn) {
  EXPECT_NE(source_text(sample("gca:1")), source_text(sample("gca:2")));
  EXPECT_NE(source_text(sample("gca:1")), source_text(sample("gca:1", "owl")));
  EXPECT_NE(source_text(sample("gca:1")), source_text(sample("gca:1", "cat", "train")));
  EXPECT_EQ(source_text(sample("ellipse:9")), source_text(sample("ellipse:9", "owl")));
}

TEST_F(MadeTrimap, OfAnUnknownRecipeIsRefused) {
  EXPECT_THROW(load(sample("disc:3")), UsageError);
  EXPECT_THROW(source_text(sample("gca")), UsageError);
}

}  // namespace
}  // namespace mbench

#include "synth/trimap_recipe.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "core/error.h"
#include "synth/trimap_steps.h"

namespace mbench {
namespace {

/// A text of a form, with numbers for its parameters.
std::string example_of(const std::string& form) {
  std::string text = form;
  const auto put = [&](const std::string& word, const std::string& number) {
    const std::size_t place = text.find(word);
    if (place != std::string::npos) text.replace(place, word.size(), number);
  };
  put("SIZE", "9");
  put("ITERATIONS", "2");
  put("SEED", "41");
  return text;
}

TEST(TrimapRecipe, IsReadAndWrittenAlike) {
  for (const char* text : {"ellipse:25", "ellipse:1", "ellipse:511", "ellipse:3:5",
                           "ellipse:511:99", "gca:0", "matteformer:1", "mam:18446744073709551615",
                           "aematter:7", "huochaitiantang:12", "background-matting-v2"}) {
    EXPECT_EQ(parse_trimap_recipe(text).text(), text);
  }
}

TEST(TrimapRecipe, OtherNamesStandForTheCanonicalOne) {
  EXPECT_EQ(parse_trimap_recipe("paddle").text(), "ellipse:25");
  EXPECT_EQ(parse_trimap_recipe("simd").text(), "ellipse:3:5");
  EXPECT_EQ(parse_trimap_recipe("aim-usr").text(), "ellipse:30");
  EXPECT_EQ(parse_trimap_recipe("vitmatte:3").text(), "matteformer:3");
  EXPECT_EQ(parse_trimap_recipe("mematte:3").text(), "matteformer:3");
  EXPECT_EQ(parse_trimap_recipe("paddle-train:3").text(), "huochaitiantang:3");
  EXPECT_EQ(parse_trimap_recipe("ellipse:25:1").text(), "ellipse:25");
  EXPECT_EQ(parse_trimap_recipe("gca:007").text(), "gca:7");
}

TEST(TrimapRecipe, RefusesEverythingElse) {
  for (const char* text : {"",
                           "ellipse",
                           "ellipse:",
                           "ellipse:0",
                           "ellipse:512",
                           "ellipse:-3",
                           "ellipse:25x",
                           "ellipse: 25",
                           "ellipse:+25",
                           "ellipse:99999999999999",
                           "ellipse:3:",
                           "ellipse:3:0",
                           "ellipse:3:100",
                           "ellipse:3:5:7",
                           "disc:25",
                           "ELLIPSE:25",
                           "gca",
                           "gca:",
                           "gca:-1",
                           "gca:1:2",
                           "gca:18446744073709551616",
                           "simd:3",
                           "paddle:25",
                           "vitmatte",
                           ":",
                           ":3",
                           "background-matting-v2:1",
                           "background-matting-v2:"}) {
    EXPECT_THROW(parse_trimap_recipe(text), UsageError) << text;
  }
}

TEST(TrimapRecipe, SaysWhatIsMissingOfOneThatIsKnown) {
  const auto hint_of = [](const char* text) -> std::string {
    try {
      parse_trimap_recipe(text);
    } catch (const UsageError& error) {
      return error.hint();
    }
    return "accepted";
  };
  EXPECT_THAT(hint_of("gca"), testing::HasSubstr("gca:0"));
  EXPECT_THAT(hint_of("vitmatte"), testing::HasSubstr("seed"));
  EXPECT_THAT(hint_of("ellipse"), testing::HasSubstr("ellipse:SIZE:ITERATIONS"));
  EXPECT_THAT(hint_of("background-matting-v2:3"), testing::HasSubstr("no parameter"));
  EXPECT_THAT(hint_of("disc:3"), testing::HasSubstr("huochaitiantang:SEED"));
}

TEST(TrimapRecipe, ASizeOutsideTheRangeHasNoText) {
  EXPECT_THROW(TrimapRecipe{0}.text(), UsageError);
  EXPECT_THROW(TrimapRecipe{512}.text(), UsageError);
  EXPECT_THROW((TrimapRecipe{3, 0}.text()), UsageError);
  EXPECT_THROW((TrimapRecipe{3, 100}.text()), UsageError);
}

TEST(TrimapForms, AreReadAsTheyAreDescribed) {
  std::set<std::string> forms;
  for (const TrimapForm& form : trimap_forms()) {
    const TrimapRecipe recipe = parse_trimap_recipe(example_of(form.form));
    EXPECT_EQ(recipe.draws(), form.draws) << form.form;
    EXPECT_EQ(recipe.covers_fractions(), form.covers_fractions) << form.form;
    const bool is_canonical = recipe.text() == example_of(form.form);
    EXPECT_EQ(is_canonical, form.stands_for.empty()) << form.form;
    if (!is_canonical) {
      EXPECT_EQ(recipe.text(), example_of(form.stands_for)) << form.form;
    }
    EXPECT_FALSE(form.summary.empty() || form.source.empty()) << form.form;
    EXPECT_TRUE(forms.insert(form.form).second) << form.form;
  }
}

TEST(TrimapSteps, DependOnSeedAndSampleAlone) {
  for (const char* family : {"gca", "matteformer", "mam", "aematter", "huochaitiantang"}) {
    std::set<std::string> seen;
    for (const char* seed : {":1", ":2"}) {
      const TrimapRecipe recipe = parse_trimap_recipe(std::string(family) + seed);
      const cv::Size size(100, 90);
      EXPECT_EQ(trimap_steps(recipe, "test/owl", size), trimap_steps(recipe, "test/owl", size));
      for (int i = 0; i < 50; ++i) {
        const TrimapSteps steps = trimap_steps(recipe, std::to_string(i), size);
        seen.insert(std::to_string(steps.foreground.ellipse_px) + " " +
                    std::to_string(steps.foreground.iterations) + " " +
                    std::to_string(steps.background.ellipse_px) + seed);
      }
    }
    // Thirty kinds at most for huochaitiantang; the others have far more.
    EXPECT_GT(seen.size(), 30U) << family;
  }
}

TEST(TrimapSteps, AreTheSameOnEveryMachine) {
  const auto sizes_of = [](const char* text) {
    const TrimapSteps steps = trimap_steps(parse_trimap_recipe(text), "test/owl", {4000, 3000});
    return std::vector<int>{steps.foreground.ellipse_px, steps.background.ellipse_px,
                            steps.foreground.iterations, steps.squash_interpolation.value_or(-1)};
  };
  // Worked out apart from this program, see trimap_draws.py beside the stored trimaps.
  EXPECT_THAT(sizes_of("gca:7"), testing::ElementsAre(5, 1, 1, -1));
  EXPECT_THAT(sizes_of("matteformer:7"), testing::ElementsAre(16, 13, 1, 0));
  EXPECT_THAT(sizes_of("mam:7"), testing::ElementsAre(4, 24, 1, -1));
  EXPECT_THAT(sizes_of("aematter:7"), testing::ElementsAre(5, 4, 1, -1));
  EXPECT_THAT(sizes_of("huochaitiantang:7"), testing::ElementsAre(2, 2, 7, -1));
}

/// The range of what a recipe draws for many samples.
struct Drawn {
  std::multiset<int> sizes;
  std::set<int> iterations;
  std::set<int> interpolations;
  int equal = 0;  ///< samples with one size for both
};

Drawn drawn_for_many(const char* text, cv::Size size, int samples = 4000) {
  Drawn drawn;
  const TrimapRecipe recipe = parse_trimap_recipe(text);
  for (int i = 0; i < samples; ++i) {
    const TrimapSteps steps = trimap_steps(recipe, std::to_string(i), size);
    drawn.sizes.insert({steps.foreground.ellipse_px, steps.background.ellipse_px});
    drawn.iterations.insert({steps.foreground.iterations, steps.background.iterations});
    drawn.interpolations.insert(steps.squash_interpolation.value_or(-1));
    drawn.equal += steps.foreground == steps.background ? 1 : 0;
  }
  return drawn;
}

TEST(TrimapSteps, OfGcaAreTwoIndependentSizesFrom1To29) {
  const Drawn drawn = drawn_for_many("gca:1", {100, 100});
  EXPECT_EQ(std::set<int>(drawn.sizes.begin(), drawn.sizes.end()).size(), 29U);
  EXPECT_EQ(*drawn.sizes.begin(), 1);
  EXPECT_EQ(*drawn.sizes.rbegin(), 29);
  EXPECT_THAT(drawn.iterations, testing::ElementsAre(1));
  EXPECT_THAT(drawn.interpolations, testing::ElementsAre(-1));
  // One in 29 by chance: 138 of 4,000, with a deviation of 12.
  EXPECT_NEAR(drawn.equal, 138, 48);
}

TEST(TrimapSteps, OfMatteFormerSquashWithAnyOfFourInterpolations) {
  EXPECT_EQ(drawn_for_many("matteformer:1", {100, 100}).interpolations.size(), 4U);
}

TEST(TrimapSteps, OfMamGrowWithThePicturesShortSide) {
  const auto largest = [](cv::Size size) { return *drawn_for_many("mam:1", size).sizes.rbegin(); };
  EXPECT_EQ(largest({2000, 500}), 29);
  EXPECT_EQ(largest({2048, 9000}), 29);
  EXPECT_EQ(largest({6017, 4872}), 70);  // 4872 / 2048 · 30 = 71.4
  EXPECT_EQ(largest({20000, 20000}), 99);
}

TEST(TrimapSteps, OfAEMatterAreLargeForOneSampleInAHundred) {
  const Drawn drawn = drawn_for_many("aematter:1", {100, 100}, 20'000);
  EXPECT_EQ(*drawn.sizes.begin(), 1);
  EXPECT_EQ(*drawn.sizes.rbegin(), 39);
  const auto large = std::distance(drawn.sizes.upper_bound(29), drawn.sizes.end());
  // A third of those 200 samples' 400 sizes are above 29, with a deviation of about 13.
  EXPECT_NEAR(static_cast<double>(large), 133.0, 52.0);
}

TEST(TrimapSteps, OfHuochaitiantangAreOneSmallEllipseManyTimes) {
  const Drawn drawn = drawn_for_many("huochaitiantang:1", {100, 100});
  EXPECT_EQ(std::set<int>(drawn.sizes.begin(), drawn.sizes.end()), (std::set<int>{2, 3, 4}));
  EXPECT_THAT(drawn.iterations, testing::ElementsAre(5, 6, 7, 8, 9, 10, 11, 12, 13, 14));
  EXPECT_EQ(drawn.equal, 4000);
}

}  // namespace
}  // namespace mbench

#include <gmock/gmock.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "core/error.h"
#include "core/image_io.h"
#include "datasets/demo_layout.h"
#include "datasets/layout.h"
#include "datasets/sample_facts.h"
#include "datasets/suite.h"
#include "synth/pillow_resize.h"
#include "synth/trimap_from_alpha.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::HasSubstr;

/// The foreground's pixels as they went into the composite.
cv::Mat foreground_of(const Sample& sample) {
  const auto& parts = std::get<ImageComposite>(sample.image);
  const Image whole = read_image(parts.foreground).picture;
  const cv::Size size = bounded_size(whole.size(), parts.max_side_px);
  if (size == whole.size()) return whole.pixels();
  return pillow_resize(whole.pixels(), size, PillowFilter::bicubic);
}

/// How many pixels with alpha 255 differ from the foreground.
int changed_foreground_pixels(const Sample& sample, const LoadedSample& loaded) {
  const cv::Mat foreground = foreground_of(sample);
  int changed = 0;
  for (int y = 0; y < foreground.rows; ++y) {
    for (int x = 0; x < foreground.cols; ++x) {
      if (loaded.alpha->pixels().at<std::uint8_t>(y, x) != 255) continue;
      if (foreground.at<cv::Vec3b>(y, x) != loaded.image.pixels().at<cv::Vec3b>(y, x)) ++changed;
    }
  }
  return changed;
}

int known_fractional_pixels(const LoadedSample& loaded) {
  int count = 0;
  const cv::Mat& alpha = loaded.alpha->pixels();
  for (int y = 0; y < alpha.rows; ++y) {
    for (int x = 0; x < alpha.cols; ++x) {
      const std::uint8_t opacity = alpha.at<std::uint8_t>(y, x);
      const bool fractional = opacity != 0 && opacity != 255;
      if (fractional && loaded.trimap.pixels().at<std::uint8_t>(y, x) != Trimap::kUnknown) ++count;
    }
  }
  return count;
}

double unknown_share(const LoadedSample& loaded) {
  return static_cast<double>(loaded.trimap.unknown_pixels()) / loaded.trimap.size().area();
}

TEST(Suites, ListsTheDemoSuitesFirst) {
  ASSERT_GE(suites().size(), 3U);
  EXPECT_EQ(suites()[0].name, "demo");
  EXPECT_EQ(suites()[1].name, "demo-4k");
  EXPECT_EQ(suites()[2].name, "demo-natural");
}

TEST(Suites, SuggestsTheNearestName) {
  EXPECT_THAT(message_of<UsageError>([] { find_suite("dmeo"); }), HasSubstr("'demo'"));
}

TEST(Suites, SayWhatTheyAreInFull) {
  std::set<std::string> names;
  for (const Suite& suite : suites()) {
    EXPECT_TRUE(names.insert(suite.name).second) << suite.name;
    EXPECT_FALSE(suite.summary.empty()) << suite.name;
    EXPECT_FALSE(suite.dataset.empty()) << suite.name;
    EXPECT_FALSE(suite.trimap.empty()) << suite.name;
    const Layout& layout = find_layout(suite.dataset);
    EXPECT_FALSE(suite.licence.empty() && layout.licence.empty()) << suite.name;
    EXPECT_FALSE(layout.obtain.empty()) << suite.name;
    const std::vector<std::string>& sources = layout.trimap_sources;
    const bool shipped = std::find(sources.begin(), sources.end(), suite.trimap) != sources.end();
    if (!shipped && suite.samples == nullptr) {
      EXPECT_NO_THROW(parse_trimap_recipe(suite.trimap)) << suite.name;
    }
    if (!suite.backgrounds.empty()) {
      EXPECT_NO_THROW(find_layout(suite.backgrounds)) << suite.name;
    }
  }
}

TEST(DemoSuite, PairsEveryForegroundWithThreeDifferentBackgrounds) {
  std::map<std::string, std::set<std::string>> backgrounds;
  std::map<std::string, int> uses;
  for (const Sample& sample : find_suite("demo").samples()) {
    backgrounds[sample.foreground].insert(sample.background);
    ++uses[sample.background];
  }
  EXPECT_EQ(backgrounds.size(), 7U);
  for (const auto& [foreground, paired] : backgrounds) EXPECT_EQ(paired.size(), 3U) << foreground;
  EXPECT_EQ(uses.size(), 10U);
  for (const auto& [background, count] : uses) {
    EXPECT_GE(count, 2) << background;
    EXPECT_LE(count, 3) << background;
  }
}

TEST(DemoSuite, GivesTheSameSamplesEveryTime) {
  const std::vector<Sample> once = find_suite("demo").samples();
  const std::vector<Sample> again = find_suite("demo").samples();
  ASSERT_EQ(once.size(), 21U);
  ASSERT_EQ(again.size(), once.size());
  EXPECT_EQ(once[0].name, "astronaut_0");
  EXPECT_EQ(once[20].name, "seed-heads_2");
  for (std::size_t i = 0; i < once.size(); ++i) {
    EXPECT_EQ(source_text(once[i]), source_text(again[i]));
  }
}

TEST(DemoSuite, KeepsTheForegroundAndCoversEveryFractionalPixel) {
  for (const Sample& sample : find_suite("demo").samples()) {
    SCOPED_TRACE(sample.name);
    const LoadedSample loaded = load(sample);
    EXPECT_EQ(loaded.image.size(), sample_facts(sample).size);
    EXPECT_LE(std::max(loaded.image.size().width, loaded.image.size().height), 1024);
    EXPECT_EQ(changed_foreground_pixels(sample, loaded), 0);
    EXPECT_EQ(known_fractional_pixels(loaded), 0);
    EXPECT_GT(unknown_share(loaded), 0.02);
    EXPECT_LT(unknown_share(loaded), 0.70);
    EXPECT_GT(cv::countNonZero(loaded.trimap.pixels() == Trimap::kForeground), 0);
  }
}

TEST(Demo4kSuite, IsOneCompositeInFullSize) {
  const std::vector<Sample> samples = find_suite("demo-4k").samples();
  ASSERT_EQ(samples.size(), 1U);
  const LoadedSample loaded = load(samples[0]);
  EXPECT_EQ(loaded.image.size(), cv::Size(3840, 2160));
  EXPECT_EQ(changed_foreground_pixels(samples[0], loaded), 0);
  EXPECT_EQ(known_fractional_pixels(loaded), 0);
}

TEST(DemoNaturalSuite, HoldsPhotographsThatAreNeverScored) {
  const Suite& suite = find_suite("demo-natural");
  EXPECT_TRUE(suite.conventions.empty());
  const std::vector<Sample> samples = suite.samples();
  EXPECT_EQ(samples.size(), 4U);
  for (const Sample& sample : samples) {
    SCOPED_TRACE(sample.name);
    const LoadedSample loaded = load(sample);
    EXPECT_FALSE(loaded.alpha.has_value());
    EXPECT_LE(std::max(loaded.image.size().width, loaded.image.size().height), 1024);
    EXPECT_EQ(loaded.trimap.size(), loaded.image.size());
    EXPECT_EQ(loaded.trimap.off_values(), 0);
  }
}

}  // namespace
}  // namespace mbench

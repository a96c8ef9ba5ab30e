#include "runners/sample_selection.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

using Places = std::vector<std::size_t>;

std::vector<Sample> samples_named(const std::vector<std::string>& names) {
  std::vector<Sample> samples;
  for (const std::string& name : names) samples.emplace_back().name = name;
  return samples;
}

const std::vector<Sample> kSamples = samples_named({"cat-1", "dog-1", "cat-2", "cat-3"});

TEST(SampleSelection, TakesAllWhereNothingIsAsked) {
  EXPECT_EQ(SampleSelection().places_in(kSamples), (Places{0, 1, 2, 3}));
}

TEST(SampleSelection, TakesThoseInWhoseNameTheExpressionIsFound) {
  EXPECT_EQ((SampleSelection{"cat", 0}.places_in(kSamples)), (Places{0, 2, 3}));
  EXPECT_EQ((SampleSelection{"^dog|3$", 0}.places_in(kSamples)), (Places{1, 3}));
  EXPECT_EQ((SampleSelection{"^at", 0}.places_in(kSamples)), Places{});
}

TEST(SampleSelection, TakesTheFirstOfThese) {
  EXPECT_EQ((SampleSelection{"", 2}.places_in(kSamples)), (Places{0, 1}));
  EXPECT_EQ((SampleSelection{"cat", 2}.places_in(kSamples)), (Places{0, 2}));
  EXPECT_EQ((SampleSelection{"cat", 9}.places_in(kSamples)), (Places{0, 2, 3}));
}

TEST(SampleSelection, RefusesWhatIsNoExpression) {
  for (const char* pattern : {"(", "[a", "*", "a{2"}) {
    EXPECT_THROW((SampleSelection{pattern, 0}.check()), UsageError) << pattern;
  }
  EXPECT_THROW((SampleSelection{"", -1}.check()), UsageError);
}

}  // namespace
}  // namespace mbench

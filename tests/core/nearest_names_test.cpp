#include "core/nearest_names.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/registry.h"

namespace mbench {
namespace {

TEST(DidYouMean, FindsAMisspeltName) {
  const std::vector<std::string> known{"closed-form", "knn", "guided-filter", "trimap"};
  EXPECT_EQ(did_you_mean("closed-from", known), "did you mean 'closed-form'?");
  EXPECT_EQ(did_you_mean("knm", known), "did you mean 'knn'?");
  EXPECT_EQ(did_you_mean("trymap", known), "did you mean 'trimap'?");
  EXPECT_EQ(did_you_mean("guidedfilter", known), "did you mean 'guided-filter'?");
}

TEST(DidYouMean, CountsASwapOfNeighboursAsOneChange) {
  EXPECT_EQ(did_you_mean("msa", {"mas", "sad"}), "did you mean 'mas'?");
}

TEST(DidYouMean, FindsNamesThatContainIt) {
  EXPECT_EQ(did_you_mean("vitmatte", {"dim", "vitmatte_s", "vitmatte_b"}),
            "did you mean 'vitmatte_s' or 'vitmatte_b'?");
}

TEST(DidYouMean, DoesNotMindCapitals) {
  EXPECT_EQ(did_you_mean("KNN", {"knn"}), "did you mean 'knn'?");
}

TEST(DidYouMean, PutsTheNearestFirst) {
  EXPECT_EQ(did_you_mean("demo-5k", {"demo-8kk", "demo-4k"}),
            "did you mean 'demo-4k' or 'demo-8kk'?");
}

TEST(DidYouMean, ListsAllWhenNothingIsNear) {
  EXPECT_EQ(did_you_mean("zebra", {"sad", "mse"}), "known: sad, mse");
  EXPECT_EQ(did_you_mean("", {"sad", "mse"}), "known: sad, mse");
  EXPECT_EQ(did_you_mean("x", {"y", "z"}), "known: y, z");
}

TEST(DidYouMean, SaysWhenThereAreNone) { EXPECT_EQ(did_you_mean("a", {}), "none are known"); }

TEST(DidYouMean, SuggestsAHandfulAtMost) {
  const std::vector<std::string> many{"net1", "net2", "net3", "net4", "net5", "net6", "net7"};
  EXPECT_EQ(did_you_mean("net", many), "did you mean 'net1', 'net2', 'net3', 'net4' or 'net5'?");
}

TEST(Registry, MakesWhatIsNamed) {
  const Registry<int> numbers(
      "number", {{"one", "the first", [] { return 1; }}, {"two", "the second", [] { return 2; }}});
  EXPECT_EQ(numbers.make("two"), 2);
  EXPECT_TRUE(numbers.has("one"));
  EXPECT_FALSE(numbers.has("three"));
  EXPECT_EQ(numbers.entries().front().name, "one");
}

TEST(Registry, NamesTheNearestWhenThereIsNone) {
  const Registry<int> numbers("number", {{"one", "the first", [] { return 1; }}});
  try {
    numbers.make("onne");
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "there is no number named 'onne'");
    EXPECT_EQ(error.hint(), "did you mean 'one'?");
    EXPECT_EQ(error.exit_code(), ExitCode::usage);
  }
}

}  // namespace
}  // namespace mbench

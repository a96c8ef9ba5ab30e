#include "synth/pairing.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

std::vector<std::string> numbered(const char* what, std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(fmt::format("{}{}", what, i));
  return names;
}

std::vector<CompositePair> pairs(const char* protocol, const char* split, std::size_t foregrounds,
                                 std::size_t backgrounds, int each = 0) {
  const Protocol& found = find_protocol(protocol);
  return pairs_in_order(found, found.split(split), numbered("f", foregrounds),
                        numbered("b", backgrounds), each);
}

/// Message and hint of the Error.
template <typename Act>
std::string refusal(const Act& act) {
  try {
    act();
  } catch (const Error& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "there was none";
}

TEST(Pairing, GivesForegroundITheBackgroundsFrom20ITo20IPlus19) {
  const auto made = pairs("dim", "test", 50, 1000);
  ASSERT_EQ(made.size(), 1000U);
  EXPECT_EQ(made[0].name, "f0_0");
  EXPECT_EQ(made[999].name, "f49_19");
  for (std::size_t i = 0; i < made.size(); ++i) {
    EXPECT_EQ(made[i].foreground, i / 20);
    EXPECT_EQ(made[i].background, i);
  }
}

TEST(Pairing, TakesAHundredBackgroundsInTraining) {
  const auto made = pairs("dim", "train", 3, 300);
  ASSERT_EQ(made.size(), 300U);
  EXPECT_EQ(made[299].name, "f2_99");
  EXPECT_EQ(made[299].background, 299U);
}

TEST(Pairing, NumbersDistinctionsThroughTheWholeSplit) {
  const Protocol& d646 = find_protocol("d646");
  const auto made =
      pairs_in_order(d646, d646.split("test"), {"test_0", "test_1"}, numbered("b", 40));
  EXPECT_EQ(made[0].name, "test_0");
  EXPECT_EQ(made[20].name, "test_20");
  EXPECT_EQ(made[39].name, "test_39");
  const auto training =
      pairs_in_order(d646, d646.split("train"), {"13(2)", "h_0"}, numbered("b", 160));
  EXPECT_EQ(training[81].name, "h_0_81");
}

TEST(Pairing, OfAPartOfAPublishedSetStaysThePublishedOne) {
  const auto made = pairs("dim", "test", 3, 60, 2);
  ASSERT_EQ(made.size(), 6U);
  EXPECT_EQ(made[2].name, "f1_0");
  EXPECT_EQ(made[2].background, 20U);
  EXPECT_EQ(made[5].background, 41U);
  EXPECT_EQ(pairs("dim", "test", 3, 42, 2).size(), 6U) << "needs no more than it uses";
}

TEST(Pairing, OfOnesOwnPicturesUsesUpTheBackgroundsInOrder) {
  const auto made = pairs("local", "test", 3, 7, 2);
  ASSERT_EQ(made.size(), 6U);
  EXPECT_EQ(made[2].background, 2U);
  EXPECT_EQ(made[5].background, 5U);
  EXPECT_EQ(pairs("local", "test", 1, 500, 500).size(), 500U);
}

TEST(Pairing, SaysHowManyBackgroundsAreNeededAndHowManyThereAre) {
  EXPECT_EQ(refusal([] { pairs("dim", "test", 50, 999); }),
            "protocol dim needs 1000 backgrounds for 50 foregrounds, 20 each, but there are 999 | "
            "complete the list of backgrounds, or shorten that of foregrounds");
  EXPECT_EQ(
      refusal([] { pairs("local", "test", 3, 10); }),
      "protocol local needs 60 backgrounds for 3 foregrounds, 20 each, but there are 10 | add "
      "50 backgrounds, or make fewer composites of each foreground: --count-per-foreground 3");
  EXPECT_EQ(refusal([] { pairs("local", "test", 3, 0); }),
            "protocol local needs 60 backgrounds for 3 foregrounds, 20 each, but there are 0 | add "
            "60 backgrounds");
}

TEST(Pairing, RefusesMoreCompositesThanThePublishedSetHas) {
  EXPECT_EQ(refusal([] { pairs("dim", "test", 3, 100, 21); }),
            "protocol dim makes 20 composites of each foreground, not 21 | protocol local makes as "
            "many as you like");
}

TEST(Pairing, RefusesTwoCompositesOfOneName) {
  const Protocol& local = find_protocol("local");
  const std::string said = refusal([&] {
    pairs_in_order(local, local.split("test"), {"cat", "dog", "cat"}, numbered("b", 3), 1);
  });
  EXPECT_NE(said.find("two composites would be called cat_0: of foreground cat (1) and of "
                      "foreground cat (3)"),
            std::string::npos)
      << said;
}

TEST(Pairing, OfNoForegroundsIsNothing) { EXPECT_TRUE(pairs("dim", "test", 0, 5).empty()); }

TEST(CompositeName, FollowsTheNaming) {
  EXPECT_EQ(composite_name(Naming::own_number, "cat (1)", "2008_1", 41, 1), "cat (1)_1");
  EXPECT_EQ(composite_name(Naming::series_and_number, "test_2", "2008_1", 41, 1), "test_41");
  EXPECT_EQ(composite_name(Naming::series_and_number, "plain", "2008_1", 41, 1), "plain_41");
  EXPECT_EQ(composite_name(Naming::running_number, "h_0", "2008_1", 41, 1), "h_0_41");
  EXPECT_EQ(composite_name(Naming::background_name, "web", "2008_1", 41, 1), "web_2008_1");
}

}  // namespace
}  // namespace mbench

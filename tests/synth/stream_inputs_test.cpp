#include "synth/stream/stream_inputs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "synth/stream/decoded_cache.h"
#include "synth/stream/input_choice.h"
#include "synth/stream/shuffled_order.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

std::vector<StreamFile> files(std::size_t count) {
  std::vector<StreamFile> list;
  for (std::size_t i = 0; i < count; ++i) list.push_back({std::to_string(i), std::to_string(i)});
  return list;
}

std::vector<StreamPair> pairs(std::size_t count) {
  std::vector<StreamPair> list;
  for (const StreamFile& file : files(count)) list.push_back({file, file});
  return list;
}

TEST(ShuffledOrder, TakesEachOnceInEveryRoundInAnotherOrder) {
  for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 17U, 100U, 431U}) {
    std::vector<std::size_t> first;
    for (std::size_t round = 0; round < 3; ++round) {
      std::vector<std::size_t> order;
      for (std::size_t i = 0; i < count; ++i) {
        order.push_back(shuffled_place(Random(7), count, round * count + i));
      }
      EXPECT_EQ(std::set<std::size_t>(order.begin(), order.end()).size(), count);
      EXPECT_LT(*std::max_element(order.begin(), order.end()), count);
      if (count >= 17 && round > 0) {
        EXPECT_NE(order, first) << count;
      }
      if (round == 0) first = order;
    }
  }
}

TEST(ShuffledOrder, PutsEachInEveryPlaceAboutEquallyOften) {
  std::map<std::size_t, int> counts;
  for (std::uint64_t seed = 0; seed < 5000; ++seed) ++counts[shuffled_place(Random(seed), 5, 2)];
  for (const auto& [place, count] : counts) EXPECT_NEAR(count, 1000, 5 * 28.3) << place;
}

TEST(InputChoice, TakesEveryForegroundAndBackgroundOnceBeforeAnyAgain) {
  const StreamRecipe recipe = find_stream_recipe("gca");
  const StreamInputs inputs{{pairs(4), pairs(3)}, {files(5), files(6)}, {}};
  std::set<std::pair<std::size_t, std::size_t>> foregrounds;
  std::set<std::pair<std::size_t, std::size_t>> backgrounds;
  for (std::uint64_t i = 0; i < 77; ++i) {
    const InputChoice choice = choose_inputs(recipe, inputs, Random(1), i);
    foregrounds.insert({choice.first.set, choice.first.place});
    backgrounds.insert({choice.background.set, choice.background.place});
    if ((i + 1) % 7 == 0) {
      EXPECT_EQ(foregrounds.size(), 7U);
      foregrounds.clear();
    }
    if ((i + 1) % 11 == 0) {
      EXPECT_EQ(backgrounds.size(), 11U);
      backgrounds.clear();
    }
  }
}

TEST(InputChoice, TheSecondForegroundIsAnyOther) {
  const StreamRecipe recipe = find_stream_recipe("gca");
  const StreamInputs inputs{{pairs(2), pairs(3)}, {files(1)}, {}};
  int seconds = 0;
  std::map<std::pair<std::size_t, std::size_t>, int> counts;
  for (std::uint64_t i = 0; i < 4000; ++i) {
    const InputChoice choice = choose_inputs(recipe, inputs, Random(2), i);
    if (!choice.second) continue;
    ++seconds;
    ++counts[{choice.second->set, choice.second->place}];
    EXPECT_FALSE(choice.second->set == choice.first.set &&
                 choice.second->place == choice.first.place);
  }
  EXPECT_NEAR(seconds, 2000, 5 * 31.6);
  EXPECT_EQ(counts.size(), 5U);
  for (const auto& [place, count] : counts) EXPECT_NEAR(count, seconds / 5, 5 * 17.9);
}

TEST(InputChoice, ALoneForegroundHasNoSecond) {
  const StreamInputs inputs{{pairs(1)}, {files(1)}, {}};
  for (std::uint64_t i = 0; i < 50; ++i) {
    EXPECT_FALSE(choose_inputs(find_stream_recipe("gca"), inputs, Random(3), i).second);
  }
}

TEST(InputChoice, FourSetsOfMamComeAsOftenAsPublished) {
  const StreamInputs inputs{{pairs(1), pairs(9), pairs(2), pairs(3)}, {files(2), files(50)}, {}};
  std::array<int, 4> sets = {};
  int first_backgrounds = 0;
  for (std::uint64_t i = 0; i < 6400; ++i) {
    const InputChoice choice = choose_inputs(find_stream_recipe("mam"), inputs, Random(4), i);
    ++sets[choice.first.set];
    first_backgrounds += choice.background.set == 0 ? 1 : 0;
    EXPECT_FALSE(choice.photograph);
    EXPECT_EQ(choice.second ? choice.second->set : choice.first.set, choice.first.set);
  }
  EXPECT_NEAR(sets[0], 1600, 5 * 34.6);
  EXPECT_NEAR(sets[1], 2400, 5 * 38.7);
  EXPECT_NEAR(sets[2], 1800, 5 * 36.0);
  EXPECT_NEAR(sets[3], 600, 5 * 23.3);
  EXPECT_NEAR(first_backgrounds, 3200, 5 * 40);
}

TEST(InputChoice, HalfOfMamsSamplesArePhotographsWhereThereAreAny) {
  const StreamInputs inputs{{pairs(3)}, {files(2)}, {pairs(5)}};
  int photographs = 0;
  for (std::uint64_t i = 0; i < 2000; ++i) {
    const InputChoice choice = choose_inputs(find_stream_recipe("mam"), inputs, Random(5), i);
    photographs += choice.photograph ? 1 : 0;
    EXPECT_FALSE(choice.photograph && choice.second);
  }
  EXPECT_NEAR(photographs, 1000, 5 * 22.4);
}

TEST(DecodedCache, KeepsWhatWasUsedLastWithinItsBytes) {
  DecodedCache cache(300);
  int decoded = 0;
  const auto ask = [&](const std::string& name, int bytes) {
    return cache.get(name, [&] {
      ++decoded;
      return cv::Mat(1, bytes, CV_8UC1, cv::Scalar(bytes % 256));
    });
  };
  ask("a", 100);
  ask("b", 100);
  ask("c", 100);
  ask("a", 100);
  EXPECT_EQ(decoded, 3);
  ask("d", 100);  // b goes
  EXPECT_EQ(cache.bytes(), 300U);
  ask("a", 100);
  ask("c", 100);
  EXPECT_EQ(decoded, 4);
  ask("b", 100);
  EXPECT_EQ(decoded, 5);
  EXPECT_EQ(ask("large", 301).cols, 301);
  EXPECT_EQ(cache.bytes(), 300U);
}

class CheckedInputs : public testing::Test {
 protected:
  StreamInputs inputs_of(cv::Size colour, cv::Size alpha) const {
    write_image(path("f.png"), noise_image(colour.width, colour.height, 1));
    write_alpha(path("a.png"), flat_bytes(alpha.width, alpha.height, 9));
    write_image(path("b.png"), noise_image(5, 5, 2));
    return {
        {{{{"f.png", path("f.png")}, {"a.png", path("a.png")}}}}, {{{"b.png", path("b.png")}}}, {}};
  }
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  /// What is wrong with them.
  std::string complaint(StreamInputs inputs, const std::string& recipe, int crop_px) const {
    try {
      check_inputs(inputs, find_stream_recipe(recipe), crop_px, 2, quiet());
    } catch (const DataError& error) {
      EXPECT_FALSE(error.hint().empty()) << error.what();
      return error.what();
    }
    return "";
  }
  static Progress& quiet() {
    static Progress progress;
    return progress;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(CheckedInputs, GetTheirDigestsAndAListOfThem) {
  StreamInputs inputs = inputs_of({8, 6}, {8, 6});
  check_inputs(inputs, find_stream_recipe("gca"), 512, 3, quiet());
  EXPECT_EQ(inputs.foregrounds[0][0].alpha.sha256, sha256_of_file(path("a.png")));
  EXPECT_EQ(inputs_text(inputs), R"({"role":"foreground","set":0,"name":"f.png","sha256":")" +
                                     sha256_of_file(path("f.png")) + "\"}\n" +
                                     R"({"role":"alpha","set":0,"name":"a.png","sha256":")" +
                                     sha256_of_file(path("a.png")) + "\"}\n" +
                                     R"({"role":"background","set":0,"name":"b.png","sha256":")" +
                                     sha256_of_file(path("b.png")) + "\"}\n");
}

TEST_F(CheckedInputs, RefuseAnAlphaOfAnotherSize) {
  const std::string said = complaint(inputs_of({8, 6}, {8, 7}), "gca", 512);
  EXPECT_NE(said.find("a.png is 8x7 but "), std::string::npos) << said;
}

TEST_F(CheckedInputs, RefuseAPictureSoSlimThatItWouldFillTheMemory) {
  // 1.1·512 pixels high it would be 11 million wide.
  const std::string said = complaint(inputs_of({20000, 1}, {20000, 1}), "gca", 512);
  EXPECT_NE(said.find("f.png is 20000x1"), std::string::npos) << said;
  EXPECT_EQ(complaint(inputs_of({1, 1}, {1, 1}), "aematter", 1024), "");
  EXPECT_EQ(complaint(inputs_of({2000, 20}, {2000, 20}), "gca", 512), "");
}

TEST_F(CheckedInputs, RefuseASideThatOpenCvCannotMap) {
  EXPECT_NE(complaint(inputs_of({32767, 64}, {32767, 64}), "gca", 32), "");
  EXPECT_EQ(complaint(inputs_of({32766, 64}, {32766, 64}), "gca", 32), "");
}

TEST_F(CheckedInputs, NameAFileThatIsNotThere) {
  StreamInputs inputs = inputs_of({8, 6}, {8, 6});
  inputs.backgrounds[0][0].path = path("none.png");
  try {
    check_inputs(inputs, find_stream_recipe("gca"), 512, 2, quiet());
    FAIL() << "there is no such file";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("none.png"), std::string::npos);
  }
}

}  // namespace
}  // namespace mbench

#include "synth/degrade.h"

#include <gmock/gmock.h>

#include <map>
#include <string>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "synth/degrade_list.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

using ::testing::HasSubstr;

bool equal(const cv::Mat& one, const cv::Mat& other) {
  return one.size() == other.size() && one.type() == other.type() &&
         cv::norm(one, other, cv::NORM_INF) == 0;
}

/// What is wrong with the text and what to do, in one.
std::string complaint_about(const std::string& text) {
  try {
    parse_degradation(text);
  } catch (const UsageError& error) {
    return std::string(error.what()) + "; " + error.hint();
  }
  ADD_FAILURE() << text << " was accepted";
  return {};
}

TEST(ParseDegradation, BringsEveryTextToItsCanonicalForm) {
  const std::map<std::string, std::string> canonical{
      {"none", "none"},
      {"blur:2", "blur:2"},
      {"blur:2.0", "blur:2"},
      {"blur:02.50", "blur:2.5"},
      {"jpeg:30.0", "jpeg:30"},
      {"noise:1e1", "noise:10"},
      {"noise:10:0", "noise:10"},
      {"noise:10:7", "noise:10:7"},
      {"noise:0.1:18446744073709551615", "noise:0.1:18446744073709551615"},
      {"contrast:-0.0", "contrast:0"},
      {"jpeg:30+blur:2.00+jpeg:30", "jpeg:30+blur:2+jpeg:30"},
      {"trimap-dilate:10+noise:5:3", "trimap-dilate:10+noise:5:3"},
  };
  for (const auto& [text, expected] : canonical) {
    EXPECT_EQ(parse_degradation(text).text(), expected) << text;
    EXPECT_EQ(parse_degradation(expected), parse_degradation(text)) << text;
  }
}

TEST(ParseDegradation, KeepsTheOrderOfTheSteps) {
  const Degradation degradation = parse_degradation("blur:2+jpeg:30");
  ASSERT_EQ(degradation.steps.size(), 2U);
  EXPECT_EQ(degradation.steps[0].corruption, &find_corruption("blur"));
  EXPECT_EQ(degradation.steps[0].amount, 2.0);
  EXPECT_EQ(degradation.steps[1].corruption, &find_corruption("jpeg"));
  EXPECT_NE(degradation, parse_degradation("jpeg:30+blur:2"));
}

TEST(ParseDegradation, NamesTheNearestNames) {
  EXPECT_THAT(complaint_about("jpg:30"), HasSubstr("'jpeg'"));
  EXPECT_THAT(complaint_about("trimap-dialte:3"), HasSubstr("'trimap-dilate'"));
  EXPECT_THAT(complaint_about("blur:2+nois:3"), HasSubstr("'noise'"));
  EXPECT_THAT(complaint_about("zzzzzz:1"), HasSubstr("blur, noise, jpeg"));
}

TEST(ParseDegradation, NamesTheRangeThatIsAccepted) {
  EXPECT_THAT(complaint_about("blur:0"), HasSubstr("SIGMA is 0.1 to 50"));
  EXPECT_THAT(complaint_about("jpeg:0"), HasSubstr("QUALITY is 1 to 100, whole"));
  EXPECT_THAT(complaint_about("jpeg:101"), HasSubstr("101 is out of range"));
  EXPECT_THAT(complaint_about("jpeg:30.5"), HasSubstr("30.5 is no whole number"));
  EXPECT_THAT(complaint_about("contrast:1"), HasSubstr("it changes nothing"));
  EXPECT_THAT(complaint_about("gamma:1"), HasSubstr("POWER is 0.1 to 10 without 1"));
  EXPECT_THAT(complaint_about("noise:nan"), HasSubstr("out of range"));
  EXPECT_THAT(complaint_about("noise:inf"), HasSubstr("out of range"));
  EXPECT_THAT(complaint_about("blur:-2"), HasSubstr("-2 is out of range"));
}

TEST(ParseDegradation, SaysWhatIsMissingOrTooMuch) {
  EXPECT_THAT(complaint_about("jpeg"), HasSubstr("write jpeg:QUALITY, as in jpeg:30"));
  EXPECT_THAT(complaint_about("jpeg:"), HasSubstr("its number is missing"));
  EXPECT_THAT(complaint_about("jpeg:x"), HasSubstr("'x' is no number"));
  EXPECT_THAT(complaint_about("jpeg:30:1"), HasSubstr("has no seed"));
  EXPECT_THAT(complaint_about("noise:5:"), HasSubstr("'' is no seed"));
  EXPECT_THAT(complaint_about("noise:5:-1"), HasSubstr("'-1' is no seed"));
  EXPECT_THAT(complaint_about("noise:5:1:2"), HasSubstr("'1:2' is no seed"));
  EXPECT_THAT(complaint_about("noise:5:18446744073709551616"), HasSubstr("is no seed"));
}

TEST(ParseDegradation, RefusesEverythingElse) {
  for (const char* text : {"", "+", "blur:2+", "+blur:2", "blur:2++jpeg:3", "none+blur:2",
                           "blur:2+none", "NONE", "Blur:2", "blur: 2", "blur:2 ", "blur:+2",
                           "blur:0x2", ":2", "blur:2,jpeg:30", "blur:2;3"}) {
    EXPECT_THROW(parse_degradation(text), UsageError) << text;
  }
}

TEST(ParseDegradation, LimitsTheNumberOfSteps) {
  std::string text = "blur:1";
  for (std::size_t i = 1; i < Degradation::kMostSteps; ++i) text += "+blur:1";
  EXPECT_EQ(parse_degradation(text).steps.size(), Degradation::kMostSteps);
  EXPECT_THAT(complaint_about(text + "+blur:1"), HasSubstr("at most 8 steps"));
}

TEST(Degradation, KnowsWhatItChanges) {
  EXPECT_FALSE(parse_degradation("none").changes_image());
  EXPECT_FALSE(parse_degradation("none").changes_trimap());
  EXPECT_TRUE(parse_degradation("blur:2").changes_image());
  EXPECT_FALSE(parse_degradation("blur:2").changes_trimap());
  EXPECT_TRUE(parse_degradation("trimap-erode:2+blur:1").changes_image());
  EXPECT_TRUE(parse_degradation("trimap-erode:2+blur:1").changes_trimap());
}

TEST(Degraded, WithNothingToDoIsThePictureItself) {
  const Image image = noise_image(20, 10, 1);
  EXPECT_EQ(degraded(image, {}, "x").pixels().data, image.pixels().data);
}

TEST(Degraded, DoesItsStepsInOrder) {
  const Image image = noise_image(40, 30, 2);
  const auto after = [&](const Image& from, const char* text) {
    return degraded(from, parse_degradation(text), "a");
  };
  const cv::Mat both = after(image, "blur:1+contrast:3").pixels();
  EXPECT_TRUE(equal(both, after(after(image, "blur:1"), "contrast:3").pixels()));
  EXPECT_FALSE(equal(both, after(image, "contrast:3+blur:1").pixels()));
}

TEST(Degraded, TakesFromAMixOnlyWhatIsOfItsKind) {
  const Image image = noise_image(40, 30, 3);
  const Trimap trimap = noise_trimap(40, 30, 3);
  const Degradation mixed = parse_degradation("trimap-dilate:1+blur:1+trimap-erode:1");
  EXPECT_TRUE(equal(degraded(image, mixed, "").pixels(),
                    degraded(image, parse_degradation("blur:1"), "").pixels()));
  EXPECT_TRUE(
      equal(degraded(trimap, mixed).pixels(),
            degraded(trimap, parse_degradation("trimap-dilate:1+trimap-erode:1")).pixels()));
}

TEST(Degraded, DrawsOtherNoiseForAnotherNameSeedOrStep) {
  const Image grey{cv::Mat(20, 30, CV_8UC3, cv::Scalar::all(128))};
  const auto noisy = [&](const char* text, const char* name) {
    return degraded(grey, parse_degradation(text), name).pixels();
  };
  const cv::Mat once = noisy("noise:20", "test/cat");
  EXPECT_TRUE(equal(once, noisy("noise:20", "test/cat")));
  EXPECT_TRUE(equal(once, noisy("blur:3+noise:20", "test/cat"))) << "of what is before it only";
  EXPECT_FALSE(equal(once, noisy("noise:20", "test/dog")));
  EXPECT_FALSE(equal(once, noisy("noise:20:1", "test/cat")));
  // The same noise twice would be one of twice the deviation: 40 instead of 28.3.
  cv::Scalar mean, deviation;
  cv::meanStdDev(noisy("noise:20+noise:20", "test/cat"), mean, deviation);
  EXPECT_NEAR(deviation[0], 28.3, 3.5);
}

class EveryCorruption : public testing::TestWithParam<std::string> {
 protected:
  const Corruption& corruption() const { return find_corruption(GetParam()); }
};

TEST_P(EveryCorruption, HasAnExampleThatIsRead) {
  EXPECT_EQ(parse_degradation(corruption().example).text(), corruption().example);
}

TEST_P(EveryCorruption, WorksAtBothEndsOfItsRangeAndNotBeyond) {
  const Image image = noise_image(33, 21, 4);
  const Trimap trimap = noise_trimap(33, 21, 4);
  for (const double end : {corruption().low, corruption().high}) {
    if (end == corruption().neutral) continue;
    const Degradation one = parse_degradation(GetParam() + ":" + std::to_string(end));
    EXPECT_EQ(degraded(image, one, "").size(), image.size());
    EXPECT_EQ(degraded(trimap, one).size(), trimap.size());
    EXPECT_EQ(degraded(trimap, one).off_values(), 0);
  }
  for (const double beyond : {corruption().low - 0.05, corruption().high + 0.05}) {
    EXPECT_THROW(parse_degradation(GetParam() + ":" + std::to_string(beyond)), UsageError);
  }
}

TEST_P(EveryCorruption, IsTheSameOnAnyNumberOfThreadsAndLeavesItsInputAlone) {
  const Degradation one = parse_degradation(corruption().example);
  const Image image = noise_image(350, 270, 5);
  const Trimap trimap = noise_trimap(350, 270, 5);
  const cv::Mat image_before = image.pixels().clone();
  const cv::Mat trimap_before = trimap.pixels().clone();
  const int threads = cv::getNumThreads();
  cv::setNumThreads(1);
  const Image alone = degraded(image, one, "a");
  const Trimap trimap_alone = degraded(trimap, one);
  cv::setNumThreads(3);
  EXPECT_TRUE(equal(degraded(image, one, "a").pixels(), alone.pixels()));
  EXPECT_TRUE(equal(degraded(trimap, one).pixels(), trimap_alone.pixels()));
  cv::setNumThreads(threads);
  EXPECT_TRUE(equal(image.pixels(), image_before));
  EXPECT_TRUE(equal(trimap.pixels(), trimap_before));
}

TEST_P(EveryCorruption, TakesPicturesOfOnePixelOrRow) {
  const Degradation one = parse_degradation(corruption().example);
  for (const cv::Size size : {cv::Size(1, 1), cv::Size(1, 50), cv::Size(50, 1), cv::Size(2, 3)}) {
    EXPECT_EQ(degraded(noise_image(size.width, size.height, 6), one, "").size(), size);
    EXPECT_EQ(degraded(noise_trimap(size.width, size.height, 6), one).size(), size);
  }
}

std::vector<std::string> corruption_names() {
  std::vector<std::string> names;
  for (const Corruption& one : corruptions()) names.push_back(one.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Degrade, EveryCorruption, testing::ValuesIn(corruption_names()),
                         [](const auto& name) {
                           std::string plain = name.param;
                           std::replace(plain.begin(), plain.end(), '-', '_');
                           return plain;
                         });

}  // namespace
}  // namespace mbench

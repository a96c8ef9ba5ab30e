#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "datasets/layout.h"
#include "datasets/sample.h"
#include "datasets/sample_facts.h"
#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::IsEmpty;

/// A layout and how many samples its fixture has in each split for three images in each.
struct Fixture {
  const char* layout;
  std::map<std::string, int> samples;
};

void PrintTo(const Fixture& fixture, std::ostream* out) { *out << fixture.layout; }

class NaturalFixture : public ::testing::TestWithParam<Fixture> {
 protected:
  NaturalFixture() {
    FixtureWriter writer(data_.root(), 3);
    layout().write_fixture(writer);
  }
  const Layout& layout() const { return find_layout(GetParam().layout); }

  TinyDataset data_;
};

TEST_P(NaturalFixture, IsRecognisedAsItsLayout) {
  EXPECT_EQ(recognise_layout(FileTree(data_.root())).name, GetParam().layout);
}

TEST_P(NaturalFixture, HasItsSamplesAndNoProblems) {
  const DatasetContents contents = contents_of(layout(), data_);
  EXPECT_THAT(contents.problems, IsEmpty());
  std::map<std::string, int> samples;
  std::set<std::pair<std::string, std::string>> names;
  for (const FoundSample& sample : contents.samples) {
    ++samples[sample.split];
    EXPECT_TRUE(names.emplace(sample.split, sample.name).second) << sample.name;
    EXPECT_FALSE(sample.foreground.empty());
  }
  EXPECT_EQ(samples, GetParam().samples);
}

TEST_P(NaturalFixture, HasEveryTrimapThatTheLayoutKnows) {
  for (const std::string& source : layout().trimap_sources) {
    EXPECT_EQ(contents_of(layout(), data_, source).trimap_source, source);
  }
}

TEST_P(NaturalFixture, CanBeLoaded) {
  for (const FoundSample& found : contents_of(layout(), data_).samples) {
    const Sample sample = sample_of(data_.root(), found);
    EXPECT_NO_THROW(check_within(data_.root(), sample));
    const LoadedSample loaded = load(sample);
    ASSERT_TRUE(loaded.alpha.has_value());
    EXPECT_GT(loaded.trimap.unknown_pixels(), 0) << found.name;
  }
}

TEST_P(NaturalFixture, HasSplitsAsTheLayoutCountsThem) {
  for (const ExpectedCount& count : layout().counts) {
    EXPECT_EQ(GetParam().samples.count(count.split), 1U) << count.split;
  }
}

// Of three images with one, two and one entity there are four samples.
INSTANTIATE_TEST_SUITE_P(
    Layouts, NaturalFixture,
    ::testing::Values(Fixture{"aim500", {{"test", 3}}},
                      Fixture{"am2k", {{"train", 3}, {"validation", 3}}},
                      Fixture{"p3m10k", {{"train", 3}, {"p3m-500-p", 3}, {"p3m-500-np", 3}}},
                      Fixture{"ppm100", {{"test", 3}}}, Fixture{"rwp636", {{"test", 3}}},
                      Fixture{"him2k", {{"comp", 4}, {"natural", 4}}},
                      Fixture{"refmatte", {{"train", 4}, {"test", 4}}},
                      Fixture{"refmatte-rw100", {{"test", 4}}}, Fixture{"folder", {{"", 3}}}),
    [](const auto& fixture) {
      std::string name = fixture.param.layout;
      std::replace(name.begin(), name.end(), '-', '_');
      return name;
    });

TEST(Layout, IsToldInLinesOfText) {
  for (const Layout& layout : layouts()) {
    for (const std::string& text : {layout.title, layout.summary, layout.obtain, layout.licence}) {
      EXPECT_FALSE(text.empty()) << layout.name;
      EXPECT_EQ(text.find('\n'), std::string::npos) << layout.name;
    }
  }
}

}  // namespace
}  // namespace mbench

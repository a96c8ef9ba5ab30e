#include <gmock/gmock.h>

#include <map>

#include "datasets/layout.h"
#include "datasets/sample.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

constexpr int kSamples = 3;

/// What the fixture of kSamples holds.
struct Expectation {
  const char* layout;
  std::map<std::string, int> samples;  ///< of each split
};

void PrintTo(const Expectation& expected, std::ostream* stream) { *stream << expected.layout; }

class CompositeFixture : public ::testing::TestWithParam<Expectation> {};

DatasetContents write_and_read(const TinyDataset& data, const Layout& layout) {
  FixtureWriter writer(data.root(), kSamples);
  layout.write_fixture(writer);
  return layout.contents(FileTree(data.root()), {});
}

TEST_P(CompositeFixture, IsRecognisedAndReadInFull) {
  const TinyDataset data;
  const Layout& layout = find_layout(GetParam().layout);
  const DatasetContents found = write_and_read(data, layout);
  EXPECT_EQ(recognise_layout(FileTree(data.root())).name, layout.name);
  EXPECT_THAT(found.problems, ::testing::IsEmpty());
  std::map<std::string, int> samples;
  for (const FoundSample& sample : found.samples) ++samples[sample.split];
  EXPECT_EQ(samples, GetParam().samples);
}

TEST_P(CompositeFixture, LoadsWhatIsMade) {
  const TinyDataset data;
  for (const FoundSample& found : write_and_read(data, find_layout(GetParam().layout)).samples) {
    if (found.image.empty() || found.alpha.empty()) continue;
    EXPECT_NO_THROW(load(sample_of(data.root(), found))) << found.name;
  }
}

TEST_P(CompositeFixture, DescribesItsLayout) {
  const Layout& layout = find_layout(GetParam().layout);
  EXPECT_NE(layout.title, "");
  EXPECT_NE(layout.summary, "");
  EXPECT_NE(layout.obtain, "");
  EXPECT_NE(layout.licence, "");
}

INSTANTIATE_TEST_SUITE_P(
    Layouts, CompositeFixture,
    ::testing::Values(Expectation{"comp1k", {{"test", kSamples * 20}, {"train", 100}}},
                      Expectation{"transparent460", {{"test", kSamples}}},
                      Expectation{"uhr395", {{"test", kSamples}}},
                      Expectation{"d646", {{"test", kSamples}}},
                      Expectation{"simd", {{"test", kSamples}}},
                      Expectation{"bg20k", {{"testval", kSamples}, {"train", kSamples}}},
                      Expectation{"voc", {{"voc2012", kSamples}}},
                      Expectation{"coco", {{"train2014", kSamples}, {"val2014", kSamples}}}),
    [](const auto& tested) { return std::string(tested.param.layout); });

}  // namespace
}  // namespace mbench

#include "datasets/verify.h"

#include <gmock/gmock.h>

#include <algorithm>

#include <fmt/format.h>

#include "core/sha256.h"
#include "datasets/fixture_marker.h"
#include "tests/datasets/planted_defects.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

using ::testing::HasSubstr;

class PlantedForVerify : public ::testing::TestWithParam<Planting> {};

TEST_P(PlantedForVerify, IsFoundAndNothingElse) {
  PlantedSet set;
  GetParam().plant(set);
  EXPECT_EQ(summary(set.verified()), summary(GetParam()));
}

std::vector<Planting> verify_plantings() {
  std::vector<Planting> chosen;
  for (const Planting& planting : plantings()) {
    if (planting.checker == Checker::verify) chosen.push_back(planting);
  }
  return chosen;
}

INSTANTIATE_TEST_SUITE_P(Verify, PlantedForVerify, ::testing::ValuesIn(verify_plantings()),
                         [](const auto& tested) { return std::string(tested.param.name); });

TEST(Verify, FindsNothingInACleanSet) {
  const PlantedSet set;
  for (const auto level : {VerifyLevel::quick, VerifyLevel::full, VerifyLevel::pixels}) {
    EXPECT_EQ(summary(set.verified(level)), "");
  }
}

class FixtureOfLayout : public ::testing::TestWithParam<const Layout*> {};

TEST_P(FixtureOfLayout, IsClean) {
  const Layout& layout = *GetParam();
  const TemporaryFolder folder;
  FixtureWriter writer(folder.path(), 3);
  layout.write_fixture(writer);
  const DatasetContents contents = layout.contents(FileTree(folder.path()), {});
  write_fixture_marker(folder.path(), layout, contents);
  const FileTree tree(folder.path());
  Progress silent;
  EXPECT_EQ(summary(verify(tree, layout, contents, VerifyLevel::pixels, 2, silent)), "");
  EXPECT_EQ(summary(lint(tree, layout, contents, {}, silent).findings), "");
}

std::vector<const Layout*> layouts_with_fixture() {
  std::vector<const Layout*> chosen;
  for (const Layout& layout : layouts()) {
    if (layout.write_fixture != nullptr) chosen.push_back(&layout);
  }
  return chosen;
}

INSTANTIATE_TEST_SUITE_P(Verify, FixtureOfLayout, ::testing::ValuesIn(layouts_with_fixture()),
                         [](const auto& tested) {
                           std::string name = tested.param->name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Verify, DecodesNothingWhereItIsToBeQuick) {
  PlantedSet set;
  set.writer().text("alpha/photo-001.png", "not a picture");
  EXPECT_EQ(summary(set.verified(VerifyLevel::quick)), "");
  EXPECT_EQ(summary(set.verified(VerifyLevel::full)), "undecodable error alpha/photo-001.png\n");
}

TEST(Verify, ComparesPixelsOnlyWhereThatIsWanted) {
  PlantedSet set;
  set.layout.pixel_hashes = {{"", "trimap", 3, std::string(64, '0')}};
  EXPECT_EQ(summary(set.verified(VerifyLevel::full)), "");
}

TEST(Verify, TakesAProblemsLineApart) {
  PlantedSet set;
  set.edit = [](DatasetContents& contents) {
    contents.problems = {"alpha/photo-001.png: it has no image: none; add it or take it away",
                         "trimaps: this folder is odd", "nobody: knows what this is about"};
  };
  const std::vector<Finding> findings = set.verified(VerifyLevel::quick);
  ASSERT_EQ(summary(findings),
            "problem warning .\nproblem warning alpha/photo-001.png\nproblem warning trimaps\n");
  EXPECT_EQ(findings[0].message, "nobody: knows what this is about");
  EXPECT_EQ(findings[1].message, "it has no image: none");
  EXPECT_EQ(findings[1].remedy, "add it or take it away");
  EXPECT_EQ(findings[2].message, "this folder is odd");
  EXPECT_THAT(findings[2].remedy, HasSubstr("complete the data set"));
}

TEST(Verify, CountsSamplesAndForegroundsOfSplitsThatAreThere) {
  PlantedSet set;
  set.layout.counts = {{"", 3, 3}, {"train", 100, 10}};
  EXPECT_EQ(summary(set.verified()), "");
  set.layout.counts = {{"", 3, 2}};
  EXPECT_EQ(set.verified().at(0).message, "the data set has 3 foregrounds instead of 2");
  set.layout.counts = {{"", 1000, 2}};
  EXPECT_EQ(set.verified().at(0).message, "the data set has 3 samples instead of 1000");
}

TEST(Verify, TakesAListWithOtherLineEnds) {
  PlantedSet set;
  const std::string entries = "a b (1).png\nc.png";
  set.layout.lists = {{"names.txt", sha256(entries)}};
  for (const char* text :
       {"a b (1).png\nc.png", "a b (1).png\r\nc.png\r\n", "a b (1).png\nc.png\n"}) {
    set.writer().text("deep/down/names.txt", text);
    EXPECT_EQ(summary(set.verified()), "") << text;
  }
  set.layout.lists = {{"names.txt", sha256(entries + "\n")}};
  set.writer().text("deep/down/names.txt", entries);
  EXPECT_EQ(summary(set.verified()), "");
}

TEST(Verify, DecodesASharedFileOnce) {
  class Steps : public Progress {
   public:
    void begin(std::string_view, std::size_t total) override { totals.push_back(total); }
    void step(std::size_t, std::string_view) override { ++steps; }
    std::vector<std::size_t> totals;
    std::size_t steps = 0;
  };
  PlantedSet set;
  set.edit = [](DatasetContents& contents) {
    contents.samples[1].alpha = contents.samples[0].alpha;
  };
  Steps steps;
  const FileTree tree(set.root());
  verify(tree, set.layout, set.contents(tree), VerifyLevel::full, 2, steps);
  // Three images, three trimaps, two alphas.
  EXPECT_EQ(steps.totals, std::vector<std::size_t>{8});
  EXPECT_EQ(steps.steps, 8U);
}

/// Two trimaps whose names' order is not that of their samples.
struct TwoTrimaps {
  TwoTrimaps() {
    set.edit = [](DatasetContents& contents) {
      contents.samples.resize(2);
      contents.samples[0].trimap = "trimaps/z.png";
      contents.samples[1].trimap = "trimaps/a.png";
    };
    const Trimap a = flat_trimap(2, 1, 0);
    const Trimap z = flat_trimap(1, 2, 255);
    set.writer().trimap("trimaps/a.png", a);
    set.writer().trimap("trimaps/z.png", z);
    digest = sha256(fmt::format("{}  a.png\n{}  z.png\n", sha256_of_pixels(a.pixels()),
                                sha256_of_pixels(z.pixels())));
    set.layout.pixel_hashes = {{"", "trimap", 2, digest}};
  }
  PlantedSet set;
  std::string digest;
};

TEST(Verify, ComparesPixelsInTheOrderOfTheNames) {
  const TwoTrimaps two;
  EXPECT_EQ(summary(two.set.verified()), "");
}

TEST(Verify, ComparesPixelsWhateverTheFile) {
  TwoTrimaps two;
  two.set.writer().image("trimaps/a.png", Image(cv::Mat(1, 2, CV_8UC3, cv::Scalar::all(0))));
  EXPECT_EQ(summary(two.set.verified()), "");
}

TEST(Verify, SaysWhichDigestThePixelsHave) {
  TwoTrimaps two;
  two.set.layout.pixel_hashes[0].sha256 = std::string(64, 'f');
  EXPECT_THAT(two.set.verified().at(0).message, HasSubstr(two.digest));
}

TEST(Verify, ComparesNoPixelsWhereSomeCannotBeDecoded) {
  TwoTrimaps two;
  two.set.writer().text("trimaps/a.png", "not a picture");
  EXPECT_EQ(summary(two.set.verified()), "undecodable error trimaps/a.png\n");
}

TEST(Verify, FindsTheSameInTheSameOrderWithAnyNumberOfThreads) {
  PlantedSet set;
  for (const char* file :
       {"trimaps/photo-002.png", "images/photo-000.jpg", "alpha/photo-001.png"}) {
    set.writer().text(file, "not a picture");
  }
  const std::string expected =
      "undecodable error alpha/photo-001.png\nundecodable error images/photo-000.jpg\n"
      "undecodable error trimaps/photo-002.png\n";
  for (const int threads : {1, 2, 5}) {
    EXPECT_EQ(summary(set.verified(VerifyLevel::full, threads)), expected) << threads;
  }
}

}  // namespace
}  // namespace mbench

#include "synth/composite_build.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <algorithm>
#include <fstream>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/build_folder.h"
#include "synth/build_foreground.h"
#include "synth/composite.h"
#include "synth/composite_check.h"
#include "synth/composite_manifest.h"
#include "synth/composite_sources.h"
#include "synth/trimap_from_alpha.h"
#include "tests/support/builders.h"
#include "tests/synth/build_scene.h"

namespace mbench {
namespace {

using CompositeBuild = BuildScene;

TEST_F(CompositeBuild, MakesWhatTheProtocolMakes) {
  const BuildOutcome built = build();
  EXPECT_EQ(built.made, kComposites);
  EXPECT_EQ(built.kept, 0U);
  EXPECT_EQ(built.failed, 0U);
  for (const PlannedComposite& one : plan().composites) {
    const Image expected =
        composite_dim(read_image(one.foreground).picture, read_alpha(one.alpha).picture,
                      read_image(one.background).picture);
    const Image made = read_image(out() / one.image_file).picture;
    EXPECT_EQ(cv::norm(made.pixels(), expected.pixels(), cv::NORM_INF), 0.0) << one.name;
    EXPECT_EQ(read_text(out() / one.alpha_file), read_text(one.alpha)) << one.name;
    EXPECT_EQ(read_text(out() / one.trimap_file), read_text(one.trimap)) << one.name;
  }
  EXPECT_EQ(read_text(out() / "test_fg_names.txt"), read_text(path("list.txt")));
}

TEST_F(CompositeBuild, RecordsEveryCompositeInThePlansOrder) {
  build();
  const CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  EXPECT_EQ(manifest.header.protocol, "dim");
  EXPECT_EQ(manifest.header.version, 1);
  EXPECT_EQ(manifest.header.split, "test");
  EXPECT_EQ(manifest.header.composites, 9);
  ASSERT_EQ(manifest.header.lists.size(), 1U);
  EXPECT_EQ(manifest.header.lists[0].source.sha256, sha256_of_file(path("list.txt")));
  ASSERT_EQ(manifest.rows.size(), kComposites);
  for (std::size_t i = 0; i < kComposites; ++i) {
    const CompositeRow& row = manifest.rows[i];
    const PlannedComposite one = plan().composites[i];
    EXPECT_EQ(row.name, one.name);
    const cv::Mat pixels = read_image(out() / row.image).picture.pixels();
    EXPECT_EQ(row.sha256, sha256_of_pixels(pixels));
    EXPECT_EQ(cv::Size(row.width, row.height), pixels.size());
    EXPECT_EQ(row.bytes, static_cast<std::int64_t>(fs::file_size(out() / row.image)));
    EXPECT_EQ(row.alpha_sha256, sha256_of_pixels(read_alpha(one.alpha).picture.pixels()));
    EXPECT_EQ(row.trimap_sha256, sha256_of_pixels(read_trimap(one.trimap).picture.pixels()));
    EXPECT_EQ(row.foreground,
              (SourceFile{one.foreground.string(), sha256_of_file(one.foreground)}));
    EXPECT_EQ(row.foreground_alpha.sha256, sha256_of_file(one.alpha));
    EXPECT_EQ(row.background.sha256, sha256_of_file(one.background));
    EXPECT_EQ(row.shipped_trimap.sha256, sha256_of_file(one.trimap));
  }
}

TEST_F(CompositeBuild, IsTheSameOnAnyNumberOfThreads) {
  build(plan(), 1);
  const auto alone = contents();
  fs::remove_all(out());
  build(plan(), 7);
  EXPECT_EQ(contents(), alone);
}

TEST_F(CompositeBuild, OfAWholeBuildKeepsEverything) {
  build();
  const auto before = contents();
  const auto times = [&] {
    std::vector<std::time_t> all;
    for (const auto& [file, bytes] : before) {
      if (file.ends_with(".png")) all.push_back(fs::last_write_time(out() / file));
    }
    return all;
  };
  for (const auto& [file, bytes] : before) {
    if (file.ends_with(".png")) fs::last_write_time(out() / file, 1'000'000'000);
  }
  const auto old = times();
  const BuildOutcome again = build();
  EXPECT_EQ(again.made, 0U);
  EXPECT_EQ(again.kept, kComposites);
  EXPECT_EQ(contents(), before);
  EXPECT_EQ(times(), old) << "nothing was written again";
}

TEST_F(CompositeBuild, MakesAnewOnlyWhatIsNotWhole) {
  build();
  const auto before = contents();
  fs::remove(out() / "merged/f0_0.png");
  halve(out() / "merged/f1_1.png");
  spoil(out() / "merged/f2_2.png");
  write_image(out() / "merged/f2_1.png", noise_image(5, 5, 1));
  fs::remove(out() / "alpha_copy/f1_2.png");
  halve(out() / "trimaps/f0_1.png");
  const BuildOutcome again = build();
  EXPECT_EQ(again.made, 4U);
  EXPECT_EQ(again.kept, 5U);
  EXPECT_EQ(contents(), before);
}

TEST_F(CompositeBuild, DoesNotTrustAFileWithoutItsRow) {
  build();
  const auto before = contents();
  CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  manifest.rows.resize(4);
  std::string text = composite_manifest_text(manifest);
  text.resize(text.size() - 30);  // the last row was not finished
  write_file_atomically(out() / kCompositeManifest, text);
  const BuildOutcome again = build();
  EXPECT_EQ(again.kept, 3U);
  EXPECT_EQ(again.made, 6U);
  EXPECT_EQ(contents(), before);
}

TEST_F(CompositeBuild, MakesAnewWhatIsOfAnotherSource) {
  build();
  write_image(path("bg/b4.png"), noise_image(50, 60, 77));
  write_alpha(path("alpha/f2.png"), noise_bytes(54, 40, 78));
  const BuildOutcome again = build();
  EXPECT_EQ(again.made, 4U);
  EXPECT_EQ(again.kept, 5U);
  EXPECT_EQ(read_text(out() / "alpha_copy/f2_1.png"), read_text(path("alpha/f2.png")));
  fs::remove_all(out());
  build();
}

TEST_F(CompositeBuild, CanGrowAndShrinkWithItsPlan) {
  CompositePlan part = plan();
  part.composites.resize(4);
  EXPECT_EQ(build(part).made, 4U);
  const BuildOutcome whole = build();
  EXPECT_EQ(whole.kept, 4U);
  EXPECT_EQ(whole.made, 5U);
  EXPECT_EQ(build(part).kept, 4U);
  EXPECT_EQ(read_composite_manifest(out() / kCompositeManifest).rows.size(), 4U);
}

TEST_F(CompositeBuild, BringsForegroundsToTheSizeOfTheirProtocol) {
  CompositePlan simd = plan("simd");
  simd.composites.resize(1);
  build(simd);
  // 40x30 has a short side below 800.
  const cv::Size size(1066, 800);
  const Alpha alpha = read_alpha(out() / "alpha_copy/f0_0.png").picture;
  EXPECT_EQ(alpha.size(), size);
  EXPECT_EQ(read_image(out() / "merged/f0_0.png").picture.size(), size);
  const Trimap expected = trimap_from_alpha(alpha, parse_trimap_recipe("ellipse:3:5"));
  const Trimap made = read_trimap(out() / "trimaps/f0_0.png").picture;
  EXPECT_EQ(cv::norm(made.pixels(), expected.pixels(), cv::NORM_INF), 0.0);
}

TEST_F(CompositeBuild, CopiesAlphasThatItsReadersMayChangeWithoutHarmToTheSource) {
  build();
  const std::string before = read_text(path("alpha/f0.png"));
  std::ofstream((out() / "alpha_copy/f0_0.png").string(), std::ios::app) << "more";
  EXPECT_EQ(read_text(path("alpha/f0.png")), before);
}

TEST_F(CompositeBuild, EstimatesForegroundsIfAsked) {
  CompositePlan estimated = plan("local");
  estimated.foregrounds = ForegroundMethod::multilevel;
  build(estimated);
  const CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  EXPECT_EQ(manifest.header.parameter(kForegroundsParameter),
            foreground_origin_text(ForegroundMethod::multilevel));
  const PlannedComposite& one = estimated.composites[4];
  ThreadTeam team(1);
  const Alpha alpha = read_alpha(one.alpha).picture;
  const Image foreground =
      estimate_foreground(read_image(one.foreground).picture, alpha, {}, team, false).foreground;
  const Image expected = composite_dim(foreground, alpha, read_image(one.background).picture);
  EXPECT_EQ(manifest.rows[4].sha256, sha256_of_pixels(expected.pixels()));
  EXPECT_EQ(build(estimated).kept, kComposites);
  Progress unheard;
  EXPECT_TRUE(check_composites(out() / kCompositeManifest, true, 2, unheard).empty());
  const std::string said = refusal(plan("local"));
  EXPECT_NE(said.find("holds a build of protocol local/1, split test, foregrounds multilevel/"),
            std::string::npos)
      << said;
}

TEST(ForegroundOrigin, IsReadAsItIsWritten) {
  for (const ForegroundOrigin origin :
       {ForegroundOrigin(), ForegroundOrigin(ForegroundMethod::multilevel),
        ForegroundOrigin(ForegroundMethod::closed_form)}) {
    EXPECT_EQ(parse_foreground_origin(foreground_origin_text(origin)), origin);
  }
  EXPECT_EQ(foreground_origin_text(std::nullopt), "as-is");
  EXPECT_THROW(parse_foreground_origin("multilevel/999"), DataError);
}

TEST_F(CompositeBuild, WritesAManifestForTheFolderLayoutIfAsked) {
  CompositePlan own = plan("local");
  own.needs_sample_manifest = true;
  build(own);
  const std::string text = read_text(out() / "manifest.jsonl");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 9);
  EXPECT_EQ(text.substr(0, text.find('\n')),
            R"({"name":"f0_0","split":"test","image":"merged/f0_0.png",)"
            R"("alpha":"alpha_copy/f0_0.png","trimap":"trimaps/f0_0.png","foreground":"f0",)"
            R"("background":"b0"})");
}

TEST_F(CompositeBuild, IsRefusedBeforeAnythingIsWrittenWhereSizesDiffer) {
  write_alpha(path("alpha/f1.png"), noise_bytes(30, 47, 3));
  const std::string said = refusal(plan());
  EXPECT_NE(said.find(fmt::format("alpha {} is 30x47 but its foreground {} is 47x35",
                                  path("alpha/f1.png").string(), path("fg/f1.png").string())),
            std::string::npos)
      << said;
  EXPECT_NE(said.find("nothing was written"), std::string::npos) << said;
  EXPECT_FALSE(fs::exists(out()));
}

/// What a build says of problems.
class Notes : public Progress {
 public:
  void note(std::string_view line) override { lines.emplace_back(line); }
  std::vector<std::string> lines;
};

TEST_F(CompositeBuild, TellsOfEveryFileThatCannotBeUsed) {
  write_alpha(path("alpha/f1.png"), noise_bytes(30, 47, 3));
  write_file_atomically(path("bg/b8.png"), "no picture");
  fs::remove(path("fg/f2.png"));
  write_trimap(path("trimaps/f0_1.png"), noise_trimap(3, 3, 1));
  Notes notes;
  EXPECT_THROW(build_composites(plan(), {out(), PngEffort::normal, 2}, notes), DataError);
  ASSERT_EQ(notes.lines.size(), 4U);
  EXPECT_NE(notes.lines[0].find("trimaps/f0_1.png is 3x3"), std::string::npos) << notes.lines[0];
  EXPECT_NE(notes.lines[1].find("alpha/f1.png is 30x47"), std::string::npos) << notes.lines[1];
  EXPECT_NE(notes.lines[2].find("fg/f2.png"), std::string::npos) << notes.lines[2];
  EXPECT_NE(notes.lines[3].find("bg/b8.png"), std::string::npos) << notes.lines[3];
  EXPECT_FALSE(fs::exists(out()));
}

TEST_F(CompositeBuild, GoesOnWithoutWhatOnlyDecodingShowsToBeDamaged) {
  halve(path("bg/b4.png"));
  halve(path("alpha/f2.png"));
  const BuildOutcome built = build();
  EXPECT_EQ(built.failed, 4U);
  EXPECT_EQ(built.made, 5U);
  ASSERT_EQ(built.problems.size(), 2U) << "one line for each file";
  EXPECT_NE(built.problems[0].find("bg/b4.png"), std::string::npos) << built.problems[0];
  EXPECT_NE(built.problems[1].find("alpha/f2.png"), std::string::npos) << built.problems[1];
  write_image(path("bg/b4.png"), noise_image(27, 31, 24));
  write_alpha(path("alpha/f2.png"), noise_bytes(54, 40, 12));
  const BuildOutcome again = build();
  EXPECT_EQ(again.made, 4U);
  EXPECT_EQ(again.kept, 5U);
  EXPECT_EQ(again.failed, 0U);
}

TEST_F(CompositeBuild, LeavesAFolderOfOtherThingsAlone) {
  write_file_atomically(out() / "holiday.jpg", "mine");
  const std::string said = refusal(plan());
  EXPECT_NE(said.find("it holds holiday.jpg, but no build"), std::string::npos) << said;
  EXPECT_EQ(contents().size(), 1U);
}

TEST_F(CompositeBuild, DoesNotMixTwoProtocolsInOneFolder) {
  build();
  const auto before = contents();
  const std::string said = refusal(plan("paddle"));
  EXPECT_NE(said.find("it holds a build of protocol dim/1, split test"), std::string::npos) << said;
  EXPECT_NE(said.find("another folder for protocol paddle/1"), std::string::npos) << said;
  EXPECT_EQ(contents(), before);
}

TEST_F(CompositeBuild, IsAloneInItsFolder) {
  CompositeHeader header;
  header.protocol = "dim";
  header.version = 1;
  header.split = "test";
  {
    const BuildFolder mine(out(), header);
    EXPECT_NE(refusal(plan()).find("another build is going on in it"), std::string::npos);
  }
  EXPECT_EQ(build().made, kComposites);
}

TEST_F(CompositeBuild, IsRefusedWhereTheDiskHasNoRoomForIt) {
  EXPECT_NO_THROW(require_space(path("not/yet/there"), 1, 1));
  try {
    require_space(path("not/yet/there"), std::uint64_t{1} << 62, 1000);
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("1000 composites take"), std::string::npos)
        << error.what();
    EXPECT_NE(error.hint().find("free some space"), std::string::npos);
  }
}

}  // namespace
}  // namespace mbench

#include "datasets/build_plan.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <set>

#include "core/error.h"
#include "core/sha256.h"
#include "datasets/build_facts.h"
#include "datasets/layout.h"
#include "datasets/sample.h"
#include "synth/composite_build.h"
#include "synth/composite_manifest.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A folder of sources, and requests for builds in its folder `out`.
class BuildPlan : public testing::Test {
 protected:
  void touch(const std::string& file) const { data_.text(file, "x"); }

  /// `count` names a line, with their files if `folder` is not empty.
  void list(const std::string& file, const std::string& pattern, int count,
            const std::string& folder, const std::string& line_end = "\n") const {
    std::string names;
    for (int i = 0; i < count; ++i) {
      const std::string name = fmt::format(fmt::runtime(pattern), i);
      names += name + line_end;
      if (!folder.empty()) touch(folder + "/" + name);
    }
    data_.text(file, names);
  }

  /// Composition-1K's test set with two foregrounds and its backgrounds in `voc`.
  void put_test_set() const {
    list("Test_set/test_fg_names.txt", "f{} (1).png", 2, "Test_set/Adobe-licensed images/fg",
         "\r\n");
    list("Test_set/test_bg_names.txt", "2007_{:06}.jpg", 40, "voc/VOC2012/JPEGImages", "\r\n");
    for (int i = 0; i < 2; ++i) {
      touch(fmt::format("Test_set/Adobe-licensed images/alpha/f{} (1).png", i));
      for (int j = 0; j < 20; ++j) {
        touch(fmt::format("Test_set/Adobe-licensed images/trimaps/f{} (1)_{}.png", i, j));
      }
    }
  }

  BuildRequest request(const std::string& protocol = "dim") const {
    BuildRequest request;
    request.protocol = protocol;
    request.foregrounds = data_.at("Test_set");
    request.backgrounds = data_.at("voc");
    request.out = data_.at("out");
    return request;
  }

  std::string refusal(const BuildRequest& request) const {
    return message_of<Error>([&] { plan_composites(request); });
  }

  /// A path below the test's folder.
  std::string below(const fs::path& path) const {
    return path.lexically_relative(fs::canonical(data_.root())).string();
  }

  TinyDataset data_;
};

TEST_F(BuildPlan, FollowsThePublishedLists) {
  put_test_set();
  const CompositePlan plan = plan_composites(request());
  ASSERT_EQ(plan.composites.size(), 40U);
  EXPECT_EQ(plan.layout, "comp1k");
  EXPECT_FALSE(plan.needs_sample_manifest);
  EXPECT_THAT(plan.notes, ElementsAre());
  const PlannedComposite& one = plan.composites[27];
  EXPECT_EQ(one.name, "f1 (1)_7");
  EXPECT_EQ(below(one.foreground), "Test_set/Adobe-licensed images/fg/f1 (1).png");
  EXPECT_EQ(below(one.alpha), "Test_set/Adobe-licensed images/alpha/f1 (1).png");
  EXPECT_EQ(below(one.background), "voc/VOC2012/JPEGImages/2007_000027.jpg");
  EXPECT_EQ(below(one.trimap), "Test_set/Adobe-licensed images/trimaps/f1 (1)_7.png");
  EXPECT_EQ(one.image_file, "merged/f1 (1)_7.png");
  EXPECT_EQ(one.alpha_file, "alpha_copy/f1 (1)_7.png");
  EXPECT_EQ(one.trimap_file, "trimaps/f1 (1)_7.png");
  ASSERT_EQ(plan.lists.size(), 2U);
  EXPECT_EQ(plan.lists[0].copy, "test_fg_names.txt");
  EXPECT_EQ(plan.lists[1].copy, "test_bg_names.txt");
}

TEST_F(BuildPlan, FindsTheSourcesFromAnyFolderOfTheDistribution) {
  put_test_set();
  const auto pairs = [&](const BuildRequest& request) {
    std::vector<std::string> all;
    for (const PlannedComposite& one : plan_composites(request).composites) {
      all.push_back(below(one.foreground) + " " + below(one.alpha) + " " + below(one.background));
    }
    return all;
  };
  const auto usual = pairs(request());
  BuildRequest above = request();
  above.foregrounds = data_.root();
  EXPECT_EQ(pairs(above), usual);
  BuildRequest within = request();
  within.foregrounds = data_.at("Test_set/Adobe-licensed images");
  EXPECT_EQ(pairs(within), usual) << "the lists lie one folder up";
  BuildRequest deep = request();
  deep.foregrounds = data_.at("Test_set/Adobe-licensed images/fg");
  deep.alphas = data_.at("Test_set/Adobe-licensed images/alpha");
  EXPECT_EQ(pairs(deep), usual) << "the lists lie two folders up";
  deep.backgrounds = data_.at("voc/VOC2012/JPEGImages");
  EXPECT_EQ(pairs(deep), usual);
}

TEST_F(BuildPlan, PutsAPartOfASetIntoTheFolderLayout) {
  put_test_set();
  BuildRequest part = request();
  part.count_per_foreground = 3;
  const CompositePlan plan = plan_composites(part);
  ASSERT_EQ(plan.composites.size(), 6U);
  EXPECT_EQ(plan.layout, "folder");
  EXPECT_TRUE(plan.needs_sample_manifest);
  EXPECT_EQ(plan.composites[3].name, "f1 (1)_0");
  EXPECT_EQ(below(plan.composites[3].background), "voc/VOC2012/JPEGImages/2007_000020.jpg");
  EXPECT_EQ(plan.lists[0].copy, "");
}

TEST_F(BuildPlan, LaysTheTrainingSetOutAsDistributed) {
  list("Training_set/training_fg_names.txt", "f{}.jpg", 1, "");
  list("Training_set/training_bg_names.txt", "COCO_train2014_{:012}.jpg", 100, "");
  touch("Training_set/Other/fg/f0.png");
  touch("Training_set/Other/alpha/f0.png");
  for (int i = 0; i < 100; ++i) touch(fmt::format("coco/{:012}.jpg", i));
  BuildRequest training = request();
  training.split = "train";
  training.foregrounds = data_.root();
  training.backgrounds = data_.at("coco");
  const CompositePlan plan = plan_composites(training);
  ASSERT_EQ(plan.composites.size(), 100U);
  EXPECT_EQ(below(plan.composites[99].background), "coco/000000000099.jpg");
  EXPECT_EQ(plan.composites[99].image_file, "Training_set/merged/f0_99.png");
  EXPECT_EQ(plan.composites[99].alpha_file, "Training_set/alpha/f0.png");
  EXPECT_EQ(plan.lists[0].copy, "Training_set/training_fg_names.txt");
}

TEST_F(BuildPlan, NumbersDistinctionsAsItsScriptDoes) {
  list("Test_ori/fg_test.txt", "test_{}.png", 2, "Test_ori/Fg_images");
  list("Test_ori/bg_test.txt", "2007_{:06}.jpg", 40, "voc", "\r\n");
  for (int i = 0; i < 2; ++i) touch(fmt::format("Test_ori/Alpha_matte/test_{}.png", i));
  BuildRequest distinctions = request("d646");
  distinctions.foregrounds = data_.root();
  const CompositePlan plan = plan_composites(distinctions);
  ASSERT_EQ(plan.composites.size(), 40U);
  EXPECT_EQ(plan.layout, "d646");
  EXPECT_EQ(plan.composites[39].image_file, "merged/test_39.png");
  EXPECT_EQ(plan.composites[39].alpha_file, "alpha_copy/test_39.png");
  EXPECT_EQ(plan.composites[39].trimap_file, "");
}

TEST_F(BuildPlan, FollowsTheListOfPairs) {
  for (const char* file :
       {"Test_set/fire/fg/a.jpg", "Test_set/fire/alpha/a.png", "Test_set/net/fg/a.jpg",
        "Test_set/net/alpha/a.png", "voc/2008_1.jpg", "voc/2008_2.jpg"}) {
    touch(file);
  }
  data_.text("Test_set/SIMD_composition_test_filelist.txt",
             "fire:a.jpg:2008_2.jpg\r\nnet:a.jpg:2008_1.jpg");
  const CompositePlan plan = plan_composites(request("simd"));
  ASSERT_EQ(plan.composites.size(), 2U);
  EXPECT_EQ(plan.layout, "simd");
  EXPECT_EQ(plan.composites[0].name, "a_2008_2");
  EXPECT_EQ(plan.composites[0].image_file, "fire/merged/a_2008_2.png");
  EXPECT_EQ(plan.composites[0].alpha_file, "fire/alpha/a_2008_2.png");
  EXPECT_EQ(plan.composites[0].trimap_file, "fire/trimap/a_2008_2.png");
  EXPECT_EQ(plan.composites[1].category, "net");
  EXPECT_EQ(below(plan.composites[1].background), "voc/2008_1.jpg");
  data_.text("Test_set/SIMD_composition_test_filelist.txt",
             "fire:a.jpg:2008_2.jpg\nfire:b.jpg:2008_1.jpg\nnet:a.jpg:2008_9.jpg\n");
  EXPECT_THAT(
      refusal(request("simd")),
      HasSubstr("line 2: the foreground of fire:b.jpg:2008_1.jpg is not there, nor 1 more"));
  data_.text("Test_set/SIMD_composition_test_filelist.txt",
             "fire:a.jpg:2008_2.jpg\nfire:a.jpg:2008_2.jpg\n");
  EXPECT_THAT(refusal(request("simd")),
              HasSubstr("two composites would be called fire/merged/a_2008_2.png"));
  BuildRequest limited = request("simd");
  limited.count_per_foreground = 2;
  EXPECT_THAT(refusal(limited), HasSubstr("protocol simd takes neither --alpha"));
}

TEST_F(BuildPlan, OfOnesOwnPicturesGoesByTheOrderOfTheirNames) {
  for (const char* file : {"mine/fg/b.jpg", "mine/fg/a.png", "mine/alpha/a.png", "mine/alpha/b.png",
                           "mine/trimap/a.png", "mine/trimap/b_1.png", "mine/trimap/b_0.png",
                           "photos/z/1.jpg", "photos/2.jpg", "photos/3.jpg", "photos/4.jpg"}) {
    touch(file);
  }
  BuildRequest own = request("local");
  own.foregrounds = data_.at("mine");
  own.backgrounds = data_.at("photos");
  own.count_per_foreground = 2;
  const CompositePlan plan = plan_composites(own);
  ASSERT_EQ(plan.composites.size(), 4U);
  EXPECT_EQ(plan.layout, "folder");
  EXPECT_TRUE(plan.needs_sample_manifest);
  EXPECT_TRUE(plan.lists.empty());
  EXPECT_EQ(plan.backgrounds_each, 2);
  const auto line = [&](const PlannedComposite& one) {
    return fmt::format("{}: {} {} {}", one.name, below(one.foreground), below(one.background),
                       below(one.trimap));
  };
  EXPECT_EQ(line(plan.composites[0]), "a_0: mine/fg/a.png photos/2.jpg mine/trimap/a.png");
  EXPECT_EQ(line(plan.composites[1]), "a_1: mine/fg/a.png photos/3.jpg mine/trimap/a.png");
  EXPECT_EQ(line(plan.composites[2]), "b_0: mine/fg/b.jpg photos/4.jpg mine/trimap/b_0.png");
  EXPECT_EQ(line(plan.composites[3]), "b_1: mine/fg/b.jpg photos/z/1.jpg mine/trimap/b_1.png");
  data_.text("order.txt", "B.jpg\na\n");
  own.foreground_list = data_.at("order.txt");
  EXPECT_EQ(plan_composites(own).composites[0].name, "B_0") << "a given list counts";
}

TEST_F(BuildPlan, LeavesTrimapsOutThatAreNotMeantForOnesComposites) {
  for (const char* file : {"fg/a.png", "fg/b.png", "alpha/a.png", "alpha/b.png", "trimaps/a.png",
                           "bg/1.jpg", "bg/2.jpg"}) {
    touch(file);
  }
  BuildRequest own = request("local");
  own.foregrounds = data_.root();
  own.backgrounds = data_.at("bg");
  own.count_per_foreground = 1;
  const CompositePlan plan = plan_composites(own);
  EXPECT_THAT(plan.notes, ElementsAre("the composite b_0 has no trimap of its name; no trimaps are "
                                      "copied"));
  EXPECT_EQ(plan.composites[0].trimap_file, "");
  own.trimaps = data_.at("trimaps");
  EXPECT_THAT(refusal(own), HasSubstr("the composite b_0 has no trimap of its name"))
      << "those that are asked for must be there";
}

TEST_F(BuildPlan, DoesNotTakeItsOwnResultForASource) {
  for (const char* file : {"fg/a.png", "alpha/a.png", "bg/1.jpg", "bg/out/merged/a_0.png"}) {
    touch(file);
  }
  BuildRequest own = request("local");
  own.foregrounds = data_.root();
  own.backgrounds = data_.at("bg");
  own.out = data_.at("bg/out");
  own.count_per_foreground = 2;
  EXPECT_THAT(refusal(own), HasSubstr("but there are 1"));
}

TEST_F(BuildPlan, SaysWhichListIsMissing) {
  put_test_set();
  fs::remove(data_.at("Test_set/test_bg_names.txt"));
  EXPECT_THAT(refusal(request()),
              AllOf(HasSubstr("protocol dim follows lists, and there is no test_bg_names.txt in or "
                              "near"),
                    HasSubstr("--protocol local")));
}

TEST_F(BuildPlan, NamesWhatAListAsksForInVain) {
  put_test_set();
  fs::remove(data_.at("voc/VOC2012/JPEGImages/2007_000003.jpg"));
  fs::remove(data_.at("voc/VOC2012/JPEGImages/2007_000004.jpg"));
  EXPECT_THAT(refusal(request()), HasSubstr("names the background 2007_000003.jpg, which"));
  EXPECT_THAT(refusal(request()), HasSubstr("does not hold, nor 1 more"));
  put_test_set();
  fs::remove(data_.at("Test_set/Adobe-licensed images/alpha/f1 (1).png"));
  EXPECT_THAT(refusal(request()), HasSubstr("fg/f1 (1).png has no alpha of its name"));
  put_test_set();
  fs::remove(data_.at("Test_set/Adobe-licensed images/trimaps/f1 (1)_19.png"));
  EXPECT_THAT(refusal(request()), HasSubstr("the composite f1 (1)_19 has no trimap of its name"));
}

TEST_F(BuildPlan, CountsTheBackgroundsThatAreNeeded) {
  put_test_set();
  list("Test_set/test_bg_names.txt", "2007_{:06}.jpg", 39, "");
  EXPECT_THAT(refusal(request()),
              HasSubstr("protocol dim needs 40 backgrounds for 2 foregrounds, 20 each, but there "
                        "are 39"));
  list("Test_set/test_bg_names.txt", "2007_{:06}.jpg", 41, "voc/VOC2012/JPEGImages");
  EXPECT_THAT(plan_composites(request()).notes,
              ElementsAre(HasSubstr("names 41 backgrounds, of which 40 are used")));
}

TEST_F(BuildPlan, RefusesTwoForegroundsOfOneName) {
  for (const char* file : {"fg/a.png", "fg/a.jpg", "alpha/a.png", "bg/1.jpg", "bg/2.jpg"}) {
    touch(file);
  }
  BuildRequest own = request("local");
  own.foregrounds = data_.root();
  own.backgrounds = data_.at("bg");
  own.count_per_foreground = 1;
  EXPECT_THAT(refusal(own), AllOf(HasSubstr("two foregrounds have one name: "),
                                  HasSubstr("fg/a.jpg and "), HasSubstr("fg/a.png")));
  data_.text("twice.txt", "a.png\na.png\n");
  own.foreground_list = data_.at("twice.txt");
  EXPECT_THAT(refusal(own), HasSubstr("fg/a.png is named twice"));
}

TEST_F(BuildPlan, SaysWhatItLookedForInVain) {
  BuildRequest none = request();
  none.foregrounds = data_.at("nowhere");
  none.backgrounds = data_.root();
  EXPECT_THAT(refusal(none), HasSubstr("nowhere is not a folder"));
  data_.text("empty/readme.txt", "nothing");
  none.foregrounds = data_.at("empty");
  EXPECT_THAT(refusal(none), AllOf(HasSubstr("empty holds no foregrounds"), HasSubstr("Other/fg")));
  touch("empty/a.png");
  EXPECT_THAT(refusal(none),
              AllOf(HasSubstr("there are no alphas for the foregrounds of"), HasSubstr("--alpha")));
}

/// Builds from a layout's fixture in the folder `made`.
class FixtureBuild : public BuildPlan {
 protected:
  void put_fixture(const std::string& layout, int samples) const {
    FixtureWriter writer(data_.at(layout), samples);
    find_layout(layout).write_fixture(writer);
  }
  CompositePlan build(const std::string& protocol) const {
    BuildRequest wanted = request(protocol);
    wanted.foregrounds = data_.at("comp1k");
    const CompositePlan plan = plan_composites(wanted);
    Progress unheard;
    build_composites(plan, {data_.at("out"), PngEffort::fast, 2}, unheard);
    return plan;
  }
  DatasetContents read_back(const CompositePlan& plan) const {
    return find_layout(plan.layout).contents(FileTree(data_.at("out")), {});
  }
};

TEST_F(FixtureBuild, IsReadBackByTheLayoutOfItsDataSet) {
  put_fixture("comp1k", 2);
  put_fixture("voc", 40);
  const CompositePlan plan = build("dim");
  const DatasetContents contents = read_back(plan);
  EXPECT_THAT(contents.problems, ElementsAre());
  ASSERT_EQ(contents.samples.size(), 40U);
  EXPECT_EQ(contents.trimap_source, "trimap");
  std::set<std::string> foregrounds;
  for (std::size_t i = 0; i < 40; ++i) {
    EXPECT_EQ(contents.samples[i].name, plan.composites[i].name);
    EXPECT_EQ(contents.samples[i].background, plan.composites[i].background.stem().string());
    foregrounds.insert(contents.samples[i].foreground);
  }
  EXPECT_EQ(foregrounds.size(), 2U);
  EXPECT_EQ(recognise_layout(FileTree(data_.at("out"))).name, "comp1k");
}

TEST_F(FixtureBuild, EqualsTheCompositesThatAreMadeWhenTheyAreLoaded) {
  put_fixture("comp1k", 2);
  put_fixture("voc", 40);
  fs::remove_all(data_.at("comp1k/Combined_Dataset/Test_set/merged"));
  const DatasetContents to_make = find_layout("comp1k").contents(FileTree(data_.at("comp1k")), {});
  for (const char* protocol : {"dim", "paddle", "huochaitiantang"}) {
    fs::remove_all(data_.at("out"));
    build(protocol);
    const CompositeManifest manifest =
        read_composite_manifest(data_.at("out") / kCompositeManifest);
    ASSERT_EQ(manifest.rows.size(), 40U);
    std::size_t compared = 0;
    for (const FoundSample& found : to_make.samples) {
      if (found.split != "test") continue;
      const CompositeRow& row = manifest.rows[compared++];
      ASSERT_EQ(found.name, row.name);
      Sample sample = sample_of(data_.at("comp1k"), found);
      auto& parts = std::get<ImageComposite>(sample.image);
      parts.background = row.background.file;
      parts.protocol = protocol;
      const LoadedSample loaded = load(sample);
      EXPECT_EQ(sha256_of_pixels(loaded.image.pixels()), row.sha256) << protocol << found.name;
      EXPECT_EQ(sha256_of_pixels(loaded.alpha->pixels()), row.alpha_sha256);
      EXPECT_EQ(sha256_of_pixels(loaded.trimap.pixels()), row.trimap_sha256);
    }
    EXPECT_EQ(compared, 40U);
  }
}

TEST_F(FixtureBuild, OfSimdEqualsTheCompositesThatAreMadeWhenTheyAreLoaded) {
  const FixturePicture picture = FixtureWriter::picture(1, {90, 60});
  FixtureWriter writer(data_.at("comp1k"), 1);
  writer.image("fire/fg/flame.jpg", picture.foreground);
  writer.alpha("fire/alpha/flame.png", picture.alpha);
  writer.text("SIMD_composition_test_filelist.txt", "fire:flame.jpg:2007_000001.jpg\n");
  put_fixture("voc", 2);
  const CompositePlan plan = build("simd");
  const DatasetContents contents = read_back(plan);
  EXPECT_THAT(contents.problems, ElementsAre());
  ASSERT_EQ(contents.samples.size(), 1U);
  const LoadedSample built = load(sample_of(data_.at("out"), contents.samples[0]));
  DatasetContents to_make = find_layout("simd").contents(FileTree(data_.at("comp1k")), {});
  ASSERT_EQ(to_make.samples.size(), 1U);
  Sample sample = sample_of(data_.at("comp1k"), to_make.samples[0]);
  std::get<ImageComposite>(sample.image).background = plan.composites[0].background;
  const LoadedSample loaded = load(sample);
  EXPECT_EQ(loaded.image.size(), cv::Size(1200, 800));
  EXPECT_EQ(sha256_of_pixels(loaded.image.pixels()), sha256_of_pixels(built.image.pixels()));
  EXPECT_EQ(sha256_of_pixels(loaded.alpha->pixels()), sha256_of_pixels(built.alpha->pixels()));
  EXPECT_EQ(sha256_of_pixels(loaded.trimap.pixels()), sha256_of_pixels(built.trimap.pixels()));
}

TEST_F(FixtureBuild, OfAPartIsReadBackByTheFolderLayout) {
  put_fixture("comp1k", 2);
  put_fixture("voc", 40);
  BuildRequest part = request();
  part.foregrounds = data_.at("comp1k");
  part.count_per_foreground = 2;
  const CompositePlan plan = plan_composites(part);
  Progress unheard;
  build_composites(plan, {data_.at("out"), PngEffort::normal, 1}, unheard);
  const DatasetContents contents = read_back(plan);
  ASSERT_EQ(contents.samples.size(), 4U);
  EXPECT_EQ(contents.samples[3].foreground, plan.composites[3].foreground.stem().string());
  EXPECT_EQ(contents.samples[3].background, "2007_000021");
  EXPECT_EQ(contents.samples[3].trimap, plan.composites[3].trimap_file);
}

TEST_F(FixtureBuild, TellsByWhichProtocolItWasMade) {
  put_fixture("comp1k", 1);
  put_fixture("voc", 20);
  build("huochaitiantang");
  const FileTree tree(data_.at("out"));
  EXPECT_EQ(other_protocol_of_build(tree, "huochaitiantang"), "");
  EXPECT_EQ(other_protocol_of_build(tree, ""), "");
  EXPECT_EQ(other_protocol_of_build(tree, "dim"),
            "its composites were made by protocol huochaitiantang/1, the published ones by dim/1");
  EXPECT_EQ(other_protocol_of_build(FileTree(data_.at("comp1k")), "dim"), "");
}

}  // namespace
}  // namespace mbench

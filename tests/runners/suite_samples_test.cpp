// Suites take their samples from synthetic data sets, indexed as real ones would be.

#include "runners/suite_samples.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "datasets/build_plan.h"
#include "datasets/layout.h"
#include "store/sample_store.h"
#include "synth/composite.h"
#include "synth/composite_build.h"
#include "synth/composite_manifest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>

namespace mbench {
namespace {

class SuiteSamplesTest : public testing::Test {
 protected:
  void index(const std::string& layout, const std::string& name) {
    DatasetRecord dataset;
    dataset.name = name;
    dataset.layout = layout;
    dataset.root = fs::canonical(path(name)).string();
    SampleStore(database_).replace(dataset, {}, std::vector<SampleRecord>{});
  }
  void put_fixture(const std::string& layout, int samples, const std::string& name) {
    const Layout& found = find_layout(layout);
    FixtureWriter writer(path(name), samples);
    found.write_fixture(writer);
    write_file_atomically(path(name) / kFixtureMarker,
                          fmt::format(R"({{"layout": "{}", "samples": {{}}}})", layout));
    index(layout, name);
  }
  void put_fixture(const std::string& layout, int samples = 3) {
    put_fixture(layout, samples, layout);
  }
  /// As it is distributed: without composites.
  void put_composition1k() {
    put_fixture("comp1k", 1);
    fs::remove_all(path("comp1k/Combined_Dataset/Test_set/merged"));
  }

  SuiteSamples samples(const std::string& suite) {
    return suite_samples(find_suite(suite), database_);
  }
  /// Message and hint of the DataError.
  std::string refusal(const std::string& suite) {
    try {
      samples(suite);
    } catch (const DataError& error) {
      return std::string(error.what()) + "\n" + error.hint();
    }
    return "there was none";
  }
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  TemporaryFolder folder_;
  Database database_{folder_.path() / "runs.db", Database::Open::create};
};

void expect_parts(const std::string& text, const std::vector<std::string>& parts) {
  for (const std::string& part : parts) {
    EXPECT_NE(text.find(part), std::string::npos) << "'" << part << "' is not in:\n" << text;
  }
}

bool are_equal(const cv::Mat& a, const cv::Mat& b) {
  return a.size() == b.size() && cv::norm(a, b, cv::NORM_INF) == 0.0;
}

TEST_F(SuiteSamplesTest, GivesASuiteThatComesWithMbenchItsOwn) {
  const SuiteSamples demo = samples("demo");
  EXPECT_EQ(demo.name, "demo");
  EXPECT_EQ(demo.why_local, "");
  EXPECT_EQ(demo.samples.size(), 21U);
}

TEST_F(SuiteSamplesTest, ComposesForegroundsWithTheBackgroundsOfTheList) {
  put_composition1k();
  put_fixture("voc", 20);
  const SuiteSamples made = samples("comp1k");
  ASSERT_EQ(made.samples.size(), 20U);
  const fs::path backgrounds = path("voc/VOCdevkit/VOC2012/JPEGImages");
  for (std::size_t i = 0; i < made.samples.size(); ++i) {
    const auto* const parts = std::get_if<ImageComposite>(&made.samples[i].image);
    ASSERT_NE(parts, nullptr);
    EXPECT_EQ(parts->background, fs::canonical(backgrounds) / fmt::format("2007_{:06}.jpg", i));
    EXPECT_EQ(made.samples[i].background, fmt::format("2007_{:06}", i));
    EXPECT_EQ(made.samples[i].foreground, made.samples[0].foreground);
    EXPECT_EQ(made.samples[i].split, "test");
  }
  const auto& parts = std::get<ImageComposite>(made.samples[13].image);
  EXPECT_TRUE(are_equal(load(made.samples[13]).image.pixels(),
                        composite_dim(read_image(parts.foreground).picture,
                                      read_alpha(*made.samples[13].alpha).picture,
                                      read_image(parts.background).picture)
                            .pixels()));
}

TEST_F(SuiteSamplesTest, ComposesByTheSuitesProtocol) {
  put_composition1k();
  put_fixture("voc", 20);
  for (const Sample& sample : samples("comp1k").samples) {
    EXPECT_EQ(std::get<ImageComposite>(sample.image).protocol, "dim");
  }
  EXPECT_EQ(find_suite("d646").protocol, "d646");
  EXPECT_EQ(find_suite("simd").protocol, "simd");
}

TEST_F(SuiteSamplesTest, MakesTheSamePixelsAsABuild) {
  put_composition1k();
  put_fixture("voc", 20);
  const SuiteSamples made = samples("comp1k");
  BuildRequest request;
  request.foregrounds = path("comp1k");
  request.backgrounds = path("voc");
  request.out = path("built");
  Progress unheard;
  build_composites(plan_composites(request), {request.out, PngEffort::fast, 2}, unheard);
  const CompositeManifest manifest = read_composite_manifest(request.out / kCompositeManifest);
  ASSERT_EQ(manifest.rows.size(), made.samples.size());
  for (std::size_t i = 0; i < made.samples.size(); ++i) {
    const LoadedSample loaded = load(made.samples[i]);
    EXPECT_EQ(made.samples[i].name, manifest.rows[i].name);
    EXPECT_EQ(sha256_of_pixels(loaded.image.pixels()), manifest.rows[i].sha256);
    EXPECT_EQ(sha256_of_pixels(loaded.alpha->pixels()), manifest.rows[i].alpha_sha256);
    EXPECT_EQ(sha256_of_pixels(loaded.trimap.pixels()), manifest.rows[i].trimap_sha256);
  }
}

TEST_F(SuiteSamplesTest, CallsABuildByAnotherProtocolLocal) {
  put_composition1k();
  put_fixture("voc", 20);
  BuildRequest request;
  request.protocol = "huochaitiantang";
  request.foregrounds = path("comp1k");
  request.backgrounds = path("voc");
  request.out = path("wrong");
  Progress unheard;
  build_composites(plan_composites(request), {request.out, PngEffort::fast, 2}, unheard);
  fs::remove_all(path("comp1k"));
  fs::rename(path("wrong"), path("comp1k"));
  index("comp1k", "comp1k");
  EXPECT_EQ(samples("comp1k").name, "comp1k/local");
  EXPECT_EQ(samples("comp1k").why_local,
            "its composites were made by protocol huochaitiantang/1, the published ones by dim/1");
}

TEST_F(SuiteSamplesTest, TakesCompositesThatWereMadeWithoutBackgrounds) {
  put_fixture("comp1k", 1);
  const SuiteSamples made = samples("comp1k");
  ASSERT_EQ(made.samples.size(), 20U);
  EXPECT_TRUE(std::holds_alternative<ImageFile>(made.samples[0].image));
}

TEST_F(SuiteSamplesTest, SaysWhichBackgroundsToObtain) {
  put_composition1k();
  expect_parts(
      refusal("comp1k"),
      {"suite comp1k needs PASCAL VOC, which is not indexed", "obtain it: host.robots.ox.ac.uk",
       "licence: photographs from Flickr", "then: mbench data index DIR --layout voc"});
}

TEST_F(SuiteSamplesTest, NamesABackgroundThatIsMissing) {
  put_composition1k();
  put_fixture("voc", 20);
  fs::remove(path("voc/VOCdevkit/VOC2012/JPEGImages/2007_000007.jpg"));
  expect_parts(refusal("comp1k"), {"needs the background 2007_000007", path("voc").string()});
}

TEST_F(SuiteSamplesTest, SaysWhichDataSetToObtain) {
  expect_parts(refusal("aim500"),
               {"suite aim500 needs AIM-500, which is not indexed", "obtain it: Google Drive",
                "licence: ", "then: mbench data index DIR --layout aim500"});
}

TEST_F(SuiteSamplesTest, GivesTwoSuitesOfOneFolderTheirOwnTrimaps) {
  put_fixture("aim500");
  const SuiteSamples plain = samples("aim500");
  const SuiteSamples usr = samples("aim500-usr");
  ASSERT_EQ(plain.samples.size(), 3U);
  ASSERT_EQ(usr.samples.size(), 3U);
  const auto trimap = [](const Sample& sample) {
    return std::get<TrimapFile>(sample.trimap).trimap.parent_path().filename().string();
  };
  EXPECT_EQ(trimap(plain.samples[1]), "trimap");
  EXPECT_EQ(trimap(usr.samples[1]), "usr");
  // The first is salient and opaque, where both are one; the second is transparent.
  EXPECT_TRUE(
      are_equal(load(plain.samples[0]).trimap.pixels(), load(usr.samples[0]).trimap.pixels()));
  EXPECT_FALSE(
      are_equal(load(plain.samples[1]).trimap.pixels(), load(usr.samples[1]).trimap.pixels()));
}

TEST_F(SuiteSamplesTest, CallsWhatIsNotThePublishedSetLocal) {
  put_fixture("am2k", 1);
  for (int i = 1; i < 200; ++i) {  // nothing decodes them
    for (const char* file : {"original/m_{:08x}.jpg", "mask/m_{:08x}.png", "trimap/m_{:08x}.png"}) {
      std::ofstream(path("am2k/validation").string() + "/" + fmt::format(fmt::runtime(file), i));
    }
  }
  EXPECT_EQ(samples("am2k").name, "am2k/local");
  expect_parts(samples("am2k").why_local, {"synthetic fixture"});
  fs::remove(path("am2k") / kFixtureMarker);
  EXPECT_EQ(samples("am2k").samples.size(), 200U) << "as many as published";
  EXPECT_EQ(samples("am2k").name, "am2k");
  EXPECT_EQ(samples("am2k").why_local, "");
  const Sample last = samples("am2k").samples.back();
  fs::remove(std::get<ImageFile>(last.image).image);
  EXPECT_EQ(samples("am2k").name, "am2k/local");
  EXPECT_EQ(samples("am2k").why_local, "the indexed folder has 199 samples, the published set 200");
}

TEST_F(SuiteSamplesTest, MakesTrimapsByTheSuitesRecipeWhereNoneAreShipped) {
  put_fixture("d646");
  const SuiteSamples made = samples("d646");
  ASSERT_EQ(made.samples.size(), 3U);
  for (const Sample& sample : made.samples) {
    EXPECT_EQ(std::get<TrimapMade>(sample.trimap).recipe, "ellipse:25");
  }
  EXPECT_EQ(made.name, "d646/local");
  EXPECT_EQ(made.why_local, find_suite("d646").local);
}

TEST_F(SuiteSamplesTest, MakesTrimapsByTheLayoutsRecipeWhereItHasOne) {
  const cv::Size size(24, 16);
  const FixturePicture picture = FixtureWriter::picture(1, size);
  FixtureWriter writer(path("simd"), 1);
  writer.image("fire/fg/flame.jpg", picture.foreground);
  writer.alpha("fire/alpha/flame.png", picture.alpha);
  writer.text("SIMD_composition_test_filelist.txt", "fire:flame.jpg:2007_000001.jpg\n");
  index("simd", "simd");
  put_fixture("voc", 2);
  const SuiteSamples made = samples("simd");
  ASSERT_EQ(made.samples.size(), 1U);
  EXPECT_EQ(std::get<TrimapMade>(made.samples[0].trimap).recipe, "ellipse:3:5");
  EXPECT_EQ(std::get<ImageComposite>(made.samples[0].image).background.filename(),
            "2007_000001.jpg");
  // Its protocol brings small foregrounds to 800 pixels.
  EXPECT_EQ(load(made.samples[0]).trimap.size(), cv::Size(1200, 800));
}

TEST_F(SuiteSamplesTest, NamesASampleWithoutTheSuitesTrimap) {
  put_fixture("aim500");
  fs::remove(path("aim500/trimap/o_00002af9.png"));
  expect_parts(refusal("aim500"), {"sample o_00002af9", "has no trimap of 'trimap'"});
  EXPECT_EQ(samples("aim500-usr").samples.size(), 3U);
  fs::remove_all(path("aim500/usr"));
  expect_parts(refusal("aim500-usr"), {"suite aim500-usr", "the trimaps 'usr'", "AIM-500"});
}

TEST_F(SuiteSamplesTest, TakesTheDataSetWithTheLayoutsNameAndRefusesToGuess) {
  put_fixture("aim500", 2, "mine");
  EXPECT_EQ(samples("aim500").samples.size(), 2U) << "the only one, whatever its name";
  put_fixture("aim500", 3, "theirs");
  expect_parts(refusal("aim500"), {"2 data sets of layout aim500 are indexed",
                                   path("mine").string(), "--layout aim500 --name aim500"});
  EXPECT_THROW(suite_root(find_suite("aim500"), database_), DataError);
  put_fixture("aim500", 4);
  EXPECT_EQ(samples("aim500").samples.size(), 4U);
  EXPECT_EQ(suite_root(find_suite("aim500"), database_), fs::canonical(path("aim500")));
}

TEST_F(SuiteSamplesTest, SaysWhenAFolderHoldsNothingOfTheSuite) {
  put_fixture("am2k");
  fs::remove_all(path("am2k/validation"));
  expect_parts(refusal("am2k"), {"holds no sample of its splits validation"});
}

TEST_F(SuiteSamplesTest, SaysWhenTheFolderIsGone) {
  put_fixture("am2k");
  fs::remove_all(path("am2k"));
  expect_parts(refusal("am2k"), {path("am2k").string(), "is not a folder"});
}

}  // namespace
}  // namespace mbench

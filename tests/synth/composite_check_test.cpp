#include "synth/composite_check.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "tests/support/builders.h"
#include "tests/synth/build_scene.h"

namespace mbench {
namespace {

class CompositeCheck : public BuildScene {
 protected:
  /// "KIND FILE" of each finding.
  std::vector<std::string> found(bool remake = false, int threads = 2) const {
    Progress unheard;
    std::vector<std::string> lines;
    for (const CompositeFinding& one :
         check_composites(out() / kCompositeManifest, remake, threads, unheard)) {
      const std::string folder = out().parent_path().string() + "/";
      const bool is_source = one.file.starts_with(folder);
      lines.push_back(to_text(one.kind) + " " +
                      (is_source ? one.file.substr(folder.size()) : one.file));
      EXPECT_FALSE(one.message.empty());
      EXPECT_FALSE(one.remedy.empty());
    }
    return lines;
  }
};

using Lines = std::vector<std::string>;

TEST_F(CompositeCheck, FindsNothingInAWholeBuild) {
  build();
  EXPECT_EQ(found(), Lines{});
  EXPECT_EQ(found(true), Lines{});
}

TEST_F(CompositeCheck, TellsWhatIsWrongInTheOrderOfTheManifest) {
  build();
  fs::remove(out() / "merged/f0_1.png");
  halve(out() / "merged/f1_0.png");
  write_image(out() / "merged/f0_0.png", noise_image(40, 30, 99));
  fs::remove(out() / "alpha_copy/f2_2.png");
  write_trimap(out() / "trimaps/f2_0.png", noise_trimap(54, 40, 98));
  write_file_atomically(out() / "merged/z.png", "mine");
  write_file_atomically(out() / "notes.txt", "mine");
  write_file_atomically(out() / "test_fg_names.txt", "other.png\n");
  const Lines expected{"differs merged/f0_0.png",     "missing merged/f0_1.png",
                       "damaged merged/f1_0.png",     "differs trimaps/f2_0.png",
                       "missing alpha_copy/f2_2.png", "differs test_fg_names.txt",
                       "extra merged/z.png",          "extra notes.txt"};
  EXPECT_EQ(found(), expected);
  EXPECT_EQ(found(false, 1), expected);
  EXPECT_EQ(found(false, 7), expected);
}

TEST_F(CompositeCheck, SeesAChangeOfASinglePixel) {
  build();
  cv::Mat pixels = read_image(out() / "merged/f1_1.png").picture.pixels().clone();
  pixels.at<cv::Vec3b>(3, 4)[1] ^= 1;
  write_image(out() / "merged/f1_1.png", Image(pixels));
  EXPECT_EQ(found(), Lines{"differs merged/f1_1.png"});
}

TEST_F(CompositeCheck, DoesNotCareHowAFileIsCompressed) {
  build();
  const Image image = read_image(out() / "merged/f1_1.png").picture;
  const auto bytes = png_bytes(image.pixels(), PngEffort::fast);
  write_file_atomically(out() / "merged/f1_1.png", bytes.data(), bytes.size());
  EXPECT_EQ(found(), Lines{});
}

TEST_F(CompositeCheck, TellsOfCompositesThatWereNeverMade) {
  build();
  CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  manifest.rows.pop_back();
  write_file_atomically(out() / kCompositeManifest, composite_manifest_text(manifest) + "{\"nam");
  EXPECT_EQ(found(), (Lines{"damaged composites.jsonl", "missing composites.jsonl",
                            "extra alpha_copy/f2_2.png", "extra merged/f2_2.png",
                            "extra trimaps/f2_2.png"}));
}

TEST_F(CompositeCheck, ComparesTheSourcesOnlyWhenItMakesAnew) {
  build();
  fs::remove(path("bg/b0.png"));
  write_image(path("fg/f2.png"), noise_image(54, 40, 97));
  EXPECT_EQ(found(), Lines{});
  EXPECT_EQ(found(true), (Lines{"missing bg/b0.png", "differs fg/f2.png", "differs fg/f2.png",
                                "differs fg/f2.png"}));
}

TEST_F(CompositeCheck, SeesPixelsThatTheSourcesDoNotGive) {
  build();
  // A manifest that was made to fit a changed file.
  cv::Mat pixels = read_image(out() / "merged/f1_1.png").picture.pixels().clone();
  pixels.at<cv::Vec3b>(0, 0)[0] ^= 1;
  write_image(out() / "merged/f1_1.png", Image(pixels));
  CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  manifest.rows[4].sha256 = sha256_of_pixels(pixels);
  write_file_atomically(out() / kCompositeManifest, composite_manifest_text(manifest));
  EXPECT_EQ(found(), Lines{});
  EXPECT_EQ(found(true), Lines{"differs merged/f1_1.png"});
}

TEST_F(CompositeCheck, DoesNotMakeAnewByAnotherVersion) {
  build();
  CompositeManifest manifest = read_composite_manifest(out() / kCompositeManifest);
  manifest.header.version = 7;
  write_file_atomically(out() / kCompositeManifest, composite_manifest_text(manifest));
  EXPECT_EQ(found(), Lines{});
  try {
    found(true);
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what())
                  .find("was built by version 7 of protocol dim, and this is "
                        "1"),
              std::string::npos)
        << error.what();
  }
}

TEST_F(CompositeCheck, SaysWhenThereIsNoManifest) {
  try {
    found();
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("there is no "), std::string::npos);
  }
}

}  // namespace
}  // namespace mbench

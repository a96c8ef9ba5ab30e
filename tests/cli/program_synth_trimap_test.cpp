// Trimaps by recipes from outside.

#include "tests/cli/data_program.h"

#include "core/image_io.h"
#include "synth/trimap_from_alpha.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>

#include <map>

namespace mbench {
namespace {

/// With an alpha owl.png, and a folder of three.
class ProgramSynthTrimap : public DataProgram {
 protected:
  ProgramSynthTrimap() {
    write_alpha(path("owl.png"), disc_alpha(120, 90));
    write_alpha(path("alpha/one.png"), disc_alpha(80, 60));
    write_alpha(path("alpha/deep/two.png"), disc_alpha(60, 80));
    write_alpha(path("alpha/deep/three.tif"), to_float(disc_alpha(70, 70)));
  }

  bool is(const std::string& file, const std::string& alpha, const std::string& recipe,
          const std::string& name) const {
    const Trimap expected =
        trimap_from_alpha(read_alpha(path(alpha)).picture, parse_trimap_recipe(recipe), name);
    const cv::Mat made = read_strict_trimap(path(file)).pixels();
    return made.size() == expected.size() && cv::norm(made, expected.pixels(), cv::NORM_INF) == 0;
  }
};

TEST_F(ProgramSynthTrimap, WritesWhatTheLibraryMakes) {
  const ProgramResult result =
      run("mbench synth trimap --recipe simd --alpha owl.png --output t.png");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(says(result.err, {"ellipse:3:5: 1 written, 0 kept"}));
  EXPECT_TRUE(is("t.png", "owl.png", "ellipse:3:5", ""));
  output_of("mbench synth trimap --recipe gca:7 --alpha owl.png --output drawn.png");
  EXPECT_TRUE(is("drawn.png", "owl.png", "gca:7", "owl"));
  output_of("mbench synth trimap --recipe gca:7 --alpha owl.png --output drawn.png --name test/x");
  EXPECT_TRUE(is("drawn.png", "owl.png", "gca:7", "test/x"));
}

TEST_F(ProgramSynthTrimap, TakesFoldersAndResumes) {
  const std::string line =
      "mbench synth trimap --recipe gca:7 --alphas alpha --out out --threads 2";
  EXPECT_TRUE(says(run(line).err, {"3 written, 0 kept"}));
  EXPECT_TRUE(is("out/one.png", "alpha/one.png", "gca:7", "one"));
  EXPECT_TRUE(is("out/deep/two.png", "alpha/deep/two.png", "gca:7", "deep/two"));
  EXPECT_TRUE(is("out/deep/three.png", "alpha/deep/three.tif", "gca:7", "deep/three"));
  EXPECT_EQ(read_text(path("out/trimap-recipe.txt")), "gca:7\n");
  fs::remove(path("out/deep/two.png"));
  fs::last_write_time(path("out/one.png"), 1'000'000'000);
  EXPECT_TRUE(says(run(line + " --resume").err, {"2 written, 1 kept"}))
      << "one is missing, one is older than its alpha";
  EXPECT_TRUE(is("out/deep/two.png", "alpha/deep/two.png", "gca:7", "deep/two"));
}

TEST_F(ProgramSynthTrimap, AFolderHoldsTheTrimapsOfOneRecipe) {
  output_of("mbench synth trimap --recipe gca:7 --alphas alpha --out out");
  const std::string other =
      complaint_of("mbench synth trimap --recipe gca:8 --alphas alpha --out out", 4);
  EXPECT_TRUE(says(other, {"out holds trimaps by the recipe gca:7, not gca:8"}));
  EXPECT_TRUE(is("out/one.png", "alpha/one.png", "gca:7", "one"));
  write_trimap(path("mine/one.png"), flat_trimap(80, 60, 128));
  const std::string unknown =
      complaint_of("mbench synth trimap --recipe gca:7 --alphas alpha --out mine", 4);
  EXPECT_TRUE(says(unknown, {"one.png is there already", "name another folder"}));
  EXPECT_EQ(read_strict_trimap(path("mine/one.png")).unknown_pixels(), 80 * 60);
}

TEST_F(ProgramSynthTrimap, GoesOnBehindAnAlphaThatCannotBeRead) {
  halve("alpha/one.png");
  const std::string complaint =
      complaint_of("mbench synth trimap --recipe paddle --alphas alpha --out out", 4);
  EXPECT_TRUE(says(complaint, {"one.png", "2 written", "1 of 3 trimaps could not"}));
  EXPECT_FALSE(fs::exists(path("out/one.png")));
}

TEST_F(ProgramSynthTrimap, WarnsOfAnAlphaThatLeavesNothingUnknown) {
  write_alpha(path("flat.png"), flat_bytes(9, 9, 255));
  const ProgramResult result =
      run("mbench synth trimap --recipe paddle --alpha flat.png --output t.png");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(says(result.err, {"flat.png: nothing is unknown in its trimap"}));
}

TEST_F(ProgramSynthTrimap, WritesOverNothingThatItReads) {
  const std::string make = "mbench synth trimap --recipe paddle ";
  EXPECT_TRUE(says(complaint_of(make + "--alpha owl.png --output ./owl.png", 2), {"over itself"}));
  EXPECT_TRUE(says(complaint_of(make + "--alphas alpha --out alpha/t", 2), {"which is read"}));
  EXPECT_TRUE(says(complaint_of(make + "--alphas alpha --out alpha", 2), {"which is read"}));
  fs::copy_file(path("owl.png"), path("alpha/one.jpg"));
  EXPECT_TRUE(says(complaint_of(make + "--alphas alpha --out out", 4),
                   {"one.jpg", "one.png", "would have one trimap"}));
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(ProgramSynthTrimap, RefusesWhatMakesNoSense) {
  const std::map<std::string, std::string> complaints{
      {"--alpha owl.png --output t.png", "--recipe is missing"},
      {"--recipe gca --alpha owl.png --output t.png", "'gca' is no trimap recipe"},
      {"--recipe disc:3 --alpha owl.png --output t.png", "there is no trimap recipe 'disc:3'"},
      {"--recipe ellipse:512 --alpha owl.png --output t.png", "outside 1 to 511"},
      {"--recipe paddle", "there is nothing to make a trimap from"},
      {"--recipe paddle --alpha owl.png", "--alpha and --output go together"},
      {"--recipe paddle --out out", "--alphas and --out go together"},
      {"--recipe paddle --alpha owl.png --output t.jpg", "does not end in .png"},
      {"--recipe paddle --alpha alpha --output t.png", "alpha is a folder"},
      {"--recipe paddle --alpha owl.png --output t.png --alphas alpha --out out",
       "exclude each other"},
      {"--recipe paddle --alphas alpha --out out --name x", "--name is of one alpha"},
  };
  for (const auto& [options, reason] : complaints) {
    EXPECT_TRUE(says(complaint_of("mbench synth trimap " + options, 2), {reason})) << options;
  }
  complaint_of("mbench synth trimap --recipe paddle --alpha none.png --output t.png", 4);
  complaint_of("mbench synth trimap --recipe paddle --alphas none --out out", 4);
  fs::create_directory(path("empty"));
  EXPECT_TRUE(says(complaint_of("mbench synth trimap --recipe paddle --alphas empty --out out", 4),
                   {"holds no pictures"}));
  EXPECT_FALSE(fs::exists(path("t.png")) || fs::exists(path("out")));
}

TEST_F(ProgramSynthTrimap, ListsTheRecipes) {
  const nlohmann::json listed = json_of("mbench synth trimap --list -o json");
  ASSERT_EQ(listed.size(), trimap_forms().size());
  for (const auto& row : listed) {
    if (row["recipe"] == "simd") {
      EXPECT_EQ(row["stands_for"], "ellipse:3:5");
      EXPECT_EQ(row["sizes"], "fixed");
      EXPECT_EQ(row["fractions"], "all unknown");
    }
    if (row["recipe"] == "background-matting-v2") {
      EXPECT_EQ(row["fractions"], "not promised");
    }
  }
}

TEST_F(ProgramSynthTrimap, ARunMakesTheSameTrimapsUnderANameOfTheirOwn) {
  index_fixture("am2k", "", 3);
  const ProgramResult result =
      run("mbench run --suite am2k --model trimap --threads 1 --trimap vitmatte:3");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(says(result.out, {"am2k/local/trimap=matteformer:3"}));
  const std::string report = output_of("mbench report --format md");
  EXPECT_TRUE(says(report, {"am2k/local/trimap=matteformer:3"}));
  const std::string page = output_of("mbench report --format html");
  EXPECT_TRUE(says(page, {"its trimaps made by matteformer:3, so not to be compared with papers"}));
  EXPECT_TRUE(says(complaint_of("mbench run --suite am2k --trimap gca", 2), {"gca:0"}));
}

}  // namespace
}  // namespace mbench

// Degraded pictures and suites from outside.

#include "tests/cli/data_program.h"

#include "core/image_io.h"
#include "synth/degrade.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>

#include <map>

namespace mbench {
namespace {

/// With a photograph cat.png and its trimap, and a folder of three photographs.
class ProgramDegrade : public DataProgram {
 protected:
  ProgramDegrade() {
    write_image(path("cat.png"), noise_image(64, 48, 1));
    write_trimap(path("cat-trimap.png"), noise_trimap(64, 48, 2));
    write_image(path("photos/one.png"), noise_image(30, 20, 3));
    write_image(path("photos/deep/two.png"), noise_image(20, 30, 4));
    write_image(path("photos/deep/three.png"), noise_image(25, 25, 5));
  }

  bool is(const std::string& file, const std::string& from, const std::string& degradation,
          const std::string& name) const {
    const Image expected =
        degraded(read_image(path(from)).picture, parse_degradation(degradation), name);
    const cv::Mat made = read_image(path(file)).picture.pixels();
    return made.size() == expected.size() && cv::norm(made, expected.pixels(), cv::NORM_INF) == 0;
  }

  /// Mean SAD and rows of every suite in the store, by the suite's name.
  std::map<std::string, double> sads() const {
    std::map<std::string, double> sads;
    const nlohmann::json report = json_of("mbench report --format json");
    for (const auto& row : report["rows"]) {
      sads[row["suite"]] = row["metrics"]["sad"];
    }
    return sads;
  }
};

TEST_F(ProgramDegrade, WritesWhatTheLibraryMakes) {
  const ProgramResult result =
      run("mbench synth degrade --degrade noise:10+jpeg:30 --image cat.png --output worse.png");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_TRUE(says(result.err, {"noise:10+jpeg:30: 1 written, 0 kept"}));
  EXPECT_TRUE(is("worse.png", "cat.png", "noise:10+jpeg:30", "cat"));
  output_of(
      "mbench synth degrade --degrade noise:10 --image cat.png --name test/x --output named.png");
  EXPECT_TRUE(is("named.png", "cat.png", "noise:10", "test/x"));
}

TEST_F(ProgramDegrade, TakesImageAndTrimapTogether) {
  output_of(
      "mbench synth degrade --degrade trimap-dilate:2+blur:1 --image cat.png --output a.png "
      "--trimap cat-trimap.png --trimap-output b.png");
  EXPECT_TRUE(is("a.png", "cat.png", "blur:1", "cat"));
  const Trimap expected =
      degraded(read_strict_trimap(path("cat-trimap.png")), parse_degradation("trimap-dilate:2"));
  EXPECT_EQ(cv::norm(read_strict_trimap(path("b.png")).pixels(), expected.pixels(), cv::NORM_INF),
            0);
}

TEST_F(ProgramDegrade, TakesFoldersAndResumes) {
  const std::string line = "mbench synth degrade --degrade noise:9 --image photos --output out";
  EXPECT_TRUE(says(run(line).err, {"3 written, 0 kept"}));
  EXPECT_TRUE(is("out/one.png", "photos/one.png", "noise:9", "one"));
  EXPECT_TRUE(is("out/deep/two.png", "photos/deep/two.png", "noise:9", "deep/two"));
  fs::remove(path("out/deep/two.png"));
  const auto before = fs::last_write_time(path("out/one.png"));
  EXPECT_TRUE(says(run(line + " --resume").err, {"1 written, 2 kept"}));
  EXPECT_TRUE(is("out/deep/two.png", "photos/deep/two.png", "noise:9", "deep/two"));
  EXPECT_EQ(fs::last_write_time(path("out/one.png")), before);
}

TEST_F(ProgramDegrade, GoesOnBehindAPictureThatCannotBeRead) {
  halve("photos/deep/two.png");
  const std::string complaint =
      complaint_of("mbench synth degrade --degrade blur:1 --image photos --output out", 4);
  EXPECT_TRUE(says(complaint, {"two.png", "2 written", "1 of 3 pictures could not be degraded"}));
  EXPECT_FALSE(fs::exists(path("out/deep/two.png")));
}

TEST_F(ProgramDegrade, WritesOverNothingThatItReads) {
  const std::string degrade = "mbench synth degrade --degrade blur:1 --image ";
  EXPECT_TRUE(says(complaint_of(degrade + "cat.png --output ./cat.png", 2), {"over itself"}));
  EXPECT_TRUE(says(complaint_of(degrade + "photos --output photos/worse", 2), {"which is read"}));
  EXPECT_TRUE(says(complaint_of(degrade + "photos --output photos", 2), {"which is read"}));
  fs::copy_file(path("cat.png"), path("photos/one.jpg"));
  EXPECT_TRUE(says(complaint_of(degrade + "photos --output out", 4),
                   {"one.jpg", "one.png", "would become one file"}));
}

TEST_F(ProgramDegrade, RefusesWhatMakesNoSense) {
  const std::map<std::string, std::string> complaints{
      {"--image cat.png --output a.png", "--degrade is missing"},
      {"--degrade jpg:3 --image cat.png --output a.png", "'jpeg'"},
      {"--degrade blur:0 --image cat.png --output a.png", "SIGMA is 0.1 to 50"},
      {"--degrade blur:1", "nothing to degrade"},
      {"--degrade blur:1 --image cat.png", "--image and --output go together"},
      {"--degrade blur:1 --image cat.png --output a.jpg", "does not end in .png"},
      {"--degrade trimap-erode:1 --image cat.png --output a.png", "changes no photograph"},
      {"--degrade blur:1 --trimap cat-trimap.png --trimap-output a.png", "changes no trimap"},
      {"--degrade blur:1 --image photos --output out --name x", "--name is of one picture"},
  };
  for (const auto& [options, reason] : complaints) {
    EXPECT_TRUE(says(complaint_of("mbench synth degrade " + options, 2), {reason}));
  }
  EXPECT_FALSE(fs::exists(path("a.png")));
  complaint_of("mbench synth degrade --degrade blur:1 --image none.png --output a.png", 4);
  fs::create_directory(path("empty"));
  EXPECT_TRUE(
      says(complaint_of("mbench synth degrade --degrade blur:1 --image empty --output out", 4),
           {"holds no pictures"}));
}

TEST_F(ProgramDegrade, ListsWhatThereIs) {
  const nlohmann::json listed = json_of("mbench synth degrade --list -o json");
  std::map<std::string, nlohmann::json> by_name;
  for (const auto& one : listed) by_name[one["name"]] = one;
  EXPECT_EQ(by_name.at("noise")["form"], "noise:SIGMA[:SEED]");
  EXPECT_EQ(by_name.at("jpeg")["range"], "1 to 100, whole");
  EXPECT_EQ(by_name.at("trimap-erode")["changes"], "trimap");
  EXPECT_EQ(by_name.size(), 8U);
}

TEST_F(ProgramDegrade, ARunHoldsEachVariantAsASuiteOfItsOwn) {
  const std::string line =
      "mbench run --suite demo --model guided-filter --degrade none --degrade jpeg:100 "
      "--degrade trimap-dilate:15 --degrade trimap-erode:15 --previews 0 --threads 2";
  const ProgramResult result = run(line);
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(says(result.out,
                   {"demo ", "demo+jpeg:100 ", "demo+trimap-dilate:15 ", "demo+trimap-erode:15 "}));
  EXPECT_TRUE(says(result.err, {"84 rows computed, 0 kept"}));
  const std::map<std::string, double> sad = sads();
  ASSERT_EQ(sad.size(), 4U);
  EXPECT_NEAR(sad.at("demo+jpeg:100"), sad.at("demo"), 0.01 * sad.at("demo"));
  EXPECT_NE(sad.at("demo+jpeg:100"), sad.at("demo"));
  EXPECT_GT(sad.at("demo+trimap-dilate:15"), sad.at("demo"));
  EXPECT_NE(sad.at("demo+trimap-erode:15"), sad.at("demo"));
  EXPECT_TRUE(says(run(line + " --resume").err, {"0 rows computed, 84 kept"}));
}

TEST_F(ProgramDegrade, ReportsShowItAndSayWhatWasDone) {
  const std::string degrade = "--degrade none --degrade blur:2.50+noise:5 ";
  output_of("mbench run --suite demo-natural --model trimap --threads 1 " + degrade);
  const std::string suite = "demo-natural+blur:2.5+noise:5";
  EXPECT_EQ(count_lines(output_of("mbench report --format csv")), 3U);
  const std::string chosen = output_of("mbench report --format csv --suite " + suite);
  EXPECT_EQ(count_lines(chosen), 2U);
  EXPECT_TRUE(says(chosen, {"trimap," + suite + ","}));
  EXPECT_TRUE(says(complaint_of("mbench report --suite demo-natural+blur:2+noise:5", 2), {suite}));
  EXPECT_TRUE(
      says(output_of("mbench report --format md"), {"## demo-natural\n", "## demo-natural+"}));
  const std::string page = output_of("mbench report --format html");
  EXPECT_TRUE(says(page, {">" + suite + "<", "degraded by blur:2.5+noise:5"}));
}

TEST_F(ProgramDegrade, ARunRefusesAWrongTextBeforeItBegins) {
  const std::string line = "mbench run --suite demo --model trimap --degrade ";
  EXPECT_TRUE(says(complaint_of(line + "jpg:30", 2),
                   {"there is no degradation named 'jpg'", "did you mean 'jpeg'"}));
  EXPECT_TRUE(says(complaint_of(line + "jpeg:30+noise:1000", 2), {"SIGMA is 0.1 to 100"}));
  EXPECT_TRUE(says(complaint_of(line + "jpeg", 2), {"as in jpeg:30"}));
  EXPECT_FALSE(fs::exists(path("mbench.db")));
}

TEST_F(ProgramDegrade, RowsOfALocalSuiteStayLocal) {
  index_fixture("am2k", "", 3);
  const ProgramResult result =
      run("mbench run --suite am2k --model trimap --threads 1 --degrade contrast:0.5");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(says(result.out, {"am2k/local+contrast:0.5"}));
  EXPECT_TRUE(says(output_of("mbench report --format html"),
                   {"not to be compared with papers", "degraded by contrast:0.5"}));
  output_of("mbench run --suite am2k --model trimap --threads 1 --degrade trimap-erode:2");
  EXPECT_TRUE(says(output_of("mbench report --format html"),
                   {"degraded by trimap-erode:2", "unknown before or after"}));
}

}  // namespace
}  // namespace mbench

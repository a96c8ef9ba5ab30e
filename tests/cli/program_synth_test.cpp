// `mbench synth build` and `verify` from outside: sets of composites, killed, damaged and finished.

#include "store/dataset_query.h"
#include "tests/cli/data_program.h"

#include <gtest/gtest.h>

#include <fmt/format.h>
#include <map>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <set>
#include <sstream>

namespace mbench {
namespace {

using Json = nlohmann::json;

/// The fixture of Composition-1K without its composites, and its backgrounds.
class SynthProgram : public DataProgram {
 protected:
  SynthProgram() {
    write_fixture("comp1k", 2);
    write_fixture("voc", 40);
    fs::remove_all(path("comp1k/Combined_Dataset/Test_set/merged"));
  }

  static constexpr const char* kBuild = "mbench synth build --fg comp1k --bg voc --out out ";

  std::map<std::string, std::string> contents(const std::string& name) const {
    std::map<std::string, std::string> files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path(name))) {
      if (!fs::is_regular_file(entry.status())) continue;
      files.emplace(entry.path().lexically_relative(path(name)).string(), read_text(entry.path()));
    }
    return files;
  }

  /// The manifest's rows without its header.
  std::vector<Json> rows(const std::string& name = "out") const {
    std::istringstream lines(read_text(path(name) / "composites.jsonl"));
    std::vector<Json> all;
    for (std::string line; std::getline(lines, line);) all.push_back(Json::parse(line));
    all.erase(all.begin());
    return all;
  }
};

TEST_F(SynthProgram, BuildsIndexesAndVerifiesATestSet) {
  const ProgramResult built = run(kBuild);
  ASSERT_EQ(built.exit_code, 0) << built.err;
  EXPECT_TRUE(
      says(built.err, {"out: 40 composites by protocol dim/1: 40 made, 0 kept, 0 failed",
                       "`mbench synth verify out`", "out: 40 samples indexed by layout comp1k"}));
  EXPECT_EQ(rows().size(), 40U);
  const Json listed = json_of("mbench data list -o json");
  EXPECT_EQ(listed.at(0).at("samples"), 40);
  EXPECT_EQ(listed.at(0).at("trimap_source"), "trimap");
  EXPECT_EQ(complaint_of("mbench synth verify out", 0), "out: nothing found\n");
  EXPECT_EQ(complaint_of("mbench synth verify out/composites.jsonl --remake", 0),
            "out/composites.jsonl: nothing found\n");
  EXPECT_EQ(json_of("mbench synth verify out -o json"), Json::array());
}

TEST_F(SynthProgram, RunsASuiteOnTheSamePixelsFromForegroundsAndFromABuild) {
  output_of(std::string(kBuild) + "--no-index --png fast");
  std::set<std::string> built;
  for (const Json& row : rows()) built.insert(row.at("sha256"));
  EXPECT_EQ(built.size(), 40U);
  const auto digests_of_run = [&](const std::string& folder, const std::string& db) {
    output_of(
        fmt::format("mbench data index {} --layout comp1k --name comp1k --db {} -q", folder, db));
    output_of(fmt::format("mbench data index voc --db {} -q", db));
    output_of(fmt::format("mbench run --suite comp1k --model trimap --db {} --previews 0 -q", db));
    std::set<std::string> found;
    Database database(path(db), Database::Open::read_only);
    query(database, "SELECT image_digest FROM pixels",
          {[](const auto&) {},
           [&](const std::vector<QueryValue>& row) {
             found.insert(std::get<std::string>(row.front()));
           }});
    return found;
  };
  EXPECT_EQ(digests_of_run("comp1k", "fly.db"), built);
  EXPECT_EQ(digests_of_run("out", "built.db"), built);
}

TEST_F(SynthProgram, GoesOnAfterItWasKilledAtAnyMoment) {
  output_of(std::string(kBuild) + "--no-index --threads 1");
  const auto whole = contents("out");
  for (const int rows_first : {1, 5, 17, 38}) {
    fs::remove_all(path("out"));
    const ProgramResult killed = run(
        fmt::format("{} --no-index --threads 1 -q & pid=$!\n"
                    "until [ \"$(wc -l < out/composites.jsonl 2>/dev/null || echo 0)\" -gt {} ] || "
                    "! kill -0 $pid 2>/dev/null; do :; done\n"
                    "kill -9 $pid; wait $pid",
                    kBuild, rows_first));
    const ProgramResult again = run(std::string(kBuild) + "--no-index --threads 2");
    ASSERT_EQ(again.exit_code, 0) << again.err;
    EXPECT_EQ(again.err.find(" 0 kept"), std::string::npos) << again.err;
    EXPECT_EQ(contents("out"), whole) << rows_first;
    static_cast<void>(killed);
  }
}

TEST_F(SynthProgram, StopsOnAnInterruptAndGoesOn) {
  output_of(std::string(kBuild) + "--no-index");
  const auto whole = contents("out");
  fs::remove_all(path("out"));
  // Bash starts what runs in the background deaf to interrupts, but not to SIGTERM.
  const ProgramResult stopped = run(fmt::format(
      "{} --no-index --threads 1 & pid=$!\n"
      "until [ \"$(wc -l < out/composites.jsonl 2>/dev/null || echo 0)\" -gt 3 ]; do :; done\n"
      "kill -TERM $pid; wait $pid",
      kBuild));
  if (stopped.exit_code != 0) {  // else it had finished before the signal came
    EXPECT_EQ(stopped.exit_code, 75) << stopped.err;
    EXPECT_TRUE(says(stopped.err, {"stopped; every finished composite is kept", "go on with `"}));
  }
  output_of(std::string(kBuild) + "--no-index");
  EXPECT_EQ(contents("out"), whole);
}

TEST_F(SynthProgram, FindsWhatWasDoneToABuild) {
  output_of(std::string(kBuild) + "--no-index -q");
  const std::string first = rows()[0].at("image");
  const std::string second = rows()[1].at("image");
  fs::remove(path("out/" + first));
  halve("out/" + second);
  write_file_atomically(path("out/merged/other.png"), "x");
  const ProgramResult found = run("mbench synth verify out -o json");
  EXPECT_EQ(found.exit_code, 1) << found.err;
  const Json findings = Json::parse(found.out);
  ASSERT_EQ(findings.size(), 3U) << found.out;
  EXPECT_EQ(findings[0].at("code"), "missing");
  EXPECT_EQ(findings[0].at("file"), first);
  EXPECT_EQ(findings[1].at("code"), "damaged");
  EXPECT_EQ(findings[1].at("file"), second);
  EXPECT_EQ(findings[2].at("code"), "extra");
  EXPECT_EQ(findings[2].at("file"), "merged/other.png");
  EXPECT_TRUE(says(found.err, {"out: 2 errors, 1 warnings, 0 notes"}));
  const ProgramResult again = run(std::string(kBuild) + "--no-index");
  EXPECT_TRUE(says(again.err, {"2 made, 38 kept"}));
}

TEST_F(SynthProgram, BuildsOnesOwnPicturesInTheFoldersOrder) {
  const std::string adobe = "'comp1k/Combined_Dataset/Test_set/Adobe-licensed images/";
  output_of("mkdir own && cp -r " + adobe + "fg' " + adobe + "alpha' own/");
  const ProgramResult few =
      run("mbench synth build --protocol local --fg own --bg voc --out out "
          "--count-per-foreground 21");
  EXPECT_EQ(few.exit_code, 4);
  EXPECT_TRUE(says(few.err, {"protocol local needs 42 backgrounds for 2 foregrounds, 21 each, but "
                             "there are 40",
                             "--count-per-foreground 20"}));
  EXPECT_FALSE(fs::exists(path("out")));
  output_of(
      "mbench synth build --protocol local --fg own --bg voc --out out --name mine "
      "--count-per-foreground 3");
  const Json stats = json_of("mbench data stats mine -o json");
  EXPECT_EQ(stats.dump().find("\"foregrounds\":2") == std::string::npos, false) << stats;
  EXPECT_EQ(json_of("mbench data query mine -o json").size(), 6U);
}

TEST_F(SynthProgram, StopsBeforeAnythingIsWrittenWhereSizesDiffer) {
  output_of(
      "cd 'comp1k/Combined_Dataset/Test_set/Adobe-licensed images/alpha' && set -- * && "
      "cp ../../../../../voc/VOCdevkit/VOC2012/JPEGImages/2007_000000.jpg \"$1\"");
  const std::string said = complaint_of(kBuild, 4);
  EXPECT_TRUE(says(said, {"is 80x60 but its foreground", "is 96x64", "nothing was written"}));
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(SynthProgram, TakesForegroundsAndBackgroundsInEveryKindThatPillowReads) {
  // The same picture with another colour mode: opaque RGBA, grey as RGB, 16 bits.
  output_of(std::string(kBuild) + "--no-index -q");
  const std::vector<Json> before = rows();
  const fs::path folder = path("voc/VOCdevkit/VOC2012/JPEGImages");
  const auto swap = [&](const char* name, int type) {
    const fs::path old = folder / (std::string(name) + ".jpg");
    cv::Mat pixels = cv::imread(old.string(), cv::IMREAD_COLOR);
    if (type == CV_8UC4) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2BGRA);
    if (type == CV_16UC3) pixels.convertTo(pixels, CV_16U, 257);
    fs::remove(old);
    EXPECT_TRUE(cv::imwrite((folder / (std::string(name) + ".png")).string(), pixels));
  };
  swap("2007_000000", CV_8UC4);
  swap("2007_000001", CV_16UC3);
  const std::string said = complaint_of(std::string(kBuild) + "--no-index", 0);
  EXPECT_TRUE(says(said, {"2 made, 38 kept"}));
  const std::vector<Json> after = rows();
  for (std::size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].at("sha256"), before[i].at("sha256")) << i;
  }
}

TEST_F(SynthProgram, TwoBuildsAtOnceDoNotMeetInOneFolder) {
  const ProgramResult both = run(fmt::format(
      "{0} --no-index -q --threads 1 2>one & {0} --no-index -q --threads 1 2>two; wait\n"
      "cat one two; mbench synth verify out",
      kBuild));
  EXPECT_EQ(both.exit_code, 0) << both.err;
}

}  // namespace
}  // namespace mbench

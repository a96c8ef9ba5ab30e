// Suites from outside: what is there, what is missing, and what rows are called.

#include "tests/cli/data_program.h"

#include <map>

namespace mbench {
namespace {

using ProgramSuites = DataProgram;

TEST_F(ProgramSuites, AllAreListedWithTheSamplesThatAreThere) {
  index_fixture("am2k", "", 4);
  index_fixture("aim500", "", 3);
  std::map<std::string, nlohmann::json> samples;
  for (const auto& suite : json_of("mbench suites -o json")) {
    samples[suite["name"]] = suite["samples"];
  }
  EXPECT_EQ(samples.size(), 17U);
  EXPECT_EQ(samples["demo"], 21);
  EXPECT_EQ(samples["am2k"], 4) << "of the validation split alone";
  EXPECT_EQ(samples["aim500"], 3);
  EXPECT_EQ(samples["aim500-usr"], 3);
  EXPECT_TRUE(samples["comp1k"].is_null());
  EXPECT_TRUE(samples["d646"].is_null());
}

TEST_F(ProgramSuites, CountTheDataSetThatARunWouldTake) {
  index_fixture("am2k", "", 4);
  output_of("mbench data fixture am2k --out more --samples 5 && mbench data index more");
  const auto count = [&] {
    for (const auto& suite : json_of("mbench suites -o json")) {
      if (suite["name"] == "am2k") return suite["samples"];
    }
    return nlohmann::json();
  };
  EXPECT_EQ(count(), 4) << "the one with the layout's name";
  output_of("mbench data index am2k --name first");
  EXPECT_TRUE(count().is_null());
  EXPECT_TRUE(says(run("mbench suites").err, {"am2k: 2 data sets of layout am2k are indexed"}));
  EXPECT_TRUE(says(complaint_of("mbench run --suite am2k --model trimap", 4),
                   {"say which one counts", "--name am2k"}));
}

TEST_F(ProgramSuites, NamesFitIntoEightyColumns) {
  const std::string listed = output_of("mbench suites");
  for (const char* name : {"transparent460", "refmatte-rw100", "aim500-usr"}) {
    EXPECT_TRUE(says(listed, {name}));
  }
}

TEST_F(ProgramSuites, ARunWithoutTheDataSaysWhatToGetUnderWhatLicenceAndThenWhat) {
  const std::string complaint = complaint_of("mbench run --suite comp1k --model trimap", 4);
  EXPECT_TRUE(says(complaint,
                   {"suite comp1k needs Composition-1K, which is not indexed", "obtain it: by mail",
                    "licence: Adobe's agreement", "then: mbench data index DIR --layout comp1k"}));
}

TEST_F(ProgramSuites, RowsOfAFixtureStandUnderLocal) {
  index_fixture("am2k", "", 3);
  const ProgramResult result = run("mbench run --suite am2k --model trimap --threads 1");
  ASSERT_EQ(result.exit_code, 0) << result.err;
  EXPECT_TRUE(says(result.err, {"the rows stand under am2k/local", "synthetic fixture"}));
  EXPECT_TRUE(says(result.out, {"am2k/local"})) << "the leaderboard";
  const std::string report = output_of("mbench report --format csv");
  EXPECT_EQ(count_lines(report), 2U);
  EXPECT_TRUE(says(report, {"trimap,am2k/local,"}));
  EXPECT_EQ(count_lines(output_of("mbench report --format csv --per-image")), 4U);
  EXPECT_EQ(count_lines(output_of("mbench report --format csv --suite am2k/local")), 2U);
  EXPECT_TRUE(says(run("mbench run --suite am2k --model trimap --threads 1 --resume").err,
                   {"0 rows computed, 3 kept"}));
}

TEST_F(ProgramSuites, ARunIsRefusedBeforeItBeginsIfOneSuiteCannotBeRun) {
  complaint_of("mbench run --suite demo --suite am2k --model trimap", 4);
  EXPECT_LE(count_lines(output_of("mbench report --format csv --per-image")), 1U);
}

}  // namespace
}  // namespace mbench

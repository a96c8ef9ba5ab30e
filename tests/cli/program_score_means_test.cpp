// Means, groups, clusters and --summary of `mbench score`, from outside.

#include "tests/cli/score_program.h"
#include "tests/cli/transcript.h"

namespace mbench {
namespace {

constexpr const char* kInputs = "--pred pred --gt gt --trimap trimap --convention vitmatte ";

/// Two composites of one cat, 0.2 and 0.4 off; a perfect dog; an owl that cannot be read. SAD
/// and MSE: 0.02, 0.04; 0.04, 0.16; 0, 0.
class ProgramScoreMeans : public ScoreProgram {
 protected:
  ProgramScoreMeans() {
    put_flat("pred/cat_1.png", 153);
    put_flat("pred/cat_2.png", 204);
    put_flat("pred/dog.png", 102);
    put_broken("pred/owl.png");
    for (const char* name : {"cat.png", "dog.png", "owl.png"}) {
      put_flat(std::string("gt/") + name, 102);
      put_flat(std::string("trimap/") + name, 128);
    }
    put_text("types.csv", "name,group\ncat_1,SO\ncat_2,SO\n\ndog, NS\nowl,NS\n");
  }
};

TEST_F(ProgramScoreMeans, StandBelowTheImagesThoseOfGroupsAfterAll) {
  const std::string out = score_table(std::string(kInputs) + "--groups types.csv");
  // Of two clusters, the cat's and the dog's, a resample in four holds the one alone.
  EXPECT_EQ(difference({"| name | sad | mse | error |", "| --- | ---: | ---: | --- |",
                        "| cat_1 | 0.0200 | 0.0400 | - |", "| cat_2 | 0.0400 | 0.1600 | - |",
                        "| dog | 0.0000 | 0.0000 | - |", "| owl | - | - | *pred/owl.png* |",
                        "| mean | 0.0200 | 0.0667 | - |", "| 95 % from | 0.0000 | 0.0000 | - |",
                        "| 95 % to | 0.0300 | 0.1000 | - |", "| mean NS | 0.0000 | 0.0000 | - |",
                        "| mean SO | 0.0300 | 0.1000 | - |"},
                       out),
            "");
}

TEST_F(ProgramScoreMeans, AreSummarisedWithWhatTheyRestOn) {
  const ScoreRun run =
      score(std::string(kInputs) + "--groups types.csv --summary new/folder/means.json");
  EXPECT_EQ(run.exit_code, 3) << "the owl cannot be read";
  const nlohmann::json summary = json_file("new/folder/means.json");
  EXPECT_EQ(summary["convention"], "vitmatte");
  EXPECT_TRUE(summary["convention_version"].is_number_integer());
  EXPECT_EQ(summary["options"], "");
  EXPECT_EQ(summary["clusters_by"], "truth");
  EXPECT_EQ(summary["confidence"], 0.95);
  EXPECT_EQ(summary["resamples"], 10000);
  ASSERT_EQ(summary["groups"].size(), 3U);

  const nlohmann::json& all = summary["groups"][0];
  EXPECT_TRUE(all["group"].is_null());
  EXPECT_EQ(all["images"], 4);
  EXPECT_EQ(all["failed"], 1);
  const nlohmann::json& sad = all["metrics"]["sad"];
  EXPECT_NEAR(sad["mean"].get<double>(), 0.02, 1e-9);
  EXPECT_NEAR(sad["low"].get<double>(), 0, 1e-9);
  EXPECT_NEAR(sad["high"].get<double>(), 0.03, 1e-9);
  EXPECT_EQ(sad["images"], 3);
  EXPECT_EQ(sad["clusters"], 2);
  EXPECT_NEAR(all["metrics"]["mse"]["mean"].get<double>(), 0.2 / 3, 1e-9);

  const nlohmann::json& natural = summary["groups"][1];
  EXPECT_EQ(natural["group"], "NS");
  EXPECT_EQ(natural["images"], 2);
  EXPECT_EQ(natural["failed"], 1);
  const nlohmann::json& salient = summary["groups"][2];
  EXPECT_EQ(salient["group"], "SO");
  EXPECT_NEAR(salient["metrics"]["sad"]["mean"].get<double>(), 0.03, 1e-9);
  EXPECT_TRUE(salient["metrics"]["sad"]["low"].is_null()) << "one cat tells nothing of others";
}

TEST_F(ProgramScoreMeans, CountImagesAsOneByTheRuleThatIsAsked) {
  put_flat("gt/cat_1.png", 102);  // so that only its name is the cats'
  fs::remove(path("pred/owl.png"));
  const auto clusters = [&](const std::string& option) {
    const ScoreRun run = score(std::string(kInputs) + "--partial --summary means.json " + option);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json_file("means.json")["groups"][0]["metrics"]["sad"]["clusters"].get<int>();
  };
  put_flat("pred/cat_3.png", 102);
  EXPECT_EQ(clusters(""), 3) << "cat_1, cat, dog";
  EXPECT_EQ(clusters("--cluster truth"), 3);
  EXPECT_EQ(clusters("--cluster stem"), 2) << "cat, dog";
  EXPECT_EQ(json_file("means.json")["clusters_by"], "stem");
  EXPECT_EQ(clusters("--cluster image"), 4);
}

TEST_F(ProgramScoreMeans, TellOfNamesThatNoImageHas) {
  put_text("types.csv", "cat_1,SO\nwolf,NS\n");
  EXPECT_NE(score(std::string(kInputs) + "--groups types.csv")
                .err.find("warning: 'wolf' of the list of groups is no image here\n"),
            std::string::npos);
  put_text("types.csv", "cat_1,SO\nwolf,NS\nbear,NS\n");
  EXPECT_NE(score(std::string(kInputs) + "--groups types.csv")
                .err.find("2 names of the list of groups are no images here, the first is 'bear'"),
            std::string::npos);
}

TEST_F(ProgramScoreMeans, AListOfGroupsThatIsWrongIsNamedWithItsLine) {
  const auto refusal = [&](const std::string& list) {
    put_text("types.csv", list);
    const ScoreRun run = score(std::string(kInputs) + "--groups types.csv --summary means.json");
    EXPECT_EQ(run.exit_code, 4);
    EXPECT_TRUE(run.rows.is_null()) << "nothing is scored";
    EXPECT_FALSE(fs::exists(path("means.json")));
    return run.err;
  };
  EXPECT_EQ(refusal("cat_1,SO\n\ndog\n"), "mbench: types.csv:3: 'dog' is not NAME,GROUP\n");
  EXPECT_EQ(refusal("dog,\n"), "mbench: types.csv:1: 'dog,' is not NAME,GROUP\n");
  EXPECT_EQ(refusal("dog,NS\ndog,SO\n"),
            "mbench: types.csv:2: dog is in group NS and in group SO\n");
}

TEST_F(ProgramScoreMeans, AListOfGroupsThatIsNotThereIsNamed) {
  const ScoreRun run = score(std::string(kInputs) + "--groups none.csv");
  EXPECT_EQ(run.exit_code, 4);
  EXPECT_EQ(run.err, "mbench: cannot read none.csv: No such file or directory\n");
}

TEST_F(ProgramScoreMeans, AGroupWhoseNameIsNotUtf8IsStillSummarised) {
  put_text("types.csv", "cat_1,caf\xe9\n");
  const ScoreRun run = score(std::string(kInputs) + "--groups types.csv --summary means.json");
  EXPECT_EQ(run.exit_code, 3) << run.err;
  EXPECT_EQ(json_file("means.json")["groups"][1]["group"], "caf\xef\xbf\xbd");
}

TEST_F(ProgramScoreMeans, ASummaryThatCannotBeWrittenIsRefusedBeforeAnythingIsScored) {
  for (const auto& [place, reason] : {std::pair{"pred/dog.png/means.json", "Not a directory"},
                                      std::pair{"gt", "Is a directory"}}) {
    const ScoreRun run = score(std::string(kInputs) + "--summary " + place);
    EXPECT_EQ(run.exit_code, 4) << place;
    EXPECT_TRUE(run.rows.is_null());
    EXPECT_EQ(run.err.find(std::string("mbench: ") + place + ": cannot be written: " + reason), 0U)
        << run.err;
  }
}

}  // namespace
}  // namespace mbench

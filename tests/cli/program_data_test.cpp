// `mbench data index`, `verify` and `lint` meet damaged, odd and missing data.

#include "tests/cli/data_program.h"

namespace mbench {
namespace {

using ProgramData = DataProgram;

constexpr const char* kImage = "original/o_00002af8.jpg";
constexpr const char* kAlpha = "mask/o_00002af8.png";

TEST_F(ProgramData, VerifyNamesAnImageWhoseAlphaIsGone) {
  index_fixture("aim500");
  fs::remove(path("aim500") / kAlpha);
  const ProgramResult verified = run("mbench data verify aim500 -o csv");
  EXPECT_EQ(verified.exit_code, 1);
  EXPECT_TRUE(says(verified.out, {"problem", kImage, "no alpha"}));
  EXPECT_TRUE(says(verified.err, {"aim500: 1 errors, 1 warnings, 0 notes"}));
}

TEST_F(ProgramData, VerifyFindsATruncatedPicture) {
  index_fixture("aim500");
  halve(std::string("aim500/") + kAlpha);
  EXPECT_EQ(run("mbench data verify aim500 --level quick").exit_code, 0);
  const ProgramResult verified = run("mbench data verify aim500 -o json");
  EXPECT_EQ(verified.exit_code, 1);
  const auto findings = nlohmann::json::parse(verified.out);
  ASSERT_EQ(findings.size(), 1U);
  EXPECT_EQ(findings[0]["severity"], "error");
  EXPECT_EQ(findings[0]["code"], "undecodable");
  EXPECT_EQ(findings[0]["file"], kAlpha);
  EXPECT_EQ(findings[0]["sample"], "o_00002af8");
  EXPECT_FALSE(findings[0]["message"].get<std::string>().empty());
  EXPECT_FALSE(findings[0]["remedy"].get<std::string>().empty());
}

TEST_F(ProgramData, VerifyTakesAFolderThatIsNotIndexed) {
  write_fixture("aim500");
  EXPECT_TRUE(says(complaint_of("mbench data verify aim500", 0), {"aim500: nothing found"}));
  EXPECT_FALSE(fs::exists(path("mbench.db")));
  EXPECT_TRUE(says(complaint_of("mbench data verify aim5000", 4),
                   {"neither an indexed data set nor a folder"}));
}

TEST_F(ProgramData, VerifyLooksAtTheTrimapsThatWereIndexed) {
  index_fixture("aim500", "--trimap usr");
  halve("aim500/usr/o_00002af8.png");
  EXPECT_EQ(run("mbench data verify aim500").exit_code, 1);
  EXPECT_EQ(run("mbench data verify aim500 --trimap trimap").exit_code, 0);
}

TEST_F(ProgramData, TheLeastSeverityThatFailsCanBeChosen) {
  write_fixture("aim500");
  fs::remove(path("aim500/trimap/o_00002af8.png"));  // a warning
  EXPECT_EQ(run("mbench data verify aim500").exit_code, 1);
  EXPECT_EQ(run("mbench data verify aim500 --fail-on info").exit_code, 1);
  EXPECT_EQ(run("mbench data verify aim500 --fail-on error").exit_code, 0);
  EXPECT_EQ(run("mbench data verify aim500 --fail-on nothing").exit_code, 2);
  write_fixture("ppm100");
  fs::remove(path("ppm100/mbench-fixture.json"));  // JPEG alphas, as published: a note
  const ProgramResult linted = run("mbench data lint ppm100 -o csv");
  EXPECT_EQ(linted.exit_code, 0);
  EXPECT_TRUE(says(linted.out, {"info,jpeg-truth"}));
  EXPECT_EQ(run("mbench data lint ppm100 --fail-on info").exit_code, 1);
}

TEST_F(ProgramData, LintFindsPicturesOfAnotherDataSetThatWasHashed) {
  index_fixture("aim500", "--hash");
  write_fixture("folder");
  fs::copy_file(path("aim500") / kAlpha, path("folder/alpha/photo-000.png"),
                fs::copy_options::overwrite_existing);
  const ProgramResult linted = run("mbench data lint folder -o csv");
  EXPECT_EQ(linted.exit_code, 1);
  EXPECT_TRUE(says(linted.out, {"duplicate-across", "alpha/photo-000.png", "aim500"}));
}

TEST_F(ProgramData, IndexSaysWhatItLookedForAndFound) {
  EXPECT_TRUE(says(complaint_of("mbench data index nowhere", 4), {"nowhere is not a folder"}));
  output_of("mkdir -p odd/pictures && touch odd/pictures/a.png");
  EXPECT_TRUE(says(complaint_of("mbench data index odd", 4),
                   {"found pictures/", "looked for", "aim500: ", "folder: "}));
  EXPECT_TRUE(says(complaint_of("mbench data index odd --layout aim500", 4),
                   {"original/, mask/, trimap/", "pictures/"}));
}

TEST_F(ProgramData, IndexSuggestsTheNearestLayoutAndTheTrimapsThatThereAre) {
  write_fixture("aim500");
  EXPECT_TRUE(says(complaint_of("mbench data index aim500 --layout aim50", 2),
                   {"no layout named 'aim50'", "'aim500'"}));
  EXPECT_TRUE(says(complaint_of("mbench data index aim500 --trimap uzr", 2),
                   {"AIM-500 has no trimaps named 'uzr'", "trimap and usr"}));
  fs::remove_all(path("aim500/usr"));
  EXPECT_TRUE(says(complaint_of("mbench data index aim500 --trimap usr", 2),
                   {"has no folder of the trimaps 'usr'"}));
}

TEST_F(ProgramData, IndexSaysWhereALabelFileIsDamaged) {
  write_fixture("refmatte");
  halve("refmatte/train/refmatte_train_label.json");
  EXPECT_TRUE(says(complaint_of("mbench data index refmatte", 4),
                   {"train/refmatte_train_label.json", "byte "}));
  write_fixture("aim500");
  halve("aim500/aim_category_type.json");
  EXPECT_TRUE(says(complaint_of("mbench data index aim500", 4),
                   {"aim_category_type.json: is no JSON in UTF-8 at byte "}));
}

TEST_F(ProgramData, IndexTakesNoPathOutOfAList) {
  write_fixture("comp1k", 1);
  const std::string list = "comp1k/Combined_Dataset/Test_set/test_fg_names.txt";
  write_file_atomically(path(list), "../../secret.png\n");
  EXPECT_TRUE(says(complaint_of("mbench data index comp1k", 4), {"test_fg_names.txt", "line 1"}));
}

TEST_F(ProgramData, IndexLeavesOutNamesThatAreNotUtf8) {
  write_fixture("aim500");
  output_of("cp aim500/original/o_00002af8.jpg $'aim500/original/caf\\xe9.jpg'");
  const std::string complaint = complaint_of("mbench data index aim500", 3);
  EXPECT_TRUE(says(complaint, {"original/caf\\xe9.jpg", "not UTF-8", "2 samples"}));
  EXPECT_EQ(json_of("mbench data query aim500 -o json").size(), 2U);
  EXPECT_EQ(run("mbench data index aim500").exit_code, 3) << "it is still there";
}

TEST_F(ProgramData, IndexCountsAFileThatCannotBeReadOnce) {
  write_fixture("aim500");
  halve(std::string("aim500/") + kAlpha);
  EXPECT_TRUE(says(complaint_of("mbench data index aim500", 0), {" 0 problems"}));
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(says(complaint_of("mbench data index aim500 --hash", 3), {kAlpha, " 1 problems"}));
  }
  output_of("truncate --size 20 aim500/" + std::string(kAlpha));
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(says(complaint_of("mbench data index aim500 --hash", 3), {kAlpha, " 1 problems"}));
  }
}

TEST_F(ProgramData, IndexShowsTheFirstOfManyProblems) {
  write_fixture("folder", 14);
  output_of("for file in folder/alpha/*; do truncate --size 20 $file; done");
  EXPECT_TRUE(
      says(complaint_of("mbench data index folder", 3), {"... and 4 more", " 14 problems"}));
}

TEST_F(ProgramData, FixtureOverwritesNothing) {
  write_fixture("aim500");
  EXPECT_TRUE(says(complaint_of("mbench data fixture folder --out aim500", 4), {"there already"}));
  EXPECT_FALSE(fs::exists(path("aim500/images")));
  EXPECT_TRUE(says(complaint_of("mbench data fixture demo --out new", 2), {"has no fixture"}));
  output_of("mkdir empty");
  output_of("mbench data fixture aim500 --out empty");
}

}  // namespace
}  // namespace mbench

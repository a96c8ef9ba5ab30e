#include "cli/completion.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mbench {
namespace {

OptionText option(const std::string& value_name) {
  OptionText text;
  text.names = {"--thing"};
  text.value_name = value_name;
  return text;
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

TEST(Candidates, AreTheNamesThatThisBuildKnows) {
  EXPECT_TRUE(contains(candidates(option("MODEL")).words, "trimap"));
  EXPECT_TRUE(contains(candidates(option("SUITE")).words, "demo"));
  EXPECT_TRUE(contains(candidates(option("CONVENTION")).words, "matlab"));
  EXPECT_TRUE(contains(candidates(option("LAYOUT")).words, "auto"));
  EXPECT_TRUE(contains(candidates(option("DEGRADATION")).words, "none"));
  EXPECT_TRUE(contains(candidates(option("DEGRADATION")).words, "jpeg:30"));
}

TEST(Candidates, ArePathsWherePathsAreWanted) {
  EXPECT_EQ(candidates(option("FILE")).kind, Candidates::Kind::files);
  EXPECT_EQ(candidates(option("DIR")).kind, Candidates::Kind::folders);
  EXPECT_EQ(candidates(option("N")).kind, Candidates::Kind::anything);
}

TEST(Candidates, AreTheChoicesWhereTheyAreFew) {
  OptionText choice = option("csv|json");
  choice.choices = {"csv", "json"};
  EXPECT_EQ(candidates(choice).words, choice.choices);
}

TEST(Completion, OfZshHasColonsThatSeparateNothing) {
  CommandText program;
  program.name = program.path = "mbench";
  program.runs = true;
  program.options = {option("DEGRADATION")};
  EXPECT_NE(zsh_completion(program).find(":DEGRADATION:(none blur\\:2 "), std::string::npos);
}

TEST(Completion, QuotesWhatWouldEndAQuotation) {
  CommandText program;
  program.name = program.path = "mbench";
  program.runs = true;
  OptionText text = option("FILE");
  text.text = "the file's [name]: all of it";
  program.options = {text};
  EXPECT_NE(zsh_completion(program).find("'[the file'\\''s \\[name\\]\\: all of it]"),
            std::string::npos);
  EXPECT_NE(fish_completion(program).find("-d 'the file\\'s [name]: all of it'"),
            std::string::npos);
}

}  // namespace
}  // namespace mbench

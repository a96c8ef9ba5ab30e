// Types the command lines of transcripts/*.txt and compares what the program says.

#include "tests/cli/program_pictures.h"
#include "tests/cli/run_program.h"
#include "tests/cli/transcript.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace mbench {
namespace {

std::vector<std::string> transcript_names() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(MBENCH_TRANSCRIPTS)) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Transcript : public testing::TestWithParam<std::string> {};

TEST_P(Transcript, IsWhatTheProgramSays) {
  const TemporaryFolder folder;
  make_program_pictures(folder.path());
  const fs::path file = fs::path(MBENCH_TRANSCRIPTS) / (GetParam() + ".txt");
  const std::vector<TranscriptStep> steps = read_transcript(file);
  ASSERT_FALSE(steps.empty());
  for (const TranscriptStep& step : steps) {
    const ProgramResult result = run_shell(step.line, folder.path());
    const std::string place =
        GetParam() + ".txt:" + std::to_string(step.at_line) + ": " + step.line;
    EXPECT_EQ(result.exit_code, step.exit_code) << place << "\n" << result.err;
    EXPECT_EQ(difference(step.out, result.out), "") << place << " (stdout)";
    EXPECT_EQ(difference(step.err, result.err), "") << place << " (stderr)";
  }
}

INSTANTIATE_TEST_SUITE_P(Program, Transcript, testing::ValuesIn(transcript_names()),
                         [](const auto& transcript) { return transcript.param; });

TEST(TranscriptLines, MatchOnlyWhatTheySay) {
  EXPECT_EQ(difference({"a*c", "..."}, "abc\nd\ne\n"), "");
  EXPECT_NE(difference({"a*c"}, "abd\n"), "");
  EXPECT_NE(difference({}, "anything\n"), "");
  EXPECT_NE(difference({"a", "b"}, "a\n"), "");
}

}  // namespace
}  // namespace mbench

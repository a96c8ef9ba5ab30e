#include "runners/child_process.h"

#include "core/error.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <cstdlib>

namespace mbench {
namespace {

TEST(RunProgram, GivesOutputAndExitStatus) {
  const ProgramResult result = run_program("/bin/sh", {"-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(result.output, "out\n");
  EXPECT_EQ(result.exit_status, 3);
}

TEST(RunProgram, TellsASignal) {
  EXPECT_EQ(run_program("/bin/sh", {"-c", "kill -9 $$"}).exit_status, 128 + 9);
}

TEST(RunProgram, AChildIsNotDeafToTheSignalOfAClosedPipe) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // as our own program sets it
  const int status = run_program("/bin/sh", {"-c", "kill -PIPE $$"}).exit_status;
  std::signal(SIGPIPE, before);
  EXPECT_EQ(status, 128 + SIGPIPE);
}

TEST(RunProgram, KeepsOutputThatIsLongerThanAPipe) {
  EXPECT_EQ(run_program("/bin/sh", {"-c", "head -c 1000000 /dev/zero"}).output.size(), 1000000U);
}

TEST(RunProgram, ThrowsWhenThereIsNoSuchProgram) {
  EXPECT_THROW(run_program("/nowhere/at-all", {}), InternalError);
}

TEST(StartProgram, AddsToTheEnvironmentOnlyWhatIsNotSet) {
  ::setenv("MBENCH_TEST_SET", "kept", 1);
  const pid_t child = start_program(
      "/bin/sh", {"-c", "test $MBENCH_TEST_SET = kept && test $MBENCH_TEST_NEW = 1 && exit 7"}, {},
      {"MBENCH_TEST_SET=lost", "MBENCH_TEST_NEW=1"});
  ::unsetenv("MBENCH_TEST_SET");
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 7);
}

TEST(CompanionProgram, IsAbsentWhenNoFileOfThatNameIsBesideUs) {
  EXPECT_FALSE(companion_program("mbench-no-such-program"));
  EXPECT_TRUE(companion_program(program_file().filename().string()));
}

TEST(Descriptor, ClosesOnce) {
  Descriptor first(::dup(1));
  const int number = first.get();
  Descriptor second(std::move(first));
  EXPECT_EQ(first.get(), -1);
  EXPECT_EQ(second.get(), number);
  second.close();
  EXPECT_EQ(second.get(), -1);
}

}  // namespace
}  // namespace mbench

// A build that is killed or runs out of space loses nothing that it had finished, and the next one
// ends as if nothing had happened.

#include <gtest/gtest.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>
#include <functional>
#include <string>

#include "core/error.h"
#include "core/random.h"
#include "synth/composite_manifest.h"
#include "tests/synth/build_scene.h"

namespace mbench {
namespace {

/// Runs `work` in a forked child; what the child ended with, as waitpid() has it.
int status_of_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 1;
    try {
      code = work();
    } catch (...) {
    }
    ::_exit(code);
  }
  int status = 0;
  EXPECT_EQ(::waitpid(child, &status, 0), child);
  return status;
}

/// Kills its own process in the `fatal`-th call.
class FatalProgress : public Progress {
 public:
  explicit FatalProgress(std::size_t fatal) : left_(fatal) {}
  void begin(std::string_view, std::size_t) override { count(); }
  void step(std::size_t, std::string_view) override { count(); }
  void end() override { count(); }

 private:
  void count() {
    if (--left_ == 0) ::kill(::getpid(), SIGKILL);
  }
  std::size_t left_;
};

class KilledBuild : public BuildScene {
 protected:
  /// What a build that nothing disturbs leaves.
  std::map<std::string, std::string> undisturbed() const {
    build();
    auto whole = contents();
    fs::remove_all(out());
    return whole;
  }
  void build_with(Progress& progress) const {
    build_composites(plan(), {out(), PngEffort::normal, 1}, progress);
  }
};

TEST_F(KilledBuild, AtAnyStepIsFinishedByTheNext) {
  const auto whole = undisturbed();
  int kills = 0;
  for (std::size_t fatal = 1;; ++fatal) {
    const int status = status_of_child([&] {
      FatalProgress progress(fatal);
      build_with(progress);
      return 0;
    });
    if (WIFEXITED(status)) {
      ASSERT_EQ(WEXITSTATUS(status), 0);
      break;
    }
    ++kills;
    std::size_t rows = 0;
    if (fs::exists(out() / kCompositeManifest)) {
      rows = read_composite_manifest(out() / kCompositeManifest).rows.size();
    }
    const BuildOutcome again = build();
    EXPECT_EQ(again.kept, rows) << fatal << ": what had its row is not made again";
    EXPECT_EQ(again.kept + again.made, kComposites);
    ASSERT_EQ(contents(), whole) << fatal;
    fs::remove_all(out());
  }
  EXPECT_GT(kills, 20);
}

TEST_F(KilledBuild, AtAnyMomentIsFinishedByTheNext) {
  const auto whole = undisturbed();
  Random random(11);
  for (int round = 0; round < 25; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      Progress unheard;
      build_with(unheard);
      ::_exit(0);
    }
    for (std::size_t spin = random.below(60000); spin > 0; --spin) ::getppid();
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const BuildOutcome again = build();
    EXPECT_EQ(again.kept + again.made, kComposites);
    ASSERT_EQ(contents(), whole) << round;
    if (round % 3 == 2) fs::remove_all(out());
  }
}

TEST_F(KilledBuild, AgainAndAgainEndsAtLast) {
  const auto whole = undisturbed();
  Random random(12);
  int kills = 0;
  for (;; ++kills) {
    ASSERT_LT(kills, 1000);
    const std::size_t fatal = 1 + random.below(40);
    const int status = status_of_child([&] {
      FatalProgress progress(fatal);
      build_with(progress);
      return 0;
    });
    if (WIFEXITED(status)) break;
  }
  EXPECT_GT(kills, 1);
  EXPECT_EQ(contents(), whole);
}

TEST_F(KilledBuild, OnAFullDiskSaysSoAndIsFinishedWhenThereIsRoom) {
  const auto whole = undisturbed();
  fs::create_directories(out());
  const int status = status_of_child([&]() -> int {
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("tmpfs", out().c_str(), "tmpfs", 0, "size=64k") != 0) {
      return 77;
    }
    const std::string said = refusal(plan());
    if (said.find("No space left on device | free some space and run the same command again") ==
        std::string::npos) {
      return 2;
    }
    const std::size_t rows = read_composite_manifest(out() / kCompositeManifest).rows.size();
    if (rows == 0 || rows == kComposites) return 3;
    if (::mount("tmpfs", out().c_str(), "tmpfs", MS_REMOUNT, "size=4m") != 0) return 4;
    const BuildOutcome again = build();
    if (again.kept != rows || again.made != kComposites - rows) return 5;
    return contents() == whole ? 0 : 6;
  });
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "this user may not mount a file system";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

}  // namespace
}  // namespace mbench

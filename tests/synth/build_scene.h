#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/filesystem.h"
#include "synth/composite_build.h"
#include "synth/composite_plan.h"

namespace mbench {

/// Three foregrounds with their alphas over three backgrounds each in a folder of the test's own,
/// to be built into its folder `out`.
class BuildScene : public testing::Test {
 protected:
  static constexpr int kForegrounds = 3;
  static constexpr int kEach = 3;
  static constexpr std::size_t kComposites = 9;

  BuildScene();

  fs::path path(const std::string& name) const { return folder_.path() / name; }
  fs::path out() const { return path("out"); }
  /// By the protocol's rules, with shipped trimaps unless the protocol makes them.
  CompositePlan plan(const std::string& protocol = "dim") const;
  BuildOutcome build(const CompositePlan& plan, int threads = 2) const;
  BuildOutcome build() const { return build(plan()); }
  /// The message of the DataError of a build, and its hint.
  std::string refusal(const CompositePlan& plan) const;

  /// Every file below a folder with its bytes; none for a folder that is not there.
  static std::map<std::string, std::string> contents(const fs::path& folder);
  std::map<std::string, std::string> contents() const { return contents(out()); }

  /// Changes the last bytes of a file without changing its size.
  static void spoil(const fs::path& file);
  static void halve(const fs::path& file);

 private:
  TemporaryFolder folder_;
};

}  // namespace mbench

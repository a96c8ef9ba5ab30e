#pragma once

#include "core/filesystem.h"
#include "tests/cli/run_program.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace mbench {

/// Indexes synthetic data sets from outside, in a folder of the test's own, into its mbench.db.
class DataProgram : public testing::Test {
 protected:
  fs::path path(const std::string& name) const { return folder_.path() / name; }
  const fs::path& folder() const { return folder_.path(); }
  ProgramResult run(const std::string& line) const { return run_shell(line, folder_.path()); }

  /// The same where it must end with 0.
  std::string output_of(const std::string& line) const;
  /// What the line writes, as JSON; a failure of the test if it is none.
  nlohmann::json json_of(const std::string& line) const;
  /// What the line says on stderr where it must end with this code.
  std::string complaint_of(const std::string& line, int exit_code) const;

  /// Writes the layout's fixture into a folder of its name.
  void write_fixture(const std::string& layout, int samples = 2) const;
  /// The same, indexed with these options.
  void index_fixture(const std::string& layout, const std::string& options = "",
                     int samples = 2) const;

  /// Leaves the first half of a file.
  void halve(const std::string& file) const;

 private:
  TemporaryFolder folder_;
};

std::size_t count_lines(const std::string& text);

/// Whether all of these are in the text, in this order.
testing::AssertionResult says(const std::string& text, const std::vector<std::string>& parts);

}  // namespace mbench

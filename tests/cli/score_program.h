#pragma once

#include "core/filesystem.h"
#include "tests/cli/run_program.h"
#include "tests/core/png_builder.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace mbench {

/// How `mbench score -o json` ended.
struct ScoreRun {
  int exit_code = 0;
  nlohmann::json rows;  ///< null if nothing was written
  std::string err;

  /// In the order in which they were written.
  std::vector<std::string> names() const;
  /// Null if the image has no row.
  nlohmann::json row(const std::string& name) const;
  /// NaN, which is near nothing, if there is none.
  double figure(const std::string& name, const std::string& metric) const;
  /// "" if the row has none.
  std::string error(const std::string& name) const;
};

/// Scores pictures from outside, in a folder of the test's own. They are 10x10 and flat unless
/// a test makes others: a pixel that is 51 off is 51/255 = 0.2 off, and 100 of them have a SAD
/// of 100 · 0.2 / 1000 = 0.02 and an MSE of 0.04.
class ScoreProgram : public testing::Test {
 protected:
  static constexpr int kSide = 10;

  fs::path path(const std::string& name) const { return folder_.path() / name; }
  void put_flat(const std::string& name, std::uint8_t value) const;
  /// Opaque in columns `begin` to `end` - 1.
  void put_bar(const std::string& name, int begin, int end) const;
  /// Of the picture's form in `png`, each pixel these bytes.
  void put_png(const std::string& name, PngBuilder png, const Bytes& pixel) const;
  /// The first half of a PNG.
  void put_broken(const std::string& name) const;
  void put_text(const std::string& name, const std::string& text) const;

  ScoreRun score(const std::string& arguments) const;
  /// What `mbench score` prints in Markdown.
  std::string score_table(const std::string& arguments) const;
  nlohmann::json json_file(const std::string& name) const;

 private:
  TemporaryFolder folder_;
};

}  // namespace mbench

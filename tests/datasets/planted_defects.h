#pragma once

#include "core/progress.h"
#include "datasets/finding_codes.h"
#include "datasets/fixture_writer.h"
#include "datasets/layout.h"
#include "datasets/lint.h"
#include "datasets/verify.h"
#include "tests/core/png_builder.h"

#include <functional>
#include <ostream>
#include <string>
#include <vector>

namespace mbench {

/// A clean synthetic folder of three samples (images/photo-000.jpg, alpha/photo-000.png,
/// trimaps/photo-000.png, ...), of 96x64 pixels, in which tests do damage.
class PlantedSet {
 public:
  PlantedSet();

  const fs::path& root() const { return folder_.path(); }
  FixtureWriter writer() const { return {root(), 3}; }
  Bytes bytes(const std::string& file) const { return read_file(root() / file); }
  void write(const std::string& file, const Bytes& bytes) const;
  void remove(const std::string& file) const { fs::remove(root() / file); }

  /// What is in the folder now, after `edit`.
  DatasetContents contents(const FileTree& tree) const;
  std::vector<Finding> verified(VerifyLevel level = VerifyLevel::pixels, int threads = 2) const;
  LintReport linted() const;

  Layout layout;
  LintOptions options;
  std::function<void(DatasetContents&)> edit = [](DatasetContents&) {};

 private:
  TemporaryFolder folder_;
};

enum class Checker { verify, lint };

/// One defect and the finding that it gives.
struct Planting {
  const char* name;  ///< of the test
  Checker checker;
  FindingCode code;
  Severity severity;
  const char* file;
  void (*plant)(PlantedSet& set);
  const char* besides = "";  ///< what cannot but be found with it, as summary() gives it
};

std::ostream& operator<<(std::ostream& stream, const Planting& planting);

/// At least one for each code, and for each severity of a code.
const std::vector<Planting>& plantings();

/// The findings' codes, severities and files, one a line.
std::string summary(const std::vector<Finding>& findings);
std::string summary(const Planting& planting);

}  // namespace mbench

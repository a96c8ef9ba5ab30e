#pragma once

#include <opencv2/core/mat.hpp>

#include <nlohmann/json.hpp>

#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

namespace mbench {

/// One folder with pred.png, gt.png, trimap.png and expected.json.
struct GoldenCase {
  std::filesystem::path folder;

  std::string name() const { return folder.filename().string(); }
  cv::Mat picture(const std::string& file) const;
  nlohmann::json expected() const;
};

/// The cases in `folder`, by name; none if it does not exist.
std::vector<GoldenCase> golden_cases(const std::filesystem::path& folder);

/// The cases of this test program: reference_cases.cpp or stored_cases.cpp.
std::vector<GoldenCase> cases_to_check();
extern const char* const kNoCases;  ///< why there may be none

inline std::ostream& operator<<(std::ostream& out, const GoldenCase& golden) {
  return out << golden.name();
}

}  // namespace mbench

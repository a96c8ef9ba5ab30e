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

/// Those of $MBENCH_REFERENCE_DIR/metrics/cases; none where the variable is unset.
std::vector<GoldenCase> reference_cases();

inline std::ostream& operator<<(std::ostream& out, const GoldenCase& golden) {
  return out << golden.name();
}

}  // namespace mbench

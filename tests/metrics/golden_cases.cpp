#include "tests/metrics/golden_cases.h"

#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <fstream>
#include <stdexcept>

namespace mbench {

cv::Mat GoldenCase::picture(const std::string& file) const {
  cv::Mat pixels = cv::imread((folder / file).string(), cv::IMREAD_UNCHANGED);
  if (pixels.type() != CV_8UC1) {
    throw std::runtime_error((folder / file).string() + " is not an 8-bit grey picture");
  }
  return pixels;
}

nlohmann::json GoldenCase::expected() const {
  std::ifstream file(folder / "expected.json");
  return nlohmann::json::parse(file);
}

std::vector<GoldenCase> golden_cases(const std::filesystem::path& folder) {
  std::vector<GoldenCase> cases;
  if (!std::filesystem::is_directory(folder)) return cases;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (std::filesystem::exists(entry.path() / "pred.png")) cases.push_back({entry.path()});
  }
  std::sort(cases.begin(), cases.end(),
            [](const GoldenCase& a, const GoldenCase& b) { return a.name() < b.name(); });
  return cases;
}

}  // namespace mbench

#include "benchmarks/metrics/oracle/straightforward.h"
#include "tests/metrics/golden_cases.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

/// Region name in expected.json -> mask.
cv::Mat mask_of(const std::string& region, const cv::Mat& trimap) {
  if (region == "unknown") return oracle::where(trimap, 128);
  if (region == "fg") return oracle::where(trimap, 255);
  if (region == "bg") return oracle::where(trimap, 0);
  if (region == "nonzero") return trimap > 0;
  return cv::Mat(trimap.size(), CV_8UC1, cv::Scalar(255));
}

oracle::ConnRule conn_rule(const std::string& variant) {
  oracle::ConnRule rule;
  rule.sixth_threshold = variant.starts_with("double") ? 154 : 153;
  rule.ties_by_column = variant == "single" || variant == "single_keep";
  rule.skip_empty = variant.ends_with("_keep");
  rule.background_competes = variant.ends_with("_bg");
  return rule;
}

oracle::GradRule grad_rule(const std::string& variant) {
  return {variant == "unit13", variant == "minmax"};
}

void expect_exact(const cv::Mat& p, const cv::Mat& g, const cv::Mat& trimap,
                  const nlohmann::json& exact) {
  for (const auto& [region, want] : exact.items()) {
    if (!want.is_object()) continue;
    SCOPED_TRACE(region);
    const cv::Mat mask = mask_of(region, trimap);
    EXPECT_EQ(oracle::sad_x255(p, g, mask), want["sad_x255"].get<std::int64_t>());
    EXPECT_EQ(oracle::mse_x65025(p, g, mask), want["mse_x65025"].get<std::int64_t>());
    const nlohmann::json connections = want.value("conn_x510", nlohmann::json::object());
    for (const auto& [variant, sum] : connections.items()) {
      EXPECT_EQ(oracle::conn_x510(p, g, mask, conn_rule(variant)), sum.get<std::int64_t>())
          << variant;
    }
    const nlohmann::json gradients = want.value("grad", nlohmann::json::object());
    for (const auto& [variant, sum] : gradients.items()) {
      const double value = sum.get<double>();
      EXPECT_NEAR(oracle::grad(p, g, mask, grad_rule(variant)), value, 1e-9 * value + 1e-20)
          << variant;
    }
  }
}

TEST(Straightforward, EqualsTheExactValuesOfEveryGoldenCase) {
  if (cases_to_check().empty()) GTEST_SKIP() << kNoCases;
  for (const GoldenCase& golden : cases_to_check()) {
    SCOPED_TRACE(golden.name());
    const nlohmann::json expected = golden.expected();
    cv::Mat p = golden.picture("pred.png");
    const cv::Mat g = golden.picture("gt.png");
    const cv::Mat trimap = golden.picture("trimap.png");
    expect_exact(p, g, trimap, expected["exact"]);
    if (!expected.contains("exact_masked_pred")) continue;
    p.setTo(cv::Scalar(0), trimap == 0);
    p.setTo(cv::Scalar(255), trimap == 255);
    expect_exact(p, g, trimap, expected["exact_masked_pred"]);
  }
}

}  // namespace
}  // namespace mbench

#include "metrics/instance_quality.h"

#include "core/error.h"
#include "metrics/assignment.h"

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <cstddef>

namespace mbench {
namespace {

constexpr const char* kConvention = "instmatt-imq";

std::vector<cv::Mat> extents(const std::vector<Alpha>& instances) {
  std::vector<cv::Mat> masks;
  for (const Alpha& alpha : instances) {
    masks.emplace_back(to_bytes(alpha, Rounding::nearest).pixels() > 0);
  }
  return masks;
}

void check_sizes(const std::vector<Alpha>& predicted, const std::vector<Alpha>& truth) {
  const cv::Size size = truth.empty() ? predicted.front().size() : truth.front().size();
  for (const std::vector<Alpha>* instances : {&predicted, &truth}) {
    for (const Alpha& alpha : *instances) {
      if (alpha.size() == size) continue;
      throw DataError(fmt::format("an instance is {}x{} but another one is {}x{}",
                                  alpha.size().width, alpha.size().height, size.width, size.height),
                      "all instances of an image have the image's size");
    }
  }
}

double overlap(const cv::Mat& a, const cv::Mat& b) {
  const double both = cv::countNonZero(a & b);
  return both / (cv::countNonZero(a | b) + 1e-8);
}

double similarity(const ScoreCard& card, const std::string& metric) {
  for (const MetricValue& figure : card) {
    if (figure.name == metric) return 1 - std::min(10 * figure.value.value_or(1), 1.0);
  }
  throw InternalError(fmt::format("{} has no figure {}", kConvention, metric));
}

InstanceTally tally_pair(const Alpha& predicted, const Alpha& truth, double iou) {
  const ScoreCard card = score(kConvention, predicted, truth, nullptr);
  InstanceTally tally;
  tally.matched = 1;
  tally.mad = similarity(card, "mad");
  tally.mse = similarity(card, "mse");
  tally.grad = similarity(card, "grad");
  tally.conn = similarity(card, "conn");
  tally.iou = iou;
  return tally;
}

}  // namespace

void InstanceRule::check() const {
  if (least_iou > 0 && least_iou <= 1) return;
  throw UsageError(fmt::format("a least overlap of {} is not within 0..1", least_iou));
}

InstanceTally& InstanceTally::operator+=(const InstanceTally& other) {
  matched += other.matched;
  extra += other.extra;
  missed += other.missed;
  mad += other.mad;
  mse += other.mse;
  grad += other.grad;
  conn += other.conn;
  iou += other.iou;
  return *this;
}

InstanceTally tally_instances(const std::vector<Alpha>& predicted, const std::vector<Alpha>& truth,
                              const InstanceRule& rule) {
  rule.check();
  InstanceTally tally;
  if (!predicted.empty() || !truth.empty()) check_sizes(predicted, truth);
  if (!predicted.empty() && !truth.empty()) {
    const std::vector<cv::Mat> found = extents(predicted);
    const std::vector<cv::Mat> wanted = extents(truth);
    std::vector<std::vector<double>> overlaps(found.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      for (const cv::Mat& instance : wanted) overlaps[i].push_back(overlap(found[i], instance));
    }
    const auto truth_of = best_assignment(overlaps);
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (!truth_of[i] || overlaps[i][*truth_of[i]] < rule.least_iou) continue;
      tally += tally_pair(predicted[i], truth[*truth_of[i]], overlaps[i][*truth_of[i]]);
    }
  }
  tally.extra = static_cast<std::int64_t>(predicted.size()) - tally.matched;
  tally.missed = static_cast<std::int64_t>(truth.size()) - tally.matched;
  return tally;
}

ScoreCard instance_quality(const InstanceTally& tally) {
  const auto matched = static_cast<double>(tally.matched);
  const double all =
      matched + 0.5 * static_cast<double>(tally.extra) + 0.5 * static_cast<double>(tally.missed);
  const std::vector<std::pair<std::string, double>> sums{{"mad", tally.mad},
                                                         {"mse", tally.mse},
                                                         {"grad", tally.grad},
                                                         {"conn", tally.conn},
                                                         {"iou", tally.iou}};
  ScoreCard card;
  for (const auto& [name, sum] : sums) card.push_back({"imq_" + name, sum / (all + 1e-6)});
  for (const auto& [name, sum] : sums) {
    card.push_back({"mq_" + name, std::nullopt});
    if (tally.matched > 0) card.back().value = sum / matched;
  }
  card.push_back({"rq", matched / (all + 1e-6)});
  return card;
}

}  // namespace mbench

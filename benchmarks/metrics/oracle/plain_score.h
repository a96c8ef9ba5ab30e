#pragma once

#include <opencv2/core/mat.hpp>

#include <map>
#include <optional>
#include <string>

namespace mbench::oracle {

/// Figure -> value; none where the convention's code gives no number.
using PlainCard = std::map<std::string, std::optional<double>>;

/// The figures of one convention, each written out as its public code computes it, from the
/// sums of straightforward.h. `predicted` and `truth` are both CV_8UC1, or both CV_32FC1 in
/// 0..1; `trimap` is CV_8UC1. An unknown name gives an empty card.
PlainCard plain_score(const std::string& convention, const cv::Mat& predicted, const cv::Mat& truth,
                      const cv::Mat& trimap);

}  // namespace mbench::oracle

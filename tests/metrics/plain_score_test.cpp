// Every convention against the plain implementation of benchmarks/metrics/oracle.

#include "benchmarks/metrics/oracle/plain_score.h"

#include "metrics/score_card.h"
#include "tests/metrics/every_convention.h"
#include "tests/metrics/odd_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

/// mmagic refuses a prediction that leaves the trimap.
OddPictures pictures_for(const std::string& convention, std::uint32_t seed, int longest) {
  OddPictures pictures = odd_pictures(seed, longest);
  if (convention == "mmagic") {
    pictures.predicted.setTo(cv::Scalar(0), pictures.trimap == 0);
    pictures.predicted.setTo(cv::Scalar(255), pictures.trimap == 255);
  }
  return pictures;
}

/// The losses are floats added up in another order; all else is integers or doubles.
double tolerance_of(const std::string& metric) {
  return metric == "laplacian" || metric == "gradient_penalty" ? 1e-4 : 1e-11;
}

void expect_equal_cards(const ScoreCard& got, const oracle::PlainCard& want, double least) {
  ASSERT_EQ(got.size(), want.size());
  for (const MetricValue& figure : got) {
    const std::optional<double> value = want.at(figure.name);
    ASSERT_EQ(figure.value.has_value(), value.has_value()) << figure.name;
    if (!value) continue;
    ASSERT_NEAR(*figure.value, *value,
                std::max(least, tolerance_of(figure.name)) * std::abs(*value) + 1e-7 * 1e-6)
        << figure.name;
  }
}

class PlainScore : public testing::TestWithParam<std::string> {};

TEST_P(PlainScore, IsWhatByteAlphasGet) {
  for (std::uint32_t seed = 0; seed < 700; ++seed) {
    SCOPED_TRACE(seed);
    const OddPictures pictures = pictures_for(GetParam(), seed, 70);
    const Trimap trimap(pictures.trimap);
    expect_equal_cards(
        score(GetParam(), Alpha(pictures.predicted), Alpha(pictures.truth), &trimap),
        oracle::plain_score(GetParam(), pictures.predicted, pictures.truth, pictures.trimap), 0);
    if (HasFatalFailure()) return;
  }
}

TEST_P(PlainScore, IsWhatFloatAlphasGetWithoutQuantisation) {
  for (std::uint32_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    const OddPictures pictures = pictures_for(GetParam(), seed, 40);
    // Bytes / 255 fall onto thresholds, where the precision decides; the others fall between.
    const double scale = seed % 2 == 0 ? 1 : 0.875;
    cv::Mat p;
    cv::Mat g;
    to_float(Alpha(pictures.predicted)).pixels().convertTo(p, CV_32F, scale, (1 - scale) / 2);
    to_float(Alpha(pictures.truth)).pixels().convertTo(g, CV_32F, scale, (1 - scale) / 2);
    p.setTo(cv::Scalar(0), (pictures.trimap == 0) & (pictures.predicted == 0));
    p.setTo(cv::Scalar(1), (pictures.trimap == 255) & (pictures.predicted == 255));
    const Trimap trimap(pictures.trimap);
    ScoreOptions options;
    options.quantisation = Quantisation::none;
    expect_equal_cards(score(GetParam(), Alpha(p), Alpha(g), &trimap, options),
                       oracle::plain_score(GetParam(), p, g, pictures.trimap), 1e-9);
    if (HasFatalFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Conventions, PlainScore, testing::ValuesIn(convention_names()), test_name);

}  // namespace
}  // namespace mbench

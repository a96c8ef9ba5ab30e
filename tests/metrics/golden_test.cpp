// Compiled twice: with the stored cases, and with those of MBENCH_REFERENCE_DIR.

#include "metrics/byte_errors.h"
#include "metrics/score_card.h"
#include "tests/metrics/golden_cases.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

namespace mbench {
namespace {

#define MBENCH_NEEDS_CASES() \
  if (cases_to_check().empty()) GTEST_SKIP() << kNoCases;

/// What expected.json calls a convention -> what mbench calls it.
const std::map<std::string, std::string> kNames{{"matlab", "matlab"},
                                                {"matlab_indexnet", "matlab-indexnet"},
                                                {"gca_python", "gca-python"},
                                                {"mam", "mam"},
                                                {"vitmatte", "vitmatte"},
                                                {"aim", "aim"},
                                                {"indexnet_python", "indexnet-python"},
                                                {"rvm", "rvm"},
                                                {"mmagic", "mmagic"}};

void expect_printed(const ScoreCard& card, const std::string& metric, const nlohmann::json& want) {
  for (const MetricValue& got : card) {
    if (got.name != metric) continue;
    ASSERT_EQ(got.value.has_value(), want.is_number()) << metric;
    if (!got.value) return;
    const double value = want.get<double>();
    EXPECT_NEAR(*got.value, value, 5e-6 * std::max(std::abs(value), 1e-6)) << metric;
    return;
  }
  ADD_FAILURE() << "no figure named " << metric;
}

TEST(ScoreCard, AgreesWithEveryFigureThatPublicCodePrinted) {
  MBENCH_NEEDS_CASES();
  for (const GoldenCase& golden : cases_to_check()) {
    const nlohmann::json expected = golden.expected();
    const Alpha p(golden.picture("pred.png"));
    const Alpha g(golden.picture("gt.png"));
    const Trimap trimap(golden.picture("trimap.png"));
    for (const auto& [key, figures] : expected["conventions"].items()) {
      if (!kNames.contains(key)) continue;
      if (key == "mmagic" && !expected["pred_is_masked_by_trimap"].get<bool>()) continue;
      SCOPED_TRACE(golden.name() + " " + key);
      const ScoreCard card = score(kNames.at(key), p, g, &trimap);
      for (const auto& [metric, want] : figures.items()) {
        if (metric != "dtssd") expect_printed(card, metric, want);
      }
    }
  }
}

TEST(ScoreCard, AgreesWithInstMattsErrorsOfABatch) {
  // That code was given the trimap's unknown pixels as the instance.
  MBENCH_NEEDS_CASES();
  ScoreOptions unknown;
  unknown.region = ScoreRegion::unknown;
  for (const GoldenCase& golden : cases_to_check()) {
    const nlohmann::json figures = golden.expected()["conventions"];
    if (!figures.contains("instmatt_batch")) continue;
    SCOPED_TRACE(golden.name());
    const Trimap trimap(golden.picture("trimap.png"));
    const ScoreCard card = score("instmatt-imq", Alpha(golden.picture("pred.png")),
                                 Alpha(golden.picture("gt.png")), &trimap, unknown);
    for (const auto& [metric, want] : figures["instmatt_batch"].items()) {
      expect_printed(card, metric, want);
    }
  }
}

TEST(ScoreFrame, AgreesWithRobustVideoMattingOverTwoFrames) {
  MBENCH_NEEDS_CASES();
  int sequences = 0;
  for (const GoldenCase& golden : cases_to_check()) {
    const nlohmann::json figures = golden.expected()["conventions"]["rvm"];
    if (!figures.contains("dtssd")) continue;
    ++sequences;
    const Alpha p_before(golden.picture("pred_prev.png"));
    const Alpha g_before(golden.picture("gt_prev.png"));
    const PreviousFrame previous{p_before, g_before};
    const ScoreCard card = score_frame("rvm", Alpha(golden.picture("pred.png")),
                                       Alpha(golden.picture("gt.png")), nullptr, &previous);
    for (const auto& [metric, want] : figures.items()) expect_printed(card, metric, want);
  }
  EXPECT_GT(sequences, 0);
}

/// The rules of one variant of expected.json's `exact`.
ByteErrorRules rules_of(RegionKind region, const std::string& conn, const std::string& grad) {
  ByteErrorRules rules;
  rules.region = region;
  rules.sixth_threshold = conn.starts_with("double") ? 154 : 153;
  rules.connection.ties_by_column = conn == "single" || conn == "single_keep";
  rules.connection.skip_empty = conn.ends_with("_keep");
  rules.connection.background_competes = conn.ends_with("_bg");
  rules.filter = grad == "unit13" ? GradientFilter::unit_sum_13 : GradientFilter::unit_norm_9;
  rules.stretch = grad == "minmax";
  return rules;
}

TEST(ByteErrors, EqualTheExactValuesOfEveryGoldenCase) {
  MBENCH_NEEDS_CASES();
  const std::map<std::string, RegionKind> regions{{"unknown", RegionKind::unknown},
                                                  {"whole", RegionKind::whole},
                                                  {"fg", RegionKind::foreground},
                                                  {"bg", RegionKind::background},
                                                  {"nonzero", RegionKind::detail}};
  for (const GoldenCase& golden : cases_to_check()) {
    SCOPED_TRACE(golden.name());
    const nlohmann::json exact = golden.expected()["exact"];
    const cv::Mat p = golden.picture("pred.png");
    const cv::Mat g = golden.picture("gt.png");
    const cv::Mat trimap = golden.picture("trimap.png");
    for (const auto& [name, kind] : regions) {
      SCOPED_TRACE(name);
      const nlohmann::json& want = exact[name];
      // Every variant of one figure beside some variant of the other.
      const nlohmann::json connections =
          want.value("conn_x510", nlohmann::json{{"single", nullptr}});
      const nlohmann::json gradients = want.value("grad", nlohmann::json{{"minmax", nullptr}});
      auto connection = connections.begin();
      auto gradient = gradients.begin();
      for (std::size_t i = 0; i < std::max(connections.size(), gradients.size()); ++i) {
        SCOPED_TRACE(connection.key() + " " + gradient.key());
        const ByteErrors got =
            byte_errors(p, g, &trimap, rules_of(kind, connection.key(), gradient.key()));
        EXPECT_EQ(got.pixels, want["pixels"].get<std::int64_t>());
        EXPECT_EQ(got.sad_x255, want["sad_x255"].get<std::int64_t>());
        EXPECT_EQ(got.mse_x65025, want["mse_x65025"].get<std::int64_t>());
        if (connection->is_number()) {
          EXPECT_EQ(got.conn_x510, connection->get<std::int64_t>());
        }
        if (gradient->is_number()) {
          const double value = gradient->get<double>();
          EXPECT_NEAR(got.gradient, value, 1e-6 * value + 1e-20);
        }
        if (++connection == connections.end()) connection = connections.begin();
        if (++gradient == gradients.end()) gradient = gradients.begin();
      }
    }
  }
}

}  // namespace
}  // namespace mbench

#include "cli/score_table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mbench {
namespace {

const ScoreStamp kPlain{"vitmatte", 3, ""};
const ScoreStamp kMoved{"vitmatte", 3, "region=whole"};
const std::vector<std::string> kMetrics{"sad", "mse"};

std::string written(const Table& table, OutputFormat format) {
  std::ostringstream out;
  table.write(format, {}, out);
  return out.str();
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

ScoredFile scored(const std::string& name, double sad, std::optional<double> mse) {
  return {name, name, {{"sad", sad}, {"mse", mse}}, {}, {}};
}

ScoredFile failed(const std::string& name, const std::string& error) {
  return {name, name, {}, {}, error};
}

MeanWithInterval mean(double value) { return {value, 2, 1, std::nullopt}; }
MeanWithInterval mean(double value, double low, double high) {
  return {value, 3, 2, Interval{low, high}};
}

TEST(ScoreTable, HasARowAnImageWithWhatItsFiguresDependOn) {
  std::vector<ScoredFile> files{scored("a", 0.25, std::nullopt), failed("b", "cannot be read")};
  files[0].warnings = {"one", "two"};
  EXPECT_EQ(written(score_table(files, kMetrics, {}, kMoved), OutputFormat::csv),
            "name,sad,mse,convention,convention_version,options,warnings,error\n"
            "a,0.25,,vitmatte,3,region=whole,one; two,\n"
            "b,,,vitmatte,3,region=whole,,cannot be read\n");
}

TEST(ScoreTable, WritesNullForWhatIsMissing) {
  const Table table = score_table({scored("a", 0.25, std::nullopt), failed("b", "cannot be read")},
                                  kMetrics, {}, kPlain);
  const auto rows = nlohmann::json::parse(written(table, OutputFormat::json));
  EXPECT_EQ(rows[0]["metrics"]["sad"], 0.25);
  EXPECT_TRUE(rows[0]["metrics"]["mse"].is_null());
  EXPECT_TRUE(rows[0]["error"].is_null());
  EXPECT_EQ(rows[0]["options"], "");
  EXPECT_TRUE(rows[0]["warnings"].is_array());
  EXPECT_TRUE(rows[1]["metrics"]["sad"].is_null());
  EXPECT_EQ(rows[1]["error"], "cannot be read");
}

TEST(ScoreTable, TakesFiguresByTheirNamesAndInTheMetricsOrder) {
  EXPECT_EQ(written(score_table({scored("a", 1, 2)}, {"mse", "none", "sad"}, {}, kPlain),
                    OutputFormat::md),
            "| name | mse | none | sad |\n"
            "| --- | ---: | ---: | ---: |\n"
            "| a | 2.0000 | - | 1.0000 |\n");
}

TEST(ScoreTable, ShowsPeopleOptionsAndErrorsOnlyWhereThereAreSome) {
  const auto heading = [](const ScoredFile& file, const ScoreStamp& stamp) {
    return first_line(written(score_table({file}, {"sad"}, {}, stamp), OutputFormat::md));
  };
  EXPECT_EQ(heading(scored("a", 1, 2), kPlain), "| name | sad |");
  EXPECT_EQ(heading(scored("a", 1, 2), kMoved), "| name | sad | options |");
  EXPECT_EQ(heading(failed("a", "cannot be read"), kPlain), "| name | sad | error |");
  EXPECT_EQ(heading(failed("a", "cannot be read"), kMoved), "| name | sad | options | error |");
}

TEST(ScoreTable, EndsWithMeansAndIntervalsThoseOfGroupsNamed) {
  const std::vector<GroupMeans> means{
      {"", 3, 0, {mean(2, 1, 3), std::nullopt}},
      {"NS", 1, 0, {mean(4), mean(5)}},  // without an interval
      {"SO", 2, 0, {mean(6, 5.5, 7), mean(8)}},
  };
  EXPECT_EQ(written(score_table({scored("a", 1, {}), scored("b", 3, {})}, kMetrics, means, kPlain),
                    OutputFormat::md),
            "| name | sad | mse |\n"
            "| --- | ---: | ---: |\n"
            "| a | 1.0000 | - |\n"
            "| b | 3.0000 | - |\n"
            "| mean | 2.0000 | - |\n"
            "| 95 % from | 1.0000 | - |\n"
            "| 95 % to | 3.0000 | - |\n"
            "| mean NS | 4.0000 | 5.0000 |\n"
            "| mean SO | 6.0000 | 8.0000 |\n"
            "| 95 % from SO | 5.5000 | - |\n"
            "| 95 % to SO | 7.0000 | - |\n");
}

TEST(ScoreTable, HasNoMeanOfOneImageNorInWhatProgramsRead) {
  const std::vector<GroupMeans> means{{"", 1, 0, {mean(2, 1, 3)}}};
  const auto text = [&](const std::vector<ScoredFile>& files, OutputFormat format) {
    return written(score_table(files, {"sad"}, means, kPlain), format);
  };
  EXPECT_EQ(text({scored("a", 2, {})}, OutputFormat::md).find("mean"), std::string::npos);
  const std::vector<ScoredFile> two{scored("a", 2, {}), scored("b", 2, {})};
  EXPECT_NE(text(two, OutputFormat::table).find("mean"), std::string::npos);
  EXPECT_EQ(text(two, OutputFormat::csv).find("mean"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(text(two, OutputFormat::json)).size(), 2U);
}

TEST(ScoreSummary, SaysWhatEachMeanRestsOn) {
  const auto summary =
      score_summary({{"", 4, 1, {mean(2, 1, 3), mean(5)}}, {"NS", 1, 1, {std::nullopt, {}}}},
                    kMetrics, "stem", kMoved);
  EXPECT_EQ(summary.dump(), nlohmann::ordered_json::parse(R"({
    "convention": "vitmatte", "convention_version": 3, "options": "region=whole",
    "clusters_by": "stem", "confidence": 0.95, "resamples": 10000,
    "groups": [
      {"group": null, "images": 4, "failed": 1, "metrics": {
        "sad": {"mean": 2.0, "low": 1.0, "high": 3.0, "images": 3, "clusters": 2},
        "mse": {"mean": 5.0, "low": null, "high": null, "images": 2, "clusters": 1}}},
      {"group": "NS", "images": 1, "failed": 1, "metrics": {
        "sad": {"mean": null, "low": null, "high": null, "images": 0, "clusters": 0},
        "mse": {"mean": null, "low": null, "high": null, "images": 0, "clusters": 0}}}
    ]})")
                                .dump());
}

const ScoreStamp kInstances{"instmatt-imq", 1, ""};

/// Pairs that match perfectly, and instances that match nothing.
ScoredInstances tallied(const std::string& name, int matched, int extra, int missed) {
  ScoredInstances image;
  image.name = name;
  image.tally.matched = matched;
  image.tally.extra = extra;
  image.tally.missed = missed;
  image.tally.mad = image.tally.mse = image.tally.grad = matched;
  image.tally.conn = image.tally.iou = matched;
  return image;
}

ScoredInstances failed_instances(const std::string& name) {
  ScoredInstances image;
  image.name = name;
  image.error = "cannot be read";
  return image;
}

TEST(InstanceTable, ShowsPeopleTheQualityAndProgramsEverything) {
  const Table table = instance_table({tallied("a", 1, 1, 0)}, kInstances);
  EXPECT_EQ(first_line(written(table, OutputFormat::csv)),
            "name,imq_mad,imq_mse,imq_grad,imq_conn,imq_iou,mq_mad,mq_mse,mq_grad,mq_conn,mq_iou,"
            "rq,matched,extra,missed,convention,convention_version,options,warnings,error");
  // 1 / (1 + 1/2)
  EXPECT_EQ(written(table, OutputFormat::md),
            "| name | imq_mad | imq_mse | imq_grad | imq_conn | imq_iou | matched | extra | "
            "missed |\n"
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
            "| a | 0.6667 | 0.6667 | 0.6667 | 0.6667 | 0.6667 | 1 | 1 | 0 |\n");
}

TEST(InstanceTable, EndsWithTheQualityOfTheSetAndNotAMean) {
  // 1 and 1 / (1 + 3/2) = 0.4 would have a mean of 0.7; together they are 2 / (2 + 3/2).
  const std::string text = written(
      instance_table({tallied("a", 1, 0, 0), tallied("b", 1, 2, 1)}, kInstances), OutputFormat::md);
  EXPECT_EQ(text.substr(text.find("| a ")),
            "| a | 1.0000 | 1.0000 | 1.0000 | 1.0000 | 1.0000 | 1 | 0 | 0 |\n"
            "| b | 0.4000 | 0.4000 | 0.4000 | 0.4000 | 0.4000 | 1 | 2 | 1 |\n"
            "| all images | 0.5714 | 0.5714 | 0.5714 | 0.5714 | 0.5714 | 2 | 2 | 1 |\n");
}

TEST(InstanceTable, HasAnEmptyRowForAnImageThatFailed) {
  const Table table = instance_table({tallied("a", 1, 0, 0), failed_instances("b")}, kInstances);
  EXPECT_EQ(
      first_line(written(instance_table({failed_instances("b")}, kInstances), OutputFormat::md)),
      "| name | imq_mad | imq_mse | imq_grad | imq_conn | imq_iou | matched | extra | "
      "missed | error |");
  const auto rows = nlohmann::json::parse(written(table, OutputFormat::json));
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["matched"], 1);
  EXPECT_TRUE(rows[0]["error"].is_null());
  for (const auto& figure : rows[1]["metrics"]) EXPECT_TRUE(figure.is_null());
  for (const char* count : {"matched", "extra", "missed"}) EXPECT_TRUE(rows[1][count].is_null());
  EXPECT_EQ(rows[1]["error"], "cannot be read");
  EXPECT_EQ(rows[1]["convention"], "instmatt-imq");
}

TEST(InstanceTable, KeepsTheWarnings) {
  ScoredInstances image = tallied("a", 1, 0, 0);
  image.warnings = {"channels differ"};
  const auto rows =
      nlohmann::json::parse(written(instance_table({image}, kInstances), OutputFormat::json));
  EXPECT_EQ(rows[0]["warnings"], image.warnings);
}

TEST(InstanceSummary, IsOfTheSummedTally) {
  const auto summary = instance_summary(
      {tallied("a", 1, 0, 0), tallied("b", 1, 2, 1), failed_instances("c")}, kInstances);
  EXPECT_EQ(summary["convention"], "instmatt-imq");
  EXPECT_EQ(summary["images"], 3);
  EXPECT_EQ(summary["failed"], 1);
  EXPECT_EQ(summary["matched"], 2);
  EXPECT_EQ(summary["extra"], 2);
  EXPECT_EQ(summary["missed"], 1);
  EXPECT_NEAR(summary["metrics"]["imq_mad"].get<double>(), 2 / 3.5, 1e-6);
  EXPECT_NEAR(summary["metrics"]["rq"].get<double>(), 2 / 3.5, 1e-6);
  EXPECT_DOUBLE_EQ(summary["metrics"]["mq_conn"].get<double>(), 1);
}

TEST(InstanceSummary, HasNoMatchingQualityWhereNothingMatched) {
  const auto summary = instance_summary({tallied("a", 0, 0, 2)}, kInstances);
  EXPECT_DOUBLE_EQ(summary["metrics"]["imq_mad"].get<double>(), 0);
  EXPECT_TRUE(summary["metrics"]["mq_mad"].is_null());
}

}  // namespace
}  // namespace mbench

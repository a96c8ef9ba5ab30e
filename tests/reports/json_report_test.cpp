#include "reports/json_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/reports/three_models.h"

namespace mbench {
namespace {

using nlohmann::json;

TEST(JsonReport, HasTheRowsOfTheLeaderboard) {
  StoreFixture store;
  put_three_models(store);
  const json report = json::parse(written(store, "json"));
  EXPECT_EQ(report.at("title"), "mbench leaderboard");
  const json& rows = report.at("rows");
  ASSERT_EQ(rows.size(), 3U);
  const json& fine = rows[0];
  EXPECT_EQ(fine.at("model"), "fine");
  EXPECT_EQ(fine.at("images"), 3);
  EXPECT_EQ(fine.at("total"), 3);
  EXPECT_EQ(fine.at("complete"), true);
  EXPECT_EQ(fine.at("metrics"), json::parse(R"({"sad":3.0,"mse":0.002,"grad":0.5,"conn":3.0})"));
  EXPECT_EQ(fine.at("metric_images").at("mse"), 3);
  EXPECT_EQ(fine.at("latency_ms"), 20.0);
  EXPECT_EQ(fine.at("peak_memory_mib"), 390.0);
  EXPECT_TRUE(fine.at("device_peak_mib").is_null());
  EXPECT_EQ(fine.at("approximate"), false);
  EXPECT_TRUE(fine.at("plain_max_difference").is_null());
  EXPECT_TRUE(fine.at("plain_mean_difference").is_null());
  EXPECT_EQ(fine.at("machines"), json::array({"m1"}));
  const json& partial = rows[1];
  EXPECT_EQ(partial.at("complete"), false);
  EXPECT_EQ(partial.at("states").at("oom"), 1);
}

TEST(JsonReport, TellsWhereTheFiguresComeFrom) {
  StoreFixture store;
  RunRecord run = run_on("m2");
  run.machine.description = "not JSON";
  store.results.end_run(store.results.begin_run(run), "done");
  const json provenance = json::parse(written(store, "json")).at("provenance");
  EXPECT_EQ(provenance.at("program"), "mbench");
  EXPECT_FALSE(provenance.at("program_version").get<std::string>().empty());
  EXPECT_EQ(provenance.at("machines").at("m1").at("cpu"), "Test CPU");
  EXPECT_EQ(provenance.at("machines").at("m2"), "not JSON");
  const json& runs = provenance.at("runs");
  ASSERT_EQ(runs.size(), 2U);
  EXPECT_TRUE(runs[0].at("ended_at").is_null());
  EXPECT_EQ(runs[0].at("state"), "running");
  EXPECT_EQ(runs[1].at("state"), "done");
  EXPECT_EQ(runs[1].at("machine"), "m2");
  EXPECT_EQ(runs[1].at("command"), "mbench run --suite demo");
}

TEST(JsonReport, HasEveryImageWithItsRawTimingsIfAsked) {
  StoreFixture store;
  put_three_models(store);
  ReportOptions options;
  options.per_image = true;
  const json rows = json::parse(written(store, "json", options)).at("rows");
  ASSERT_EQ(rows.size(), 8U);
  EXPECT_EQ(rows[1].at("sample"), "b");
  EXPECT_EQ(rows[1].at("state"), "ok");
  EXPECT_EQ(rows[1].at("metrics").at("sad"), 2.0);
  EXPECT_EQ(rows[1].at("timings_ns").at("infer"), json::array({30'000'000}));
  EXPECT_EQ(rows[1].at("image_digest"), "image of b");
  EXPECT_EQ(rows[4].at("state"), "oom");
  EXPECT_EQ(rows[4].at("message"), "wanted 12 GiB, \"had\" 8");
  EXPECT_TRUE(rows[4].at("latency_ms").is_null());
  EXPECT_TRUE(rows[4].at("machine").is_null());
  EXPECT_EQ(rows[4].at("metrics"), json::object());
}

TEST(JsonReport, SurvivesTextThatIsNotUtf8) {
  StoreFixture store;
  const ResultRecord result = result_of("knn", "caf\xe9", 0);
  store.results.put(store.run, store.results.cell_id(cell_of("knn", "demo")),
                    failed(result, RowState::error, "no file caf\xe9.png"));
  ReportOptions options;
  options.per_image = true;
  const json rows = json::parse(written(store, "json", options)).at("rows");
  EXPECT_EQ(rows[0].at("message"), "no file caf\xef\xbf\xbd.png");
}

TEST(JsonReport, OfAnEmptyStoreIsValid) {
  StoreFixture store;
  EXPECT_TRUE(json::parse(written(store, "json")).at("rows").empty());
}

}  // namespace
}  // namespace mbench

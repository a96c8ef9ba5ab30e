// What a result cost: by machine, newest first, absent where it was not measured.
#include <gtest/gtest.h>

#include "tests/store/store_builders.h"

namespace mbench {
namespace {

TEST(Measurement, ComesBackWithItsMachineAndRawTimings) {
  StoreFixture store;
  ResultRecord put = measured(result_of("closed-form", "a", 0), 12.25, 100, 340);
  put.measurement->device_peak_bytes = 9'000'000'000;
  put.measurement->plain_max_difference = 0.25;
  put.measurement->plain_mean_difference = 1e-9;
  put.measurement->timings_ns = {
      {"infer", {12'250'000, 1, 9'223'372'036'854'775'807}}, {"load", {}}, {"score", {-5}}};
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), put);
  const auto got = all_results(store.results, kClosedFormCell).at(0).measurement.value();
  EXPECT_EQ(got.threads, 2);
  EXPECT_EQ(got.latency_ms, 12.25);
  EXPECT_EQ(got.rss_before_bytes, 100 * 1024 * 1024);
  EXPECT_EQ(got.rss_peak_bytes, 340 * 1024 * 1024);
  EXPECT_FALSE(got.tensor_peak_bytes.has_value());
  EXPECT_EQ(got.device_peak_bytes, 9'000'000'000);
  EXPECT_EQ(got.plain_max_difference, 0.25);
  EXPECT_EQ(got.plain_mean_difference, 1e-9);
  EXPECT_EQ(got.machine_digest, "m1");
  EXPECT_EQ(got.timings_ns, put.measurement->timings_ns);
}

TEST(Measurement, KeepsEveryFigureAndItsAbsenceApart) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  ResultRecord put = measured(result_of("closed-form", "a", 0), 5, 1, 2);
  MeasurementRecord& figures = *put.measurement;
  figures.tensor_before_bytes = 1;
  figures.tensor_peak_bytes = 2;
  figures.device_peak_bytes = 3;
  figures.device_reserved_bytes = 4;
  figures.process_vram_bytes = 5;
  figures.device_vram_bytes = 6;
  figures.energy_mj = 7.5;
  figures.sm_clock_mhz = 8;
  figures.temperature_c = 9;
  figures.redone_samples = 0;
  figures.differing_samples = 11;
  store.results.put(store.run, cell, put);
  store.results.put(store.run, cell, measured(result_of("closed-form", "b", 1), 5, 1, 2));
  const auto rows = all_results(store.results, kClosedFormCell);
  const MeasurementRecord got = rows.at(0).measurement.value();
  EXPECT_EQ(got.tensor_before_bytes, 1);
  EXPECT_EQ(got.tensor_peak_bytes, 2);
  EXPECT_EQ(got.device_peak_bytes, 3);
  EXPECT_EQ(got.device_reserved_bytes, 4);
  EXPECT_EQ(got.process_vram_bytes, 5);
  EXPECT_EQ(got.device_vram_bytes, 6);
  EXPECT_EQ(got.energy_mj, 7.5);
  EXPECT_EQ(got.sm_clock_mhz, 8);
  EXPECT_EQ(got.temperature_c, 9);
  EXPECT_EQ(got.redone_samples, 0);
  EXPECT_EQ(got.differing_samples, 11);
  const MeasurementRecord none = rows.at(1).measurement.value();
  for (const auto& absent :
       {none.tensor_before_bytes, none.tensor_peak_bytes, none.device_peak_bytes,
        none.device_reserved_bytes, none.process_vram_bytes, none.device_vram_bytes,
        none.sm_clock_mhz, none.temperature_c, none.redone_samples, none.differing_samples}) {
    EXPECT_FALSE(absent.has_value());
  }
  EXPECT_FALSE(none.energy_mj.has_value());
}

TEST(Measurement, TakesLatencyFromTheWholeOfASplitRun) {
  MeasurementRecord figures;
  EXPECT_TRUE(latency_samples_ns(figures).empty());
  figures.timings_ns = {{"infer", {3, 4}}, {"load", {9}}};
  EXPECT_EQ(latency_samples_ns(figures), (std::vector<std::int64_t>{3, 4}));
  figures.timings_ns["matte"] = {5, 6};
  EXPECT_EQ(latency_samples_ns(figures), (std::vector<std::int64_t>{5, 6}));
}

TEST(Measurement, LeavesTimingsOutUnlessAsked) {
  StoreFixture store;
  store.results.put(store.run, store.results.cell_id(kClosedFormCell),
                    measured(result_of("closed-form", "a", 0), 5, 1, 2));
  store.results.for_each_result(kClosedFormCell, false, [](const ResultRecord& result) {
    EXPECT_EQ(result.measurement.value().latency_ms, 5.0);
    EXPECT_TRUE(result.measurement->timings_ns.empty());
  });
}

TEST(Measurement, OfTheSameMachineIsReplacedWithItsTimings) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  ResultRecord first = measured(result_of("closed-form", "a", 0), 5, 1, 2);
  first.measurement->timings_ns["load"] = {7};
  store.results.put(store.run, cell, first);
  store.results.put(store.run, cell, measured(result_of("closed-form", "a", 0), 6, 1, 2));
  const auto got = all_results(store.results, kClosedFormCell).at(0).measurement.value();
  EXPECT_EQ(got.latency_ms, 6.0);
  EXPECT_EQ(got.timings_ns.count("load"), 0U);
  EXPECT_EQ(got.timings_ns.at("infer"), std::vector<std::int64_t>{6'000'000});
}

TEST(Measurement, OfTheNewestRunIsShownWhenMachinesDiffer) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  const ResultRecord result = result_of("closed-form", "a", 0);
  const auto elsewhere = store.results.begin_run(run_on("m2"));
  store.results.put(elsewhere, cell, measured(result, 50, 1, 2));
  store.results.put(store.run, cell, measured(result, 5, 1, 2));
  EXPECT_EQ(all_results(store.results, kClosedFormCell).at(0).measurement->machine_digest, "m2");
  const auto back = store.results.begin_run(run_on("m1"));
  store.results.put(back, cell, measured(result, 7, 1, 2));
  EXPECT_EQ(all_results(store.results, kClosedFormCell).at(0).measurement->machine_digest, "m1");
  EXPECT_EQ(all_results(store.results, kClosedFormCell).at(0).measurement->latency_ms, 7.0);
}

TEST(Finished, AsksForTheMachineOnlyIfOneIsNamed) {
  StoreFixture store;
  const ResultRecord result = measured(result_of("closed-form", "a", 0), 5, 1, 2);
  const std::string key = result.identity.key();
  EXPECT_FALSE(store.results.finished(key, "").has_value());
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), result);
  EXPECT_EQ(store.results.finished(key, ""), RowState::ok);
  EXPECT_EQ(store.results.finished(key, "m1"), RowState::ok);
  EXPECT_FALSE(store.results.finished(key, "m2").has_value());
  EXPECT_FALSE(store.results.finished("not a key", "").has_value());
}

TEST(Finished, KnowsATryThatEndedBeforeAnythingWasMeasured) {
  StoreFixture store;
  const ResultRecord result =
      failed(result_of("closed-form", "a", 0), RowState::oom, "12 GiB wanted");
  store.results.put(store.run, store.results.cell_id(kClosedFormCell), result);
  EXPECT_EQ(store.results.finished(result.identity.key(), "m1"), RowState::oom);
  EXPECT_FALSE(store.results.finished(result.identity.key(), "m2").has_value());
  EXPECT_FALSE(all_results(store.results, kClosedFormCell).at(0).measurement.has_value());
}

TEST(Placed, IsWhatTheCellHoldsForASampleUnderAConvention) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  store.results.put(store.run, cell, failed(result_of("closed-form", "a", 0), RowState::oom, "no"));
  EXPECT_EQ(store.results.placed(kClosedFormCell, "a", "matlab"), RowState::oom);
  EXPECT_FALSE(store.results.placed(kClosedFormCell, "a", "dim"));
  EXPECT_FALSE(store.results.placed(kClosedFormCell, "b", "matlab"));
  EXPECT_FALSE(store.results.placed(cell_of("knn", "demo"), "a", "matlab"));
}

TEST(Latencies, AreThoseOfOkImagesMeasuredInTheSameWay) {
  StoreFixture store;
  const auto cell = store.results.cell_id(kClosedFormCell);
  store.results.put(store.run, cell, measured(result_of("closed-form", "a", 0), 5, 1, 2));
  ResultRecord hasty = measured(result_of("closed-form", "b", 1), 6, 1, 2);
  hasty.measurement->images_at_once = 4;
  store.results.put(store.run, cell, hasty);
  store.results.put(
      store.run, cell,
      failed(measured(result_of("closed-form", "c", 2), 7, 1, 2), RowState::error, "no"));
  const std::map<std::string, double> expected{{"a", 5.0}};
  EXPECT_EQ(store.results.latencies_ms(kClosedFormCell, "m1", 2, 1), expected);
  EXPECT_TRUE(store.results.latencies_ms(kClosedFormCell, "m2", 2, 1).empty());
  EXPECT_TRUE(store.results.latencies_ms(kClosedFormCell, "m1", 3, 1).empty());
  EXPECT_TRUE(store.results.latencies_ms(cell_of("knn", "demo"), "m1", 2, 1).empty());
}

}  // namespace
}  // namespace mbench

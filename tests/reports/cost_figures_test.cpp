#include "reports/cost_figures.h"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/reports/three_models.h"

namespace mbench {
namespace {

TEST(LatencyStatistics, HaveNoIntervalBelowSixSamples) {
  EXPECT_FALSE(latency_statistics(std::vector<double>()).median.value.has_value());
  const LatencyStatistics few = latency_statistics({5, 3, 4, 1, 2});
  EXPECT_EQ(few.samples, 5);
  EXPECT_EQ(few.median.value, 3.0);
  EXPECT_EQ(few.p99.value, 5.0);
  EXPECT_FALSE(few.median.low || few.median.high || few.p90.low || few.p99.high);
  const LatencyStatistics six = latency_statistics({6, 5, 3, 4, 1, 2});
  EXPECT_EQ(six.median.low, 1.0);
  EXPECT_EQ(six.median.high, 6.0);
  EXPECT_FALSE(six.p90.low.has_value());
}

// Of 100: the 90th percentile from rank 84 to rank 96, by the binomial of 100 and 0.9.
TEST(LatencyStatistics, GiveTheRanksOfAHundredSamples) {
  std::vector<double> samples(100);
  std::iota(samples.rbegin(), samples.rend(), 1.0);
  const LatencyStatistics latency = latency_statistics(samples);
  EXPECT_EQ(latency.median.value, 50.5);
  EXPECT_EQ(latency.p90.value, 90.0);
  EXPECT_EQ(latency.p95.value, 95.0);
  EXPECT_EQ(latency.p99.value, 99.0);
  EXPECT_EQ(latency.p90.low, 84.0);
  EXPECT_EQ(latency.p90.high, 96.0);
  EXPECT_FALSE(latency.p99.low.has_value());
}

TEST(LatencyStatistics, OfAnImageAreOverItsRawSamples) {
  ResultRecord image = result_of("knn", "a", 0);
  EXPECT_EQ(latency_statistics(image).samples, 0);
  image.measurement.emplace();
  image.measurement->timings_ns = {{"infer", {1'000'000, 1'000'000}},
                                   {"matte", {2'000'000, 4'000'000}}};
  EXPECT_EQ(latency_statistics(image).median.value, 3.0);
}

TEST(FurtherCostSum, TakesTheMostTheLowestClockTheMeanEnergyAndTheSumOfCounts) {
  FurtherCosts one;
  one.device_vram_mib = 10;
  one.energy_mj = 100;
  one.sm_clock_mhz = 1500;
  one.temperature_c = 60;
  one.redone_samples = 1;
  FurtherCosts other = one;
  other.device_vram_mib = 30;
  other.energy_mj = 300;
  other.sm_clock_mhz = 1400;
  other.temperature_c = 50;
  other.redone_samples = 2;
  FurtherCostSum sum;
  sum.add(one);
  sum.add(FurtherCosts());
  sum.add(other);
  const FurtherCosts total = sum.total();
  EXPECT_EQ(total.device_vram_mib, 30.0);
  EXPECT_EQ(total.energy_mj, 200.0);
  EXPECT_EQ(total.sm_clock_mhz, 1400.0);
  EXPECT_EQ(total.temperature_c, 60.0);
  EXPECT_EQ(total.redone_samples, 3.0);
  EXPECT_FALSE(total.differing_samples || total.process_vram_mib || total.tensor_before_mib);
}

/// A model measured on so many images, one after the other 1 ms slower.
void put_images(StoreFixture& store, int images) {
  const auto cell = store.results.cell_id(cell_of("knn", "demo"));
  for (int i = 0; i < images; ++i) {
    ResultRecord image = measured(result_of("knn", numbered("s", i), i), i + 1, 1, 2);
    image.measurement->tensor_peak_bytes = std::int64_t{i + 1} << 20;
    image.measurement->differing_samples = 1;
    store.results.put(store.run, cell, image);
  }
}

TEST(CostReports, ShowIntervalsWhereThereAreImagesEnough) {
  StoreFixture store;
  put_images(store, 6);
  EXPECT_NE(written(store, "md")
                .find("| knn | plain, fp32, cpu | 3.500 (1.000–6.000) | 6.000 | "
                      "6.000 | 6.000 |"),
            std::string::npos);
  EXPECT_NE(written(store, "md").find("not deterministic: 6 timed runs"), std::string::npos);
  const std::string json = written(store, "json");
  EXPECT_NE(json.find("\"latency_low_ms\":1.0,\"latency_high_ms\":6.0"), std::string::npos);
  EXPECT_NE(json.find("\"latency_p99_low_ms\":null"), std::string::npos);
  const std::string page = written(store, "html");
  EXPECT_NE(page.find("<span class=\"value\">3.500</span><br/><span class=\"soft small\">"
                      "1.000\xE2\x80\x93"
                      "6.000</span>"),
            std::string::npos);
  EXPECT_NE(page.find("Tensors<span class=\"unit\">MiB</span>"), std::string::npos);
  EXPECT_EQ(page.find("GPU energy"), std::string::npos);  // no row has it
}

TEST(CostReports, HaveNoTableOnThePageWhereNothingWasMeasured) {
  StoreFixture store;
  store.results.put(store.run, store.results.cell_id(cell_of("knn", "demo")),
                    failed(result_of("knn", "a", 0), RowState::timeout, "late"));
  EXPECT_EQ(written(store, "html").find("Time and memory in full"), std::string::npos);
}

}  // namespace
}  // namespace mbench

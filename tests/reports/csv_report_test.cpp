#include "reports/csv_report.h"

#include <gtest/gtest.h>

#include "tests/reports/three_models.h"

namespace mbench {
namespace {

constexpr const char* kHeader =
    "model,suite,mode,images,sad,mse,grad,conn,latency_ms,peak_memory_mib,precision,device,"
    "convention,convention_version,weights,total,ok,oom,timeout,error,unsupported,skipped,missing,"
    "threads,images_per_s,megapixels_per_s,process_peak_mib,tensor_peak_mib,device_peak_mib,"
    "latency_low_ms,latency_high_ms,latency_p90_ms,latency_p90_low_ms,latency_p90_high_ms,"
    "latency_p95_ms,latency_p95_low_ms,latency_p95_high_ms,latency_p99_ms,latency_p99_low_ms,"
    "latency_p99_high_ms,tensor_before_mib,device_reserved_mib,process_vram_mib,device_vram_mib,"
    "energy_mj,sm_clock_mhz,temperature_c,redone_samples,differing_samples,machines,notes,"
    "approximate,plain_max_difference,plain_mean_difference";

TEST(CsvReport, HasALineForEachModelInAlphabeticalOrder) {
  StoreFixture store;
  put_three_models(store);
  EXPECT_EQ(written(store, "csv"),
            std::string(kHeader) +
                "\n"
                "fine,demo,plain,3,3,0.002,0.5,3,20,390,fp32,cpu,matlab,1,,3,3,0,0,0,0,0,0,2,50,"
                "0.25,400,,,,,30,,,30,,,30,,,,,,,,,,,,m1,,0,,\n"
                "partial,demo,plain,1,0.5,0.0005,0.1,0.2,4,10,fp32,cpu,matlab,1,,3,1,1,0,0,0,0,1,"
                "2,250,1.25,110,,,,,4,,,4,,,4,,,,,,,,,,,,m1,,0,,\n"
                "worse,demo,plain,3,4,0.004,1,2,5,20,fp32,cpu,matlab,1,,3,3,0,0,0,0,0,0,2,200,"
                "1,120,,,,,5,,,5,,,5,,,,,,,,,,,,m1,,0,,\n");
}

TEST(CsvReport, LeavesEveryFigureEmptyWhereNoImageIsOk) {
  StoreFixture store;
  store.results.put(store.run, store.results.cell_id(cell_of("knn:k=3,l=2", "demo-4k")),
                    failed(result_of("knn:k=3,l=2", "a", 0), RowState::timeout, "late"));
  EXPECT_EQ(written(store, "csv"),
            std::string(kHeader) +
                "\n\"knn:k=3,l=2\",demo-4k,plain,0,,,,,,,fp32,cpu,matlab,1,,1,0,0,1,0,0,0,0,,,,,,,"
                ",,,,,,,,,,,,,,,,,,,,,,0,,\n");
}

TEST(CsvReport, AddsTheFurtherFiguresOfAConventionAtTheEnd) {
  StoreFixture store;
  ResultRecord result = scored(result_of("knn", "a", 0), 1, 2, 3, 4);
  result.scores.push_back({"sad_trimap", 0.25});
  result.scores.push_back({"mad", 7});
  store.results.put(store.run, store.results.cell_id(cell_of("knn", "demo")), result);
  const std::string csv = written(store, "csv");
  EXPECT_NE(csv.find("plain_mean_difference,mad,sad_trimap\n"), std::string::npos) << csv;
  EXPECT_NE(csv.find(",7,0.25\n"), std::string::npos) << csv;
}

TEST(CsvReport, OfAnEmptyStoreIsItsHeader) {
  StoreFixture store;
  EXPECT_EQ(written(store, "csv"), std::string(kHeader) + "\n");
}

TEST(CsvReport, HasALineForEachImageIfAsked) {
  StoreFixture store;
  put_three_models(store);
  ReportOptions options;
  options.per_image = true;
  const std::string csv = written(store, "csv", options);
  EXPECT_EQ(
      csv.substr(0, csv.find("worse")),
      "model,suite,mode,images,sad,mse,grad,conn,latency_ms,peak_memory_mib,sample,"
      "foreground,state,message,precision,device,convention,convention_version,weights,"
      "width,height,unknown_pixels,threads,images_per_s,megapixels_per_s,process_peak_mib,"
      "tensor_peak_mib,device_peak_mib,latency_low_ms,latency_high_ms,latency_p90_ms,"
      "latency_p90_low_ms,latency_p90_high_ms,latency_p95_ms,latency_p95_low_ms,"
      "latency_p95_high_ms,latency_p99_ms,latency_p99_low_ms,latency_p99_high_ms,"
      "tensor_before_mib,device_reserved_mib,process_vram_mib,device_vram_mib,energy_mj,"
      "sm_clock_mhz,temperature_c,redone_samples,differing_samples,machine,approximate,plain_max_"
      "difference,"
      "plain_mean_difference\n"
      "fine,demo,plain,1,1,0.001,0.5,4,10,50,a,a,ok,,fp32,cpu,matlab,1,,100,50,700,2,100,0.5,150,"
      ",,,,10,,,10,,,10,,,,,,,,,,,,m1,0,,\n"
      "fine,demo,plain,1,2,0.002,0.25,4,30,20,b,b,ok,,fp32,cpu,matlab,1,,100,50,700,2,"
      "33.333333333333336,0.16666666666666669,220,,,,,30,,,30,,,30,,,,,,,,,,,,m1,0,,\n"
      "fine,demo,plain,1,6,0.003,0.75,1,20,390,c,c,ok,,fp32,cpu,matlab,1,,100,50,700,2,50,"
      "0.25,400,,,,,20,,,20,,,20,,,,,,,,,,,,m1,0,,\n"
      "partial,demo,plain,1,0.5,0.0005,0.1,0.2,4,10,a,a,ok,,fp32,cpu,matlab,1,,100,50,700,2,"
      "250,1.25,110,,,,,4,,,4,,,4,,,,,,,,,,,,m1,0,,\n"
      "partial,demo,plain,0,,,,,,,b,b,oom,\"wanted 12 GiB, \"\"had\"\" 8\",fp32,cpu,matlab,"
      "1,,100,50,700,,,,,,,,,,,,,,,,,,,,,,,,,,,,0,,\n");
}

}  // namespace
}  // namespace mbench

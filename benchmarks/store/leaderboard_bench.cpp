// The leaderboard of a store with a million results (ten models on a hundred thousand
// images); against reading as many flat rows in plain SQLite.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <sstream>

#include "benchmarks/store/raw_sqlite.h"
#include "benchmarks/store/store_data.h"
#include "reports/score_table.h"

namespace {

using namespace mbench;

constexpr int kModels = 10;
constexpr int kImages = 100'000;

std::string model(int number) { return fmt::format("model-{}", number); }

/// Made once for all: that takes a minute.
const fs::path& large_store() {
  static const TemporaryFolder folder;
  static const fs::path path = [] {
    fs::path made = folder.path() / "store.db";
    Database database(made, Database::Open::create);
    ResultStore results(database);
    const auto run = results.begin_run(bench_run());
    for (int m = 0; m < kModels; ++m) {
      const auto cell = results.cell_id(bench_cell(model(m)));
      database.transaction([&] {
        for (int i = 0; i < kImages; ++i) results.put(run, cell, bench_result(model(m), i));
      });
    }
    return made;
  }();
  return path;
}

void note_size(benchmark::State& state) {
  state.counters["results"] = kModels * kImages;
  state.counters["store_mib"] = static_cast<double>(fs::file_size(large_store())) / (1 << 20);
}

void leaderboard_of_a_million(benchmark::State& state) {
  Database database(large_store(), Database::Open::read_only);
  const ResultStore results(database);
  for (auto _ : state) benchmark::DoNotOptimize(leaderboard(results, {}).size());
  note_size(state);
}
BENCHMARK(leaderboard_of_a_million)->Unit(benchmark::kMillisecond);

void csv_of_every_image_of_a_million(benchmark::State& state) {
  Database database(large_store(), Database::Open::read_only);
  ResultStore results(database);
  ReportOptions options;
  options.per_image = true;
  for (auto _ : state) {
    std::ostringstream out;
    find_report_format("csv").write(results, options, out);
    benchmark::DoNotOptimize(out.str().size());
  }
}
BENCHMARK(csv_of_every_image_of_a_million)->Unit(benchmark::kMillisecond);

void read_a_million_flat_rows_raw_sqlite(benchmark::State& state) {
  const TemporaryFolder folder;
  RawSqlite raw(folder.path() / "raw.db");
  raw.run("BEGIN");
  for (int m = 0; m < kModels; ++m) {
    for (int i = 0; i < kImages; ++i) raw.put(bench_result(model(m), i));
  }
  raw.run("COMMIT");
  for (auto _ : state) benchmark::DoNotOptimize(raw.read_results());
}
BENCHMARK(read_a_million_flat_rows_raw_sqlite)->Unit(benchmark::kMillisecond);

void open_a_large_store(benchmark::State& state) {
  large_store();
  for (auto _ : state) Database database(large_store(), Database::Open::existing);
}
BENCHMARK(open_a_large_store)->Unit(benchmark::kMicrosecond);

}  // namespace

// One image after another, each in its transaction, as a run stores them; against one flat
// row in plain SQLite.
#include <benchmark/benchmark.h>

#include "benchmarks/store/raw_sqlite.h"
#include "benchmarks/store/store_data.h"
#include "store/result_store.h"

namespace {

using namespace mbench;

void count_rate(benchmark::State& state) {
  state.counters["per_s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

void put_result(benchmark::State& state) {
  const TemporaryFolder folder;
  Database database(folder.path() / "store.db", Database::Open::create);
  ResultStore results(database);
  const auto run = results.begin_run(bench_run());
  const auto cell = results.cell_id(bench_cell("model"));
  int number = 0;
  for (auto _ : state) results.put(run, cell, bench_result("model", number++));
  count_rate(state);
}
BENCHMARK(put_result)->Unit(benchmark::kMicrosecond);

void put_result_raw_sqlite(benchmark::State& state) {
  const TemporaryFolder folder;
  RawSqlite raw(folder.path() / "raw.db");
  int number = 0;
  for (auto _ : state) raw.put(bench_result("model", number++));
  count_rate(state);
}
BENCHMARK(put_result_raw_sqlite)->Unit(benchmark::kMicrosecond);

void make_the_record_alone(benchmark::State& state) {
  int number = 0;
  for (auto _ : state) benchmark::DoNotOptimize(bench_result("model", number++).identity.key());
}
BENCHMARK(make_the_record_alone)->Unit(benchmark::kMicrosecond);

void ask_whether_finished(benchmark::State& state) {
  const TemporaryFolder folder;
  Database database(folder.path() / "store.db", Database::Open::create);
  ResultStore results(database);
  const auto run = results.begin_run(bench_run());
  const auto cell = results.cell_id(bench_cell("model"));
  std::vector<std::string> keys;
  database.transaction([&] {
    for (int i = 0; i < 20000; ++i) {
      const ResultRecord result = bench_result("model", i);
      results.put(run, cell, result);
      keys.push_back(result.identity.key());
    }
  });
  std::size_t at = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(results.finished(keys[at], "machine"));
    at = (at + 7919) % keys.size();
  }
  count_rate(state);
}
BENCHMARK(ask_whether_finished)->Unit(benchmark::kMicrosecond);

}  // namespace

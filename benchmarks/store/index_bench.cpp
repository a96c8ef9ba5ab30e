// The index of a data set, written in one transaction and read back; against flat rows in
// plain SQLite.
#include <benchmark/benchmark.h>

#include "benchmarks/store/raw_sqlite.h"
#include "benchmarks/store/store_data.h"
#include "store/sample_store.h"

namespace {

using namespace mbench;

const DatasetRecord kDataset{"refmatte", "refmatte", "", "", "/home/user/datasets/RefMatte", "", 0};

void count_rate(benchmark::State& state) {
  state.counters["samples_per_s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * state.range(0)), benchmark::Counter::kIsRate);
}

void index_samples(benchmark::State& state) {
  const TemporaryFolder folder;
  const auto samples = bench_samples(static_cast<int>(state.range(0)));
  const auto files = bench_files(samples);
  int round = 0;
  for (auto _ : state) {
    Database database(folder.path() / std::to_string(round++), Database::Open::create);
    SampleStore(database).replace(kDataset, files, samples);
  }
  count_rate(state);
}
BENCHMARK(index_samples)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(2);

void index_samples_raw_sqlite(benchmark::State& state) {
  const TemporaryFolder folder;
  const auto samples = bench_samples(static_cast<int>(state.range(0)));
  int round = 0;
  for (auto _ : state) {
    RawSqlite raw(folder.path() / std::to_string(round++));
    raw.run("BEGIN");
    int ordinal = 0;
    for (const SampleRecord& sample : samples) raw.put(sample, ordinal++);
    raw.run("COMMIT");
  }
  count_rate(state);
}
BENCHMARK(index_samples_raw_sqlite)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(2);

void index_samples_anew(benchmark::State& state) {
  const TemporaryFolder folder;
  const auto samples = bench_samples(static_cast<int>(state.range(0)));
  const auto files = bench_files(samples);
  Database database(folder.path() / "store.db", Database::Open::create);
  SampleStore(database).replace(kDataset, files, samples);
  for (auto _ : state) SampleStore(database).replace(kDataset, files, samples);
  count_rate(state);
}
BENCHMARK(index_samples_anew)->Arg(500'000)->Unit(benchmark::kMillisecond)->Iterations(2);

void read_samples(benchmark::State& state) {
  const TemporaryFolder folder;
  Database database(folder.path() / "store.db", Database::Open::create);
  SampleStore store(database);
  const auto samples = bench_samples(static_cast<int>(state.range(0)));
  store.replace(kDataset, bench_files(samples), samples);
  for (auto _ : state) {
    std::int64_t pixels = 0;
    store.for_each_sample("refmatte", [&](const SampleRecord& sample) { pixels += sample.width; });
    benchmark::DoNotOptimize(pixels);
  }
  count_rate(state);
}
BENCHMARK(read_samples)->Arg(500'000)->Unit(benchmark::kMillisecond);

}  // namespace

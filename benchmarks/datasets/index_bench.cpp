// RefMatte at its full size: 166,251 files. Figures of one run belong together; `find` over the
// same files is what to divide by.
#include "benchmarks/datasets/full_refmatte.h"
#include "cli/dataset_indexer.h"
#include "datasets/file_tree.h"
#include "store/dataset_query.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>

namespace mbench {
namespace {

constexpr std::int64_t kFiles = 47'500 + 118'749 + 2;
constexpr int kThreads = 2;

void count_files(benchmark::State& state) {
  state.counters["files_per_s"] = benchmark::Counter(
      static_cast<double>(state.iterations() * kFiles), benchmark::Counter::kIsRate);
}

void find_alone(benchmark::State& state) {
  const std::string command =
      fmt::format("find {} -type f -printf '%s %T@\\n' > /dev/null", full_refmatte().string());
  for (auto _ : state) {
    if (std::system(command.c_str()) != 0) state.SkipWithError("find failed");
  }
  count_files(state);
}
BENCHMARK(find_alone)->Unit(benchmark::kMillisecond)->UseRealTime();

void list_files(benchmark::State& state) {
  full_refmatte();
  for (auto _ : state) benchmark::DoNotOptimize(FileTree(full_refmatte()).files().size());
  count_files(state);
}
BENCHMARK(list_files)->Unit(benchmark::kMillisecond)->UseRealTime();

void index_first(benchmark::State& state) {
  full_refmatte();
  const TemporaryFolder folder;
  Progress silent;
  IndexOptions options;
  options.threads = kThreads;
  int round = 0;
  for (auto _ : state) {
    Database database(folder.path() / std::to_string(round++), Database::Open::create);
    const IndexOutcome outcome = index_dataset(database, full_refmatte(), options, silent);
    if (outcome.dataset.samples != 118'749) state.SkipWithError("samples are missing");
  }
  count_files(state);
}
BENCHMARK(index_first)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Iterations(3);

/// A store with the data set, for what comes after.
Database& indexed() {
  static const TemporaryFolder folder;
  static Database database = [] {
    Database made(folder.path() / "store.db", Database::Open::create);
    Progress silent;
    IndexOptions options;
    options.threads = kThreads;
    index_dataset(made, full_refmatte(), options, silent);
    return made;
  }();
  return database;
}

void index_again_unchanged(benchmark::State& state) {
  Database& database = indexed();
  Progress silent;
  IndexOptions options;
  options.threads = kThreads;
  for (auto _ : state) {
    if (!index_dataset(database, full_refmatte(), options, silent).unchanged) {
      state.SkipWithError("it was indexed anew");
    }
  }
  count_files(state);
}
BENCHMARK(index_again_unchanged)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime()
    ->MeasureProcessCPUTime();

void filtered_query(benchmark::State& state, const char* sql) {
  Database& database = indexed();
  for (auto _ : state) {
    std::size_t rows = 0;
    query(database, sql, {[](const auto&) {}, [&](const auto&) { ++rows; }});
    if (rows == 0) state.SkipWithError("nothing found");
  }
}
BENCHMARK_CAPTURE(filtered_query, of_a_split,
                  "SELECT name, image FROM samples "
                  "WHERE split = 'test' AND width > 10")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(filtered_query, of_names,
                  "SELECT name, width, height FROM samples "
                  "WHERE name LIKE '%0ff_2' AND entity = '2'")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(filtered_query, of_counts,
                  "SELECT split, count(*) FROM samples "
                  "WHERE megapixels < 1 GROUP BY split")
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

}  // namespace
}  // namespace mbench

#pragma once

#include "core/filesystem.h"
#include "store/result_store.h"

#include <string>
#include <vector>

namespace mbench {

/// A store in a temporary folder, with one run begun on the machine "m1".
struct StoreFixture {
  StoreFixture();
  TemporaryFolder folder;
  fs::path path;
  Database database;
  ResultStore results;
  std::int64_t run = 0;
};

/// "s" and 7 give "s7".
std::string numbered(std::string prefix, int number);

RunRecord run_on(const std::string& machine);

/// The cell of `model` on `suite`, plain, fp32, cpu.
CellRecord cell_of(const std::string& model, const std::string& suite);

extern const CellRecord kKnnCell;         ///< on the suite demo
extern const CellRecord kClosedFormCell;  ///< the same

/// An ok result of `sample` under `matlab`, 100x50 pixels, whose pixels are its name.
ResultRecord result_of(const std::string& model, const std::string& sample, int ordinal);

/// With SAD, MSE, Grad and Conn.
ResultRecord scored(ResultRecord result, double sad, double mse, double grad, double conn);

/// With one timing of `latency_ms`, and resident sizes in MiB.
ResultRecord measured(ResultRecord result, double latency_ms, std::int64_t before_mib,
                      std::int64_t peak_mib);

ResultRecord failed(ResultRecord result, RowState state, const std::string& message);

/// Everything the cell holds, with timings.
std::vector<ResultRecord> all_results(const ResultStore& results, const CellRecord& cell);

}  // namespace mbench

#pragma once

#include "reports/report.h"
#include "tests/store/store_builders.h"

#include <string>

namespace mbench {

/// A store with the suite "demo" of three images and three models, under `matlab`:
///
///   fine     a: SAD 1, MSE 0.001, Grad 0.5,  Conn 4;  10 ms, 100 to 150 MiB
///            b: SAD 2, MSE 0.002, Grad 0.25, Conn 4;  30 ms, 200 to 220 MiB
///            c: SAD 6, MSE 0.003, Grad 0.75, Conn 1;  20 ms,  10 to 400 MiB
///   partial  a: SAD 0.5, MSE 0.0005, Grad 0.1, Conn 0.2;  4 ms, 100 to 110 MiB
///            b: oom, "wanted 12 GiB, \"had\" 8";  c is missing
///   worse    a, b, c: SAD 4, MSE 0.004, Grad 1, Conn 2;  5 ms, 100 to 120 MiB
void put_three_models(StoreFixture& store);

/// What the format writes.
std::string written(const StoreFixture& store, const std::string& format,
                    const ReportOptions& options = {});

}  // namespace mbench

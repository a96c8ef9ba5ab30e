#pragma once

#include "store/records.h"

#include <vector>

namespace mbench {

/// The `number`th image of a suite under a model, with digests as long as real ones, four
/// figures and a measurement.
ResultRecord bench_result(const std::string& model, int number);
CellRecord bench_cell(const std::string& model);
RunRecord bench_run();
/// Samples with paths of the usual length.
std::vector<SampleRecord> bench_samples(int count);
/// Their images and alphas.
std::vector<FileRecord> bench_files(const std::vector<SampleRecord>& samples);

}  // namespace mbench

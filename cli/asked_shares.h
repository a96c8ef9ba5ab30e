#pragma once

#include "cli/console.h"
#include "cli/dataset_selection.h"
#include "core/filesystem.h"

#include <string>

namespace mbench {

/// Measures the data set's unknown shares that are not stored yet, if the condition asks for
/// them: a sample whose share nobody measured would not be among those chosen. What cannot be
/// read or stored becomes a warning. Throws Interrupted.
void measure_asked_shares(const fs::path& store, const std::string& dataset,
                          const std::string& condition, int threads, Console& console);

/// Measures the unknown shares of the chosen samples that are not stored yet. Nothing is said of
/// a trimap that cannot be read, which has none then. Throws Interrupted.
void measure_chosen_shares(const fs::path& store, const SampleRows& samples, int threads,
                           Console& console);

}  // namespace mbench

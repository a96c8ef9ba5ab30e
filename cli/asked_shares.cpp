#include "cli/asked_shares.h"

#include "cli/dataset_pixels.h"
#include "cli/dataset_selection.h"
#include "core/error.h"

#include <fmt/format.h>

namespace mbench {

namespace {

/// Returns what cannot be read.
std::vector<std::string> measure(const fs::path& store, const std::string& dataset,
                                 const PixelQuestions& questions, int threads, Console& console) {
  try {
    Database database(store, Database::Open::existing);
    SampleStore samples(database);
    return measure_pixels(samples, samples.dataset(dataset), questions, threads,
                          *console.progress());
  } catch (const StoreError& error) {
    console.warning(
        fmt::format("unknown shares cannot be stored, so only known ones count: {}", error.what()));
    return {};
  }
}

}  // namespace

void measure_asked_shares(const fs::path& store, const std::string& dataset,
                          const std::string& condition, int threads, Console& console) {
  if (condition.find("unknown_share") == std::string::npos) return;
  for (const std::string& problem : measure(store, dataset, {false, true}, threads, console)) {
    console.warning(problem);
  }
}

void measure_chosen_shares(const fs::path& store, const SampleRows& samples, int threads,
                           Console& console) {
  PixelQuestions questions{false, true};
  samples.each([&](const SampleRow& sample) {
    const std::string& trimap = sample.text("trimap");
    if (!trimap.empty() && !sample.number("unknown_share")) questions.only.insert(trimap);
  });
  if (!questions.only.empty()) {
    measure(store, samples.dataset().root, questions, threads, console);
  }
}

}  // namespace mbench

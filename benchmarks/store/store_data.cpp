#include "benchmarks/store/store_data.h"

#include <fmt/format.h>

#include "core/sha256.h"

namespace mbench {

ResultRecord bench_result(const std::string& model, int number) {
  ResultRecord result;
  result.sample = fmt::format("COCO_train2014_{:012}_{}", number, number % 20);
  result.foreground = fmt::format("foreground-{}", number / 20);
  result.identity.image_digest = sha256(fmt::format("image {}", number));
  result.identity.trimap_digest = sha256(fmt::format("trimap {}", number));
  result.identity.alpha_digest = sha256(fmt::format("alpha {}", number));
  result.identity.model = model;
  result.identity.mode = "plain";
  result.identity.precision = "fp32";
  result.identity.device = "cpu";
  result.identity.convention = "matlab";
  result.identity.convention_version = 1;
  result.ordinal = number;
  result.width = 1656;
  result.height = 1381;
  result.unknown_pixels = 300000;
  const double figure = 1 + number % 997;
  result.scores = {
      {"sad", figure / 7}, {"mse", figure / 9e4}, {"grad", figure / 3}, {"conn", figure / 11}};
  MeasurementRecord measurement;
  measurement.threads = 2;
  measurement.latency_ms = 900 + figure / 13;
  measurement.rss_before_bytes = 500'000'000;
  measurement.rss_peak_bytes = 900'000'000 + number;
  measurement.timings_ns = {{"infer", {900'000'000 + number}}, {"load", {40'000'000}}};
  result.measurement = measurement;
  return result;
}

CellRecord bench_cell(const std::string& model) {
  CellRecord cell;
  cell.suite = "comp1k";
  cell.model = model;
  return cell;
}

RunRecord bench_run() {
  RunRecord run;
  run.program_version = "bench";
  run.machine = {"machine", "{}"};
  return run;
}

std::vector<SampleRecord> bench_samples(int count) {
  std::vector<SampleRecord> samples(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) {
    SampleRecord& sample = samples[static_cast<std::size_t>(i)];
    const std::string stem = fmt::format("{:08}", i);
    sample.name = stem;
    sample.split = i % 10 == 0 ? "test" : "train";
    sample.image = "train/img/" + stem + ".jpg";
    sample.alpha = "train/mask/" + stem + ".png";
    sample.trimap_recipe = "ellipse:25";
    sample.foreground = fmt::format("fg-{}", i / 20);
    sample.category = "animal";
    sample.width = 1024;
    sample.height = 768;
  }
  return samples;
}

std::vector<FileRecord> bench_files(const std::vector<SampleRecord>& samples) {
  std::vector<FileRecord> files;
  for (const SampleRecord& sample : samples) {
    for (const std::string* path : {&sample.image, &sample.alpha}) {
      FileRecord& file = files.emplace_back();
      file.path = *path;
      file.bytes = 234567 + static_cast<std::int64_t>(files.size());
      file.modified_ns = 1'700'000'000'000'000'000 + static_cast<std::int64_t>(files.size());
      file.width = sample.width;
      file.height = sample.height;
      file.channels = 3;
      file.bit_depth = 8;
    }
  }
  return files;
}

}  // namespace mbench

#include "runners/fit.h"

#include "runners/worker_process.h"

#include <algorithm>
#include <cmath>

namespace mbench {
namespace {

/// Waves of colour, with a ring around a middle that is unknown: a quarter of all pixels. What a
/// network takes depends on the size; what a classical method takes, on the unknown share too.
MattingInput picture(cv::Size size) {
  cv::Mat image(size, CV_8UC3);
  cv::Mat trimap(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    auto* const pixels = image.ptr<cv::Vec3b>(y);
    auto* const known = trimap.ptr<std::uint8_t>(y);
    for (int x = 0; x < size.width; ++x) {
      const double wave = 60 * std::sin(0.07 * x) + 50 * std::sin(0.05 * y + 0.01 * x);
      pixels[x] = {static_cast<std::uint8_t>(128 + wave), static_cast<std::uint8_t>(128 - wave),
                   static_cast<std::uint8_t>(255LL * x / size.width)};
      const double distance = std::hypot(2.0 * x / size.width - 1, 2.0 * y / size.height - 1);
      known[x] = distance < 0.55  ? Trimap::kForeground
                 : distance < 0.8 ? Trimap::kUnknown
                                  : Trimap::kBackground;
    }
  }
  MattingInput input{Image(image), Trimap(trimap), {}, {}};
  input.prompt.box =
      BoxPrompt{0.2 * size.width, 0.2 * size.height, 0.8 * size.width, 0.8 * size.height};
  return input;
}

}  // namespace

FitTry try_size(const FitQuestion& question, cv::Size size) {
  WorkerOptions options;
  options.model = question.model;
  options.settings = question.settings;
  options.threads = question.threads;
  options.device = question.device;
  options.large_malloc_pages = find_model(question.model.name).card.large_malloc_pages;
  std::optional<double> limit_ms;
  if (question.timeout_s) limit_ms = *question.timeout_s * 1000;
  const InferenceOutcome outcome = WorkerProcess(options).infer(picture(size), limit_ms);
  const MeasurementRecord& measured = outcome.measurement;
  return {size, outcome.state, outcome.message, measured.latency_ms,
          measured.tensor_peak_bytes ? measured.tensor_peak_bytes : measured.rss_peak_bytes};
}

LargestSide find_largest_side(const FitQuestion& question, const SideRange& range,
                              const std::function<void(int side)>& before_try) {
  LargestSide answer;
  const auto is_done = [&](int number) {
    const int side = range.low + number * range.step;
    before_try(side);
    answer.tries.push_back(try_size(question, {side, side}));
    const FitTry& made = answer.tries.back();
    (made.state == RowState::ok ? answer.largest : answer.refused) = made;
    return made.state == RowState::ok;
  };
  const int last = (range.high - range.low) / range.step;
  // The ends first: they answer most questions.
  if (!is_done(0) || last == 0 || is_done(last)) return answer;
  int done = 0;
  int failed = last;
  while (failed - done > 1) {
    const int middle = done + (failed - done) / 2;
    (is_done(middle) ? done : failed) = middle;
  }
  return answer;
}

}  // namespace mbench

#include "runners/image_inference.h"

#include "core/error.h"
#include "core/order_statistics.h"
#include "core/stopwatch.h"
#include "runners/memory_probe.h"
#include "runners/worker_process.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <new>
#include <vector>

namespace mbench {
namespace {

/// The shared pictures of one image, all pages present: what a page fault would cost
/// belongs to nobody's time or memory.
class Pictures {
 public:
  explicit Pictures(const WorkerRequest& request)
      : size_(request.width, request.height), offsets_(size_) {
    start_ = ::mmap(nullptr, offsets_.total, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE,
                    kWorkerMemory, 0);
    if (start_ == MAP_FAILED) throw std::bad_alloc();
  }
  ~Pictures() { ::munmap(start_, offsets_.total); }
  Pictures(const Pictures&) = delete;
  Pictures& operator=(const Pictures&) = delete;
  MattingInput input(const WorkerRequest& request) const {
    MattingInput input{
        Image(cv::Mat(size_, CV_8UC3, at(offsets_.image))), {}, request.prompt, request.name};
    if (request.has_trimap) input.trimap = Trimap(cv::Mat(size_, CV_8UC1, at(offsets_.trimap)));
    if (request.has_mask) input.prompt.mask = Alpha(cv::Mat(size_, CV_8UC1, at(offsets_.mask)));
    return input;
  }
  void put(const Alpha& alpha) const {
    alpha.pixels().copyTo(cv::Mat(size_, CV_32FC1, at(offsets_.alpha)));
  }
  /// Whether the alpha is, bit for bit, the one that was put.
  bool holds(const Alpha& alpha) const {
    const cv::Mat& pixels = alpha.pixels();
    if (pixels.size() != size_ || pixels.type() != CV_32FC1) return false;
    const cv::Mat held(size_, CV_32FC1, at(offsets_.alpha));
    const std::size_t row_bytes = static_cast<std::size_t>(size_.width) * sizeof(float);
    for (int y = 0; y < size_.height; ++y) {
      if (std::memcmp(pixels.ptr(y), held.ptr(y), row_bytes) != 0) return false;
    }
    return true;
  }

 private:
  unsigned char* at(std::size_t offset) const {
    return static_cast<unsigned char*>(start_) + offset;
  }
  cv::Size size_;
  PictureOffsets offsets_;
  void* start_ = nullptr;
};

void check_alpha(const Alpha& alpha, cv::Size size) {
  const cv::Mat& pixels = alpha.pixels();
  if (alpha.size() != size || pixels.type() != CV_32FC1) {
    throw InternalError(fmt::format("the model returned {}x{} for an image of {}x{}",
                                    alpha.size().width, alpha.size().height, size.width,
                                    size.height));
  }
  for (int y = 0; y < size.height; ++y) {
    const float* row = pixels.ptr<float>(y);
    for (int x = 0; x < size.width; ++x) {
      if (row[x] >= 0.0F && row[x] <= 1.0F) continue;  // a NaN fails both
      throw InternalError(
          fmt::format("the alpha at column {}, row {} is {}, not within 0..1", x, y, row[x]));
    }
  }
}

void begin_memory(WorkerReply& reply, MemoryMeter* meter) {
  reset_peak_resident();
  reply.rss_before_bytes = resident_bytes();
  if (meter == nullptr) return;
  meter->reset_peak();
  reply.tensor_before_bytes = meter->live_bytes();
}

/// One run's whole time, and its phases where the model tells them.
void add_times(std::int64_t whole_ns, const PhaseTimes& phases, WorkerReply& reply) {
  reply.phases_ns[phases.empty() ? "infer" : "matte"].push_back(whole_ns);
  for (const auto& [phase, nanoseconds] : phases) reply.phases_ns[phase].push_back(nanoseconds);
}

std::int64_t nanoseconds_since(std::chrono::steady_clock::time_point start) {
  const auto passed = std::chrono::steady_clock::now() - start;
  return std::chrono::duration_cast<std::chrono::nanoseconds>(passed).count();
}

/// Puts what was measured outside in the place of what this process took.
void report_outside_use(const OutsideUse& use, WorkerReply& reply) {
  if (!use.is_timed) reply.phases_ns.clear();
  reply.rss_peak_bytes = use.memory_peak_bytes;
  reply.rss_before_bytes.reset();
  if (use.memory_peak_bytes) reply.rss_before_bytes = 0;  // what it ran was not there before
  reply.device_peak_bytes = use.device_peak_bytes;
}

/// The runs of one image: how many, which count, what they gave.
class RepeatedRuns {
 public:
  RepeatedRuns(MattingModel& model, const WorkerRequest& request, RunGauge& gauge)
      : model_(model),
        request_(request),
        gauge_(gauge),
        pictures_(request),
        input_(pictures_.input(request)) {}

  void run(WorkerReply& reply) {
    for (int i = 0; i < request_.warmup; ++i) static_cast<void>(model_.matte(input_));
    const Stopwatch counted;
    do {
      one_run(reply);
    } while (!is_done(counted.elapsed_ms()));
    reply.redone_samples = redone_;
    if (runs_ > 1) reply.differing_samples = differing_;
    if (energy_runs_ == latencies_.size()) {
      reply.energy_mj = energy_mj_ / static_cast<double>(energy_runs_);
    }
  }

 private:
  void one_run(WorkerReply& reply) {
    gauge_.begin();
    const auto start = std::chrono::steady_clock::now();
    const Alpha alpha = model_.matte(input_);
    const std::int64_t whole_ns = nanoseconds_since(start);
    const RunFacts facts = gauge_.end();
    compare(alpha);
    if (facts.throttled && !redone_) redone_ = 0;
    if (facts.throttled.value_or(false) && *redone_ < most_redone()) {
      ++*redone_;
      return;
    }
    add_times(whole_ns, model_.last_phases(), reply);
    latencies_.push_back(static_cast<double>(whole_ns));
    if (!facts.energy_mj) return;
    energy_mj_ += *facts.energy_mj;
    ++energy_runs_;
  }

  /// The alpha of the first run is the one that is scored; the others must be the same.
  void compare(const Alpha& alpha) {
    if (runs_++ == 0) {
      check_alpha(alpha, input_.image.size());
      pictures_.put(alpha);
    } else if (!pictures_.holds(alpha)) {
      ++differing_;
    }
  }

  bool is_done(double elapsed_ms) const {
    const auto count = static_cast<int>(latencies_.size());
    if (count < request_.repetitions) return false;
    if (!request_.max_noise || count >= kMaxRepetitions) return true;
    const auto outside = model_.outside_use();
    if (outside && !outside->is_timed) return true;
    if (request_.quiet_limit_ms) {
      const double next_ms = *std::max_element(latencies_.begin(), latencies_.end()) / 1e6;
      if (elapsed_ms + next_ms > *request_.quiet_limit_ms) return true;
    }
    const auto noise = relative_noise(latencies_);
    return noise && *noise <= *request_.max_noise;
  }

  /// A machine that is always throttled must not keep us for ever.
  std::int64_t most_redone() const { return std::max(10, request_.repetitions); }

  MattingModel& model_;
  const WorkerRequest& request_;
  RunGauge& gauge_;
  Pictures pictures_;
  MattingInput input_;
  std::vector<double> latencies_;  ///< nanoseconds
  std::int64_t runs_ = 0;          ///< after warm-up, those that were done again included
  std::int64_t differing_ = 0;
  std::optional<std::int64_t> redone_;
  double energy_mj_ = 0;
  std::size_t energy_runs_ = 0;
};

}  // namespace

void add_memory_peaks(WorkerReply& reply, const MemoryMeter* meter) {
  reply.rss_peak_bytes = peak_resident_bytes();
  if (meter == nullptr) return;
  reply.tensor_peak_bytes = meter->peak_bytes();
  reply.device_peak_bytes = meter->device_peak_bytes();
  reply.device_reserved_bytes = meter->device_reserved_bytes();
}

WorkerReply measure_image(MattingModel& model, const WorkerRequest& request, MemoryMeter* meter,
                          RunGauge& gauge) {
  RepeatedRuns runs(model, request, gauge);
  WorkerReply reply;
  begin_memory(reply, meter);
  runs.run(reply);
  add_memory_peaks(reply, meter);
  if (const auto outside = model.outside_use()) report_outside_use(*outside, reply);
  return reply;
}

}  // namespace mbench

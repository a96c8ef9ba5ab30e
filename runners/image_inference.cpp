#include "runners/image_inference.h"

#include "core/error.h"
#include "runners/memory_probe.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <opencv2/core.hpp>

#include <chrono>
#include <new>

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

void end_memory(WorkerReply& reply, const MemoryMeter* meter) {
  reply.rss_peak_bytes = peak_resident_bytes();
  if (meter == nullptr) return;
  reply.tensor_peak_bytes = meter->peak_bytes();
  reply.device_peak_bytes = meter->device_peak_bytes();
  reply.device_reserved_bytes = meter->device_reserved_bytes();
}

/// One run's whole time, and its phases where the model tells them.
void add_times(std::int64_t whole_ns, const PhaseTimes& phases, WorkerReply& reply) {
  reply.phases_ns[phases.empty() ? "infer" : "matte"].push_back(whole_ns);
  for (const auto& [phase, nanoseconds] : phases) reply.phases_ns[phase].push_back(nanoseconds);
}

/// Puts what was measured outside in the place of what this process took.
void report_outside_use(const OutsideUse& use, WorkerReply& reply) {
  if (!use.is_timed) reply.phases_ns.clear();
  reply.rss_peak_bytes = use.memory_peak_bytes;
  reply.rss_before_bytes.reset();
  if (use.memory_peak_bytes) reply.rss_before_bytes = 0;  // what it ran was not there before
  reply.device_peak_bytes = use.device_peak_bytes;
}

}  // namespace

WorkerReply measure_image(MattingModel& model, const WorkerRequest& request, MemoryMeter* meter) {
  const Pictures pictures(request);
  const MattingInput input = pictures.input(request);
  WorkerReply reply;
  begin_memory(reply, meter);
  for (int run = 0; run < request.warmup + request.repetitions; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const Alpha alpha = model.matte(input);
    const auto end = std::chrono::steady_clock::now();
    if (run < request.warmup) continue;
    add_times(std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count(),
              model.last_phases(), reply);
    if (run + 1 == request.warmup + request.repetitions) {
      end_memory(reply, meter);
      check_alpha(alpha, input.image.size());
      pictures.put(alpha);
    }
  }
  if (const auto outside = model.outside_use()) report_outside_use(*outside, reply);
  return reply;
}

}  // namespace mbench

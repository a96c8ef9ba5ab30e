// The worker's side of runners/worker_process.h.

#include "core/error.h"
#include "runners/environment.h"
#include "runners/memory_probe.h"
#include "runners/worker_process.h"
#include "runners/worker_protocol.h"

#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <opencv2/core.hpp>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <fstream>
#include <new>

namespace mbench {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitOrphaned = 1;

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
  MattingInput input(const std::string& name) const {
    return {Image(cv::Mat(size_, CV_8UC3, at(offsets_.image))),
            Trimap(cv::Mat(size_, CV_8UC1, at(offsets_.trimap))),
            {},
            name};
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

/// Puts what was measured outside in the place of what this process took.
void report_outside_use(const OutsideUse& use, WorkerReply& reply) {
  if (!use.is_timed) reply.infer_ns.clear();
  reply.rss_peak_bytes = use.memory_peak_bytes;
  reply.rss_before_bytes.reset();
  if (use.memory_peak_bytes) reply.rss_before_bytes = 0;  // what it ran was not there before
}

WorkerReply infer(MattingModel& model, const WorkerRequest& request) {
  const Pictures pictures(request);
  const MattingInput input = pictures.input(request.name);
  WorkerReply reply;
  reset_peak_resident();
  reply.rss_before_bytes = resident_bytes();
  for (int run = 0; run < request.warmup + request.repetitions; ++run) {
    const auto start = std::chrono::steady_clock::now();
    const Alpha alpha = model.matte(input);
    const auto end = std::chrono::steady_clock::now();
    if (run < request.warmup) continue;
    reply.infer_ns.push_back(
        std::chrono::duration_cast<std::chrono::nanoseconds>(end - start).count());
    if (run + 1 == request.warmup + request.repetitions) {
      reply.rss_peak_bytes = peak_resident_bytes();
      check_alpha(alpha, input.image.size());
      pictures.put(alpha);
    }
  }
  if (const auto outside = model.outside_use()) report_outside_use(*outside, reply);
  return reply;
}

/// Runs `work` and turns what it throws into a reply.
template <typename Work>
WorkerReply guarded(Work work) {
  WorkerReply failed;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    failed.state = RowState::oom;
    failed.message = "out of memory";
  } catch (const ModelError& refusal) {
    failed.state = RowState::unsupported;
    failed.message = refusal.what();
  } catch (const cv::Exception& failure) {
    failed.state = failure.code == cv::Error::StsNoMem ? RowState::oom : RowState::error;
    failed.message = failure.what();
  } catch (const std::exception& failure) {
    failed.state = RowState::error;
    failed.message = failure.what();
  }
  return failed;
}

bool send(const WorkerReply& reply) {
  const std::string packet = to_packet(reply);
  return ::send(kWorkerSocket, packet.data(), packet.size(), MSG_NOSIGNAL) ==
         static_cast<ssize_t>(packet.size());
}

/// If memory runs out, the kernel shall take the worker and not the run.
void volunteer_for_the_kernel() {
  std::ofstream score("/proc/self/oom_score_adj");
  score << "1000" << std::flush;
}

}  // namespace

std::unique_ptr<MattingModel> make_registered_model(const std::string& spec, int threads) {
  return make_model(parse_model_spec(spec), threads);
}

int serve_inference(const std::string& request, const ModelMaker& make) {
  const WorkerSetup setup = parse_setup(request);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != static_cast<pid_t>(setup.parent)) return kExitOrphaned;
  volunteer_for_the_kernel();

  std::unique_ptr<MattingModel> model;
  const WorkerReply made = guarded([&] {
    set_threads(setup.threads);
    model = make(setup.model, setup.threads);
    return WorkerReply{};
  });
  if (!send(made) || !model) return kExitDone;

  std::string packet;
  for (;;) {
    packet.resize(kMaxPacketBytes);
    const ssize_t count = ::recv(kWorkerSocket, packet.data(), packet.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return kExitDone;
    packet.resize(static_cast<std::size_t>(count));
    if (!send(guarded([&] { return infer(*model, parse_request(packet)); }))) return kExitOrphaned;
  }
}

}  // namespace mbench

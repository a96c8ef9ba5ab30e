// The worker's side of runners/worker_process.h.

#include "core/error.h"
#include "runners/environment.h"
#include "runners/image_inference.h"
#include "runners/machine_gauge.h"
#include "runners/memory_limit.h"
#include "runners/models/out_of_memory.h"
#include "runners/models/wrapped_model.h"
#include "runners/worker_process.h"
#include "runners/worker_protocol.h"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <opencv2/core.hpp>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <new>

namespace mbench {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitOrphaned = 1;

/// A row has one message, so the remedy is part of it.
std::string with_hint(const Error& failure) {
  return failure.hint().empty() ? failure.what()
                                : fmt::format("{}; {}", failure.what(), failure.hint());
}

/// Runs `work` and turns what it throws into a reply.
template <typename Work>
WorkerReply guarded(Work work) {
  WorkerReply failed;
  try {
    return work();
  } catch (const OutOfMemory& reason) {
    failed.state = RowState::oom;
    failed.message = fmt::format("out of memory: {}", reason.what());
  } catch (const std::bad_alloc&) {
    failed.state = RowState::oom;
    failed.message = "out of memory";
  } catch (const ModelError& refusal) {
    failed.state = RowState::unsupported;
    failed.message = with_hint(refusal);
  } catch (const Error& failure) {
    failed.state = RowState::error;
    failed.message = with_hint(failure);
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

std::unique_ptr<MattingModel> make_registered_model(const WorkerSetup& setup) {
  const ModelSpec spec = parse_model_spec(setup.model);
  const std::string refusal = refusal_without_network(setup.settings);
  if (!refusal.empty()) throw ModelError(spec.name + ": " + refusal);
  if (setup.settings.ram_bytes) limit_own_memory(*setup.settings.ram_bytes);
  return make_model(spec, setup.threads);
}

int serve_inference(const std::string& request, const ModelMaker& make, MemoryMeter* meter,
                    RunGauge* gauge) {
  const WorkerSetup setup = parse_setup(request);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != static_cast<pid_t>(setup.parent)) return kExitOrphaned;
  volunteer_for_the_kernel();

  std::unique_ptr<MattingModel> model;
  MachineGauge of_machine(setup.device);
  RunGauge& around = gauge == nullptr ? of_machine : *gauge;
  const WorkerReply made = guarded([&] {
    set_threads(setup.threads);
    model = wrapped(make(setup), setup.settings);
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
    WorkerReply reply =
        guarded([&] { return measure_image(*model, parse_request(packet), meter, around); });
    // Without a meter the memory may be that of a program that the model started, not ours.
    if (reply.state != RowState::ok && meter != nullptr) add_memory_peaks(reply, meter);
    if (!send(reply)) return kExitOrphaned;
  }
}

}  // namespace mbench

#pragma once

#include "core/filesystem.h"
#include "core/image.h"
#include "runners/models/memory_meter.h"
#include "runners/models/model_registry.h"
#include "runners/models/model_settings.h"
#include "runners/run_gauge.h"
#include "store/records.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace mbench {

/// How one image was inferred in a worker.
struct InferenceOutcome {
  RowState state = RowState::ok;
  std::string message;
  std::optional<Alpha> alpha;  ///< only when `ok`
  MeasurementRecord measurement;
};

/// So that a worker's reply, with the times of all runs, fits a packet.
constexpr int kMaxRepetitions = 1000;

struct WorkerOptions {
  ModelSpec model;
  ModelSettings settings;
  int threads = 1;
  std::string device = "cpu";  ///< "cpu", "cuda" or "cuda:N": what is watched
  int warmup = 0;              ///< runs of an image that are not counted
  int repetitions = 1;         ///< counted runs of an image
  /// Repeat further, to at most kMaxRepetitions, until relative_noise() is at most this.
  std::optional<double> max_noise;
  bool large_malloc_pages = false;  ///< see ModelCard
  /// The program to start as `PROGRAM worker`; empty: mbench-torch for a network, else this one.
  fs::path program;
};

/// One model in a process of its own, which answers images one at a time.
///
/// A crash, an out-of-memory kill or a hang of the model ends that process, never ours;
/// the next image starts a new one. Pictures pass through shared memory. The process
/// dies with us, however we end.
class WorkerProcess {
 public:
  explicit WorkerProcess(WorkerOptions options);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// Infers one image with its trimap; prompts are not passed on. After `limit_ms` (if given) the
  /// worker is killed and the state is `timeout`. Throws Interrupted (and kills the worker) when
  /// the user asked to stop. With `max_noise`, repetitions end after `quiet_limit_ms` too.
  InferenceOutcome infer(const MattingInput& input, std::optional<double> limit_ms,
                         std::optional<double> quiet_limit_ms = {});
  /// The same for a sample without a name.
  InferenceOutcome infer(const Image& image, const Trimap& trimap, std::optional<double> limit_ms) {
    return infer(MattingInput{image, trimap, {}, {}}, limit_ms);
  }

 private:
  struct Connection;
  WorkerOptions options_;
  std::unique_ptr<Connection> connection_;
};

struct WorkerSetup;

/// Makes the model that a worker was started for.
using ModelMaker = std::function<std::unique_ptr<MattingModel>(const WorkerSetup& setup)>;

/// Makes models that need no LibTorch.
std::unique_ptr<MattingModel> make_registered_model(const WorkerSetup& setup);

/// The worker's side: serves images over the inherited descriptors until the other side
/// closes. `request` is the argument that the worker was started with. Returns the exit
/// status. Called by the hidden command `worker`. `meter` counts what tensors hold, where the
/// program has a library of tensors. `gauge` looks at the machine around each run; null: the
/// machine's own.
int serve_inference(const std::string& request, const ModelMaker& make = make_registered_model,
                    MemoryMeter* meter = nullptr, RunGauge* gauge = nullptr);

}  // namespace mbench

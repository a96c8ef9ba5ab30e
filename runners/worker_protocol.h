#pragma once

#include "runners/models/matting_input.h"
#include "runners/models/model_settings.h"
#include "store/records.h"

#include <opencv2/core/types.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

// Between a run and its worker: one packet of JSON each way for an image, the pictures
// in one shared memory file. Both ends are the same program version, so there is no
// version in it.

/// Descriptor numbers in the worker.
constexpr int kWorkerSocket = 3;
constexpr int kWorkerMemory = 4;

/// Longest packet, messages included.
constexpr std::size_t kMaxPacketBytes = 160 * 1024;

/// What the worker is started with.
struct WorkerSetup {
  std::string model;  ///< ModelSpec::text()
  ModelSettings settings;
  int threads = 1;
  std::int64_t parent = 0;     ///< process id of the run
  std::string device = "cpu";  ///< "cpu", "cuda" or "cuda:N"
};

/// "Do this image": its pictures lie in the shared memory, see PictureOffsets. The prompt's mask
/// is there as well.
struct WorkerRequest {
  int width = 0;
  int height = 0;
  int warmup = 0;
  int repetitions = 1;
  std::string name;  ///< the sample's
  bool has_trimap = true;
  bool has_mask = false;
  Prompt prompt = {};  ///< without its mask
  /// Repeat beyond `repetitions`, until relative_noise() is at most this.
  std::optional<double> max_noise = {};
  /// But not for longer than this, from the first counted run on.
  std::optional<double> quiet_limit_ms = {};
};

/// How it went. The first reply says only whether the model could be made.
struct WorkerReply {
  RowState state = RowState::ok;
  std::string message;
  /// Nanoseconds of every counted run by phase, see Phase. Of a model that splits its work,
  /// "matte" is the whole of it; of another, "infer" is.
  std::map<std::string, std::vector<std::int64_t>> phases_ns;
  std::optional<std::int64_t> rss_before_bytes;
  std::optional<std::int64_t> rss_peak_bytes;
  // As in MeasurementRecord; absent without a MemoryMeter.
  std::optional<std::int64_t> tensor_before_bytes;
  std::optional<std::int64_t> tensor_peak_bytes;
  std::optional<std::int64_t> device_peak_bytes;
  std::optional<std::int64_t> device_reserved_bytes;
  std::optional<std::int64_t> redone_samples;
  std::optional<std::int64_t> differing_samples;
  std::optional<double> energy_mj;
};

/// Where the pictures of one image lie: R,G,B bytes, trimap bytes, mask bytes, alpha as float32.
struct PictureOffsets {
  explicit PictureOffsets(cv::Size size);
  std::size_t image = 0;
  std::size_t trimap = 0;
  std::size_t mask = 0;
  std::size_t alpha = 0;
  std::size_t total = 0;
};

std::string to_packet(const WorkerSetup& setup);
std::string to_packet(const WorkerRequest& request);
std::string to_packet(const WorkerReply& reply);
/// All throw InternalError for a packet of another form.
WorkerSetup parse_setup(const std::string& packet);
WorkerRequest parse_request(const std::string& packet);
WorkerReply parse_reply(const std::string& packet);

}  // namespace mbench

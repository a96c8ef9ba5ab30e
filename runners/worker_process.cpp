#include "runners/worker_process.h"

#include "core/error.h"
#include "core/interrupt.h"
#include "core/library_environment.h"
#include "core/order_statistics.h"
#include "core/stopwatch.h"
#include "runners/child_process.h"
#include "runners/gpu_watch.h"
#include "runners/models/process_tree.h"
#include "runners/worker_protocol.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace mbench {
namespace {

/// glibc's own names; a C library that does not know them ignores them. The limits keep what
/// is freed for the next allocation instead of giving it back and faulting it in again.
constexpr const char* kLargeMallocPages =
    "GLIBC_TUNABLES=glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:"
    "glibc.malloc.trim_threshold=8589934592";

constexpr int kPollMs = 50;  // how late a Ctrl-C may be noticed

std::string system_reason() { return std::strerror(errno); }

Descriptor memory_file(const char* name) {
  Descriptor file(::memfd_create(name, MFD_CLOEXEC));
  if (file.get() < 0)
    throw InternalError(fmt::format("cannot make shared memory: {}", system_reason()));
  return file;
}

/// The last lines that the worker wrote to its stderr, on one line.
std::string tail_of(int file) {
  constexpr off_t kTailBytes = 600;
  const off_t end = ::lseek(file, 0, SEEK_END);
  std::string tail(static_cast<std::size_t>(std::clamp<off_t>(end, 0, kTailBytes)), '\0');
  const ssize_t count =
      ::pread(file, tail.data(), tail.size(), end - static_cast<off_t>(tail.size()));
  tail.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  std::replace(tail.begin(), tail.end(), '\n', ' ');
  tail.erase(tail.find_last_not_of(' ') + 1);
  return tail;
}

fs::path worker_program(const WorkerOptions& options) {
  if (!options.program.empty()) return options.program;
  if (!find_model(options.model.name).card.is_network) return program_file();
  if (const auto program = companion_program("mbench-torch")) return *program;
  throw ModelError(
      fmt::format("{} needs LibTorch, and this mbench was built without it", options.model.name),
      "build the preset release, or put mbench-torch beside mbench");
}

std::vector<std::string> worker_environment(const WorkerOptions& options) {
  std::vector<std::string> variables = library_environment();
  if (options.large_malloc_pages) variables.push_back(kLargeMallocPages);
  return variables;
}

class Mapping {
 public:
  Mapping(int file, std::size_t bytes) : bytes_(bytes) {
    start_ = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (start_ == MAP_FAILED) throw std::bad_alloc();
  }
  ~Mapping() { ::munmap(start_, bytes_); }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  unsigned char* at(std::size_t offset) const {
    return static_cast<unsigned char*>(start_) + offset;
  }

 private:
  void* start_ = nullptr;
  std::size_t bytes_;
};

std::optional<double> median_ms(const std::vector<std::int64_t>& nanoseconds) {
  if (nanoseconds.empty()) return std::nullopt;
  std::vector<double> sorted(nanoseconds.begin(), nanoseconds.end());
  std::sort(sorted.begin(), sorted.end());
  return median_of(sorted) / 1e6;
}

void add_reading(const GpuReading& reading, MeasurementRecord& measured) {
  measured.process_vram_bytes = reading.process_vram_bytes;
  measured.device_vram_bytes = reading.device_vram_bytes;
  measured.sm_clock_mhz = reading.sm_clock_mhz;
  measured.temperature_c = reading.temperature_c;
}

/// All that the reply tells of the run's cost.
MeasurementRecord measurement_of(WorkerReply& reply, int threads) {
  MeasurementRecord measured;
  measured.threads = threads;
  measured.rss_before_bytes = reply.rss_before_bytes;
  measured.rss_peak_bytes = reply.rss_peak_bytes;
  measured.tensor_before_bytes = reply.tensor_before_bytes;
  measured.tensor_peak_bytes = reply.tensor_peak_bytes;
  measured.device_peak_bytes = reply.device_peak_bytes;
  measured.device_reserved_bytes = reply.device_reserved_bytes;
  measured.energy_mj = reply.energy_mj;
  measured.redone_samples = reply.redone_samples;
  measured.differing_samples = reply.differing_samples;
  measured.timings_ns = std::move(reply.phases_ns);
  measured.latency_ms = median_ms(latency_samples_ns(measured));
  return measured;
}

}  // namespace

struct WorkerProcess::Connection {
  Descriptor socket;
  Descriptor memory = memory_file("mbench-pictures");
  Descriptor errors = memory_file("mbench-stderr");
  pid_t process = 0;
  bool ready = false;  ///< the model was made
  std::int64_t kills_before = out_of_memory_kills();
  std::unique_ptr<GpuWatch> gpu;  ///< none on the CPU

  explicit Connection(const WorkerOptions& options);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  enum class Wait { packet, ended, late };
  Wait wait_for(std::string& packet, const Stopwatch& since, std::optional<double> limit_ms) const;
  void fill(const MattingInput& input, const PictureOffsets& offsets) const;
  Alpha alpha(cv::Size size, const PictureOffsets& offsets) const;
  InferenceOutcome how_it_ended();
};

WorkerProcess::Connection::Connection(const WorkerOptions& options) {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw InternalError(fmt::format("cannot make a socket: {}", system_reason()));
  }
  socket = Descriptor(ends[0]);
  const Descriptor theirs(ends[1]);
  for (const int end : ends) {  // a packet must fit whatever the system's default is
    const int bytes = kMaxPacketBytes;
    ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &bytes, sizeof bytes);
  }
  const Descriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const WorkerSetup setup{options.model.text(), options.settings, options.threads, ::getpid(),
                          options.device};
  process = start_program(worker_program(options), {"worker", to_packet(setup)},
                          {{nothing.get(), STDIN_FILENO},
                           {nothing.get(), STDOUT_FILENO},
                           {errors.get(), STDERR_FILENO},
                           {theirs.get(), kWorkerSocket},
                           {memory.get(), kWorkerMemory}},
                          worker_environment(options));
  gpu = GpuWatch::of(options.device);
}

WorkerProcess::Connection::~Connection() {
  if (process > 0) {
    ::kill(process, SIGKILL);
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
}

WorkerProcess::Connection::Wait WorkerProcess::Connection::wait_for(
    std::string& packet, const Stopwatch& since, std::optional<double> limit_ms) const {
  for (;;) {
    throw_if_interrupted();
    if (limit_ms && since.elapsed_ms() >= *limit_ms) return Wait::late;
    pollfd watched{socket.get(), POLLIN, 0};
    const double left_ms = limit_ms ? *limit_ms - since.elapsed_ms() : kPollMs;
    const int pause_ms = std::clamp(static_cast<int>(left_ms) + 1, 1, kPollMs);
    if (::poll(&watched, 1, pause_ms) <= 0) continue;
    packet.resize(kMaxPacketBytes);
    const ssize_t count = ::recv(socket.get(), packet.data(), packet.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Wait::ended;
    packet.resize(static_cast<std::size_t>(count));
    return Wait::packet;
  }
}

void WorkerProcess::Connection::fill(const MattingInput& input,
                                     const PictureOffsets& offsets) const {
  if (::ftruncate(memory.get(), static_cast<off_t>(offsets.total)) != 0) throw std::bad_alloc();
  const Mapping pictures(memory.get(), offsets.total);
  const cv::Size size = input.image.size();
  input.image.pixels().copyTo(cv::Mat(size, CV_8UC3, pictures.at(offsets.image)));
  if (input.trimap) {
    input.trimap->pixels().copyTo(cv::Mat(size, CV_8UC1, pictures.at(offsets.trimap)));
  }
  if (input.prompt.mask) {
    to_bytes(*input.prompt.mask, Rounding::nearest)
        .pixels()
        .copyTo(cv::Mat(size, CV_8UC1, pictures.at(offsets.mask)));
  }
}

Alpha WorkerProcess::Connection::alpha(cv::Size size, const PictureOffsets& offsets) const {
  const Mapping pictures(memory.get(), offsets.total);
  return Alpha(cv::Mat(size, CV_32FC1, pictures.at(offsets.alpha)).clone());
}

InferenceOutcome WorkerProcess::Connection::how_it_ended() {
  int status = 0;
  while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
  }
  process = 0;
  InferenceOutcome outcome;
  outcome.state = RowState::error;
  const std::string last_words = tail_of(errors.get());
  const std::string said = last_words.empty() ? "" : "; it said: " + last_words;
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGKILL && out_of_memory_kills() > kills_before) {
      outcome.state = RowState::oom;
      outcome.message = "the kernel killed the model's process because memory ran out";
    } else {
      outcome.message = fmt::format("the model's process died of signal {} ({}){}", signal,
                                    ::strsignal(signal), said);
    }
  } else {
    outcome.message =
        fmt::format("the model's process ended with status {}{}", WEXITSTATUS(status), said);
  }
  return outcome;
}

WorkerProcess::WorkerProcess(WorkerOptions options) : options_(std::move(options)) {}

WorkerProcess::~WorkerProcess() = default;

InferenceOutcome WorkerProcess::infer(const MattingInput& input, std::optional<double> limit_ms,
                                      std::optional<double> quiet_limit_ms) {
  const Image& image = input.image;
  MBENCH_ASSERT(!input.trimap || image.size() == input.trimap->size());
  MBENCH_ASSERT(!input.prompt.mask || image.size() == input.prompt.mask->size());
  InferenceOutcome outcome;
  outcome.measurement.threads = options_.threads;
  try {
    if (!connection_) connection_ = std::make_unique<Connection>(options_);
  } catch (const ModelError& refusal) {
    outcome.state = RowState::unsupported;
    outcome.message = fmt::format("{}; {}", refusal.what(), refusal.hint());
    return outcome;
  }
  const auto give_up = [&](InferenceOutcome how) {
    how.measurement.threads = options_.threads;
    connection_.reset();
    return how;
  };

  // Making the model is not part of an image's time, but a limit bounds it too.
  const Stopwatch since;
  std::string packet;
  const auto reply_or_end = [&]() -> std::optional<InferenceOutcome> {
    Connection::Wait how = Connection::Wait::ended;
    try {
      how = connection_->wait_for(packet, since, limit_ms);
    } catch (const Interrupted&) {
      connection_.reset();
      throw;
    }
    if (how == Connection::Wait::packet) return std::nullopt;
    if (how == Connection::Wait::ended) return give_up(connection_->how_it_ended());
    InferenceOutcome late;
    late.state = RowState::timeout;
    late.message = fmt::format("no alpha after {:.1f} s", since.elapsed_ms() / 1000.0);
    return give_up(late);
  };
  if (!connection_->ready) {
    if (auto end = reply_or_end()) return *end;
    const WorkerReply made = parse_reply(packet);
    if (made.state != RowState::ok) {
      outcome.state = made.state;
      outcome.message = made.message;
      return give_up(outcome);
    }
    connection_->ready = true;
  }

  const PictureOffsets offsets(image.size());
  try {
    connection_->fill(input, offsets);
  } catch (const std::bad_alloc&) {
    outcome.state = RowState::oom;
    outcome.message = fmt::format("no memory for the {} MiB that an image of {}x{} is passed in",
                                  offsets.total >> 20, image.size().width, image.size().height);
    return give_up(outcome);
  }
  const std::string request = to_packet(
      WorkerRequest{image.size().width, image.size().height, options_.warmup, options_.repetitions,
                    input.name, input.trimap.has_value(), input.prompt.mask.has_value(),
                    input.prompt, options_.max_noise, quiet_limit_ms});
  if (connection_->gpu) connection_->gpu->begin(connection_->process);
  // A worker that died while idle is noticed by the read that follows.
  ::send(connection_->socket.get(), request.data(), request.size(), MSG_NOSIGNAL);
  if (auto end = reply_or_end()) return *end;

  WorkerReply reply = parse_reply(packet);
  outcome.state = reply.state;
  outcome.message = reply.message;
  outcome.measurement = measurement_of(reply, options_.threads);
  if (connection_->gpu) add_reading(connection_->gpu->end(), outcome.measurement);
  if (outcome.state == RowState::ok) outcome.alpha = connection_->alpha(image.size(), offsets);
  return outcome;
}

}  // namespace mbench

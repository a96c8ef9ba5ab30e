// The tests, and the worker that they start: this program again, as `PROGRAM worker SETUP`.
// MBENCH_TEST_FAULT names the way in which its model fails; without it the registered
// model runs.

#include "core/error.h"
#include "runners/worker_process.h"
#include "runners/worker_protocol.h"
#include "store/database.h"
#include "store/statement.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>

namespace {

/// A library of tensors whose weights take 1000 bytes.
class Tensors : public mbench::MemoryMeter {
 public:
  void reset_peak() override { peak_ = kWeights; }
  std::int64_t peak_bytes() const override { return peak_; }
  std::int64_t live_bytes() const override { return kWeights; }
  void hold(int bytes) { peak_ = std::max<std::int64_t>(peak_, kWeights + bytes); }

 private:
  static constexpr std::int64_t kWeights = 1000;
  std::int64_t peak_ = kWeights;
};

Tensors tensors;

/// A machine that is throttled during the first runs, and has a GPU that draws half a joule a run.
class Gauge : public mbench::RunGauge {
 public:
  explicit Gauge(int throttled_runs) : throttled_left_(throttled_runs) {}
  void begin() override {}
  mbench::RunFacts end() override { return {throttled_left_-- > 0, 500.0}; }

 private:
  int throttled_left_;
};
/// Waits until the store named by MBENCH_TEST_STORE holds so many decoded samples and rows, which
/// comes true only if the run goes on beside this inference. The run's time limit ends it else.
void wait_for_neighbours(std::int64_t samples, std::int64_t rows) {
  for (;;) {
    mbench::Database store(std::getenv("MBENCH_TEST_STORE"), mbench::Database::Open::read_only);
    mbench::Statement decoded(store, "SELECT count(*) FROM pixel_source");
    mbench::Statement stored(store, "SELECT count(*) FROM result");
    if (decoded.single_integer() >= samples && stored.single_integer() >= rows) return;
    std::this_thread::yield();
  }
}

class FaultyModel : public mbench::MattingModel {
 public:
  FaultyModel(std::string fault, std::string memory_mode)
      : fault_(std::move(fault)), memory_mode_(std::move(memory_mode)) {}

  mbench::Alpha matte(const mbench::MattingInput& input) override {
    const mbench::Image& image = input.image;
    cv::Mat alpha(image.size(), CV_32FC1, cv::Scalar(0.25));
    if (fault_ == "abort") std::abort();
    if (fault_ == "exit") std::_Exit(9);
    if (fault_ == "hang") {
      for (;;) ::pause();
    }
    if (fault_ == "bad_alloc") throw std::bad_alloc();
    if (fault_ == "throw") throw std::runtime_error("the sky is falling");
    if (fault_ == "refuse") throw mbench::ModelError("too small for this method");
    if (fault_ == "nan") alpha.at<float>(0, 1) = std::numeric_limits<float>::quiet_NaN();
    if (fault_ == "too_big") alpha.at<float>(0, 0) = 1.5F;
    if (fault_ == "wrong_size") alpha = cv::Mat(1, 1, CV_32FC1, cv::Scalar(0.0));
    if (fault_ == "oom_of_every_second_in_plain" && ++images_ % 2 == 0 && memory_mode_ == "plain") {
      throw std::bad_alloc();
    }
    if (fault_ == "wait_for_neighbours") {
      constexpr int kSamples = 4;
      wait_for_neighbours(std::min(images_ + 2, kSamples), images_);
      ++images_;
    }
    if (fault_ == "differ_from_plain" && memory_mode_ != "plain") alpha.at<float>(0, 0) = 0.75F;
    if (fault_ == "throw_in_plain" && memory_mode_ == "plain") throw std::runtime_error("no");
    if (fault_ == "count_images") alpha.setTo(cv::Scalar(static_cast<float>(++images_) / 255.0F));
    if (fault_ == "segv_of_every_second" && ++images_ % 2 == 0) std::raise(SIGSEGV);
    if (fault_ == "kill_of_every_second" && ++images_ % 2 == 0) std::raise(SIGKILL);
    if (fault_ == "oom_in_every_mode") throw std::bad_alloc();
    if (fault_ == "even_images" && image.size().width % 2 == 0) std::abort();
    if (fault_ == "tensors") tensors.hold(image.size().area());
    ++runs_;
    if (fault_ == "restless") alpha.setTo(cv::Scalar(runs_ == 2 ? 0.5 : 0.25));
    if (fault_ == "uneven") spend(std::chrono::microseconds(runs_ % 2 == 0 ? 20 : 200));
    if (fault_ == "use_memory" || (fault_ == "wide_uses_memory" && image.size().width > 8)) {
      cv::Mat much(64 << 20, 1, CV_8UC1);
      much.setTo(cv::Scalar(1));
      alpha.at<float>(0, 0) = 0.25F * static_cast<float>(much.at<unsigned char>(5));
    }
    return mbench::Alpha(alpha);
  }

  mbench::PhaseTimes last_phases() const override {
    if (fault_ != "phases") return {};
    return {{"infer", 7}, {"postprocess", 2}};
  }

 private:
  static void spend(std::chrono::microseconds time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) {
    }
  }

  std::string fault_;
  std::string memory_mode_;
  int images_ = 0;
  int runs_ = 0;
};

std::unique_ptr<mbench::MattingModel> make_model(const mbench::WorkerSetup& setup) {
  const char* fault = std::getenv("MBENCH_TEST_FAULT");
  if (fault == nullptr) return mbench::make_registered_model(setup);
  if (std::string(fault) == "make") throw mbench::ModelError("its weights are not here");
  return std::make_unique<FaultyModel>(fault, setup.settings.memory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::string(argv[1]) == "worker") {
    const char* set = std::getenv("MBENCH_TEST_FAULT");
    const std::string fault = set == nullptr ? "" : set;
    Gauge hot(fault == "always_throttled" ? 1 << 30 : 3);
    const bool is_hot = fault == "throttled" || fault == "always_throttled";
    return mbench::serve_inference(argv[2], make_model, fault == "tensors" ? &tensors : nullptr,
                                   is_hot ? &hot : nullptr);
  }
  ::testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

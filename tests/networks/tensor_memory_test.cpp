// What becomes of a network when memory ends: an exception that says so, nothing lost, nothing
// left.

#include "core/error.h"
#include "runners/models/out_of_memory.h"
#include "runners/networks/network_model.h"

#include <ATen/Functions.h>
#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <algorithm>
#include <memory>
#include <string>

namespace mbench {
namespace {

constexpr int kThreads = 2;
constexpr std::int64_t kMebibyte = 1 << 20;

MattingInput small_picture(int side) {
  cv::Mat image(side, side, CV_8UC3);
  cv::randu(image, 0, 256);
  cv::Mat trimap(side, side, CV_8UC1, cv::Scalar(128));
  trimap.rowRange(0, side / 4) = 0;
  return {Image(image), Trimap(trimap)};
}

class TensorMemoryTest : public testing::Test {
 protected:
  void SetUp() override { at::set_num_threads(kThreads); }
  void TearDown() override {
    memory_.set_limit(0);
    memory_.fail_request(0);
  }
  std::unique_ptr<MattingModel> network(const std::string& name, const std::string& mode) {
    ModelSettings settings;
    settings.weights = "synthetic:1";
    settings.memory = mode;
    return make_network_model(parse_model_spec(name), settings, kThreads, memory_);
  }

  TensorMemory& memory_ = TensorMemory::install();
};

TEST_F(TensorMemoryTest, CountsWhatTensorsHold) {
  const std::int64_t before = memory_.live_bytes();
  memory_.reset_peak();
  {
    const at::Tensor a = at::empty({1 << 20}, at::kFloat);
    const at::Tensor b = a + 1;
    EXPECT_GE(memory_.live_bytes() - before, 8 * kMebibyte);
  }
  EXPECT_EQ(memory_.live_bytes(), before);
  EXPECT_GE(memory_.peak_bytes() - before, 8 * kMebibyte);
  EXPECT_LT(memory_.peak_bytes() - before, 9 * kMebibyte);
}

TEST_F(TensorMemoryTest, RefusesBeyondTheLimitAndSaysWhatWasHeld) {
  const at::Tensor held = at::empty({10 * kMebibyte}, at::kByte);
  memory_.set_limit(memory_.live_bytes() + kMebibyte);
  try {
    at::empty({2 * kMebibyte}, at::kByte);
    FAIL() << "no exception";
  } catch (const OutOfMemory& refusal) {
    const std::string said = refusal.what();
    EXPECT_NE(said.find("2.0 MiB for a tensor"), std::string::npos) << said;
    EXPECT_NE(said.find("that are held"), std::string::npos) << said;
  }
  EXPECT_NO_THROW(at::empty({kMebibyte / 2}, at::kByte));
}

TEST_F(TensorMemoryTest, AnImageThatDoesNotFitIsFollowedByOneThatDoes) {
  const auto model = network("vitmatte-s", "plain");
  const MattingInput small = small_picture(64);
  const cv::Mat alpha = model->matte(small).pixels();
  memory_.set_limit(memory_.live_bytes() + 40 * kMebibyte);
  const std::int64_t held = memory_.live_bytes();
  EXPECT_THROW(model->matte(small_picture(512)), OutOfMemory);
  EXPECT_EQ(memory_.live_bytes(), held);
  EXPECT_EQ(cv::norm(model->matte(small).pixels(), alpha, cv::NORM_INF), 0);
}

TEST_F(TensorMemoryTest, LeanFitsWherePlainDoesNot) {
  const MattingInput input = small_picture(512);
  const auto plain = network("vitmatte-s", "plain");
  const auto lean = network("vitmatte-s", "exact-lean");
  memory_.set_limit(memory_.live_bytes() + 100 * kMebibyte);
  EXPECT_THROW(plain->matte(input), OutOfMemory);
  EXPECT_NO_THROW(lean->matte(input));
}

TEST_F(TensorMemoryTest, TwoHundredImagesLeaveNothing) {
  for (const char* mode : {"plain", "exact-lean"}) {
    const auto model = network("vitmatte-s", mode);
    const MattingInput input = small_picture(32);
    model->matte(input);
    const std::int64_t held = memory_.live_bytes();
    for (int image = 0; image < 200; ++image) model->matte(input);
    EXPECT_EQ(memory_.live_bytes(), held) << mode;
  }
}

/// A network, and which of its requests fail: one in so many.
struct Failing {
  const char* network;
  std::int64_t every = 1;
};

class EachRequestFails : public TensorMemoryTest, public testing::WithParamInterface<Failing> {};

// Over a whole run; what fails is an exception of ours, and the network works again.
TEST_P(EachRequestFails, EndsInAnExceptionAndLeavesNothing) {
  for (const char* mode : {"plain", "exact-lean"}) {
    const auto model = network(GetParam().network, mode);
    const MattingInput input = small_picture(32);
    const cv::Mat alpha = model->matte(input).pixels();
    const std::int64_t held = memory_.live_bytes();
    const std::int64_t begin = memory_.requests();
    model->matte(input);
    const std::int64_t requests = memory_.requests() - begin;
    ASSERT_GT(requests, 100);
    // Threads share the work otherwise each time, so the last requests may not come.
    for (std::int64_t number = 1; number <= requests - kThreads * 8; number += GetParam().every) {
      memory_.fail_request(memory_.requests() + number);
      EXPECT_THROW(model->matte(input), OutOfMemory) << mode << " " << number;
      ASSERT_EQ(memory_.live_bytes(), held) << mode << " " << number;
    }
    memory_.fail_request(0);
    EXPECT_EQ(cv::norm(model->matte(input).pixels(), alpha, cv::NORM_INF), 0) << mode;
  }
}

INSTANTIATE_TEST_SUITE_P(Networks, EachRequestFails,
                         testing::Values(Failing{"vitmatte-s", 3}, Failing{"mematte-s", 7},
                                         Failing{"aematter", 31}, Failing{"dim-foamliu"}),
                         [](const auto& tested) {
                           std::string name = tested.param.network;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

// The first image lays the weights out, and may find no memory for it.
TEST_F(TensorMemoryTest, DimComputesAfterItsFirstImageFailed) {
  const MattingInput input = small_picture(32);
  for (const char* name : {"dim", "dim-foamliu"}) {
    const cv::Mat alpha = network(name, "plain")->matte(input).pixels();
    for (const std::int64_t number : {1, 3, 6, 20, 40}) {
      const auto model = network(name, "plain");
      memory_.fail_request(memory_.requests() + number);
      EXPECT_THROW(model->matte(input), OutOfMemory) << name << " " << number;
      memory_.fail_request(0);
      EXPECT_EQ(cv::norm(model->matte(input).pixels(), alpha, cv::NORM_INF), 0)
          << name << " " << number;
    }
  }
}

TEST_F(TensorMemoryTest, ARefusedModeSaysWhoHasIt) {
  EXPECT_THROW(network("dim", "grid:2"), ModelError);
  EXPECT_THROW(network("vitmatte-s", "tokens:100"), ModelError);
  EXPECT_THROW(network("vitmatte-s", "fp16"), ModelError);
  EXPECT_THROW(network("vitmatte-s", "offload"), ModelError);
}

}  // namespace
}  // namespace mbench

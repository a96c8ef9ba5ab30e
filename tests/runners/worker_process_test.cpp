#include "runners/worker_process.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/stopwatch.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>

namespace mbench {
namespace {

class FaultyWorker : public ::testing::Test {
 protected:
  void TearDown() override { ::unsetenv("MBENCH_TEST_FAULT"); }
  static InferenceOutcome infer_with(const std::string& fault,
                                     std::optional<double> limit_ms = {}) {
    ::setenv("MBENCH_TEST_FAULT", fault.c_str(), 1);
    WorkerProcess worker(options());
    return worker.infer(noise_image(7, 5, 1), flat_trimap(7, 5, 128), limit_ms);
  }
  static InferenceOutcome infer_repeated(const std::string& fault, int repetitions,
                                         std::optional<double> max_noise = {},
                                         std::optional<double> quiet_limit_ms = {}) {
    ::setenv("MBENCH_TEST_FAULT", fault.c_str(), 1);
    WorkerOptions chosen = options();
    chosen.repetitions = repetitions;
    chosen.max_noise = max_noise;
    WorkerProcess worker(chosen);
    return worker.infer(MattingInput{noise_image(7, 5, 1), flat_trimap(7, 5, 128), {}, {}}, {},
                        quiet_limit_ms);
  }
  static WorkerOptions options() {
    WorkerOptions options;
    options.model = ModelSpec{"trimap", {}};
    return options;
  }
};

TEST_F(FaultyWorker, ReturnsTheAlphaOfASoundModel) {
  const InferenceOutcome outcome = infer_with("none");
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  EXPECT_EQ(outcome.alpha->size(), cv::Size(7, 5));
  EXPECT_EQ(outcome.alpha->pixels().at<float>(4, 6), 0.25F);
  ASSERT_TRUE(outcome.measurement.latency_ms);
  EXPECT_GE(*outcome.measurement.latency_ms, 0.0);
}

TEST_F(FaultyWorker, TurnsACrashIntoARowThatNamesTheSignal) {
  const InferenceOutcome outcome = infer_with("abort");
  EXPECT_EQ(outcome.state, RowState::error);
  EXPECT_NE(outcome.message.find("signal 6"), std::string::npos) << outcome.message;
  EXPECT_FALSE(outcome.alpha);
}

TEST_F(FaultyWorker, TurnsAnExitIntoARow) {
  const InferenceOutcome outcome = infer_with("exit");
  EXPECT_EQ(outcome.state, RowState::error);
  EXPECT_NE(outcome.message.find("status 9"), std::string::npos) << outcome.message;
}

TEST_F(FaultyWorker, KillsAModelThatHangsAfterTheLimit) {
  const Stopwatch watch;
  const InferenceOutcome outcome = infer_with("hang", 300.0);
  EXPECT_EQ(outcome.state, RowState::timeout);
  EXPECT_GE(watch.elapsed_ms(), 300.0);
}

TEST_F(FaultyWorker, TellsOutOfMemoryFromOtherFailures) {
  EXPECT_EQ(infer_with("bad_alloc").state, RowState::oom);
  const InferenceOutcome thrown = infer_with("throw");
  EXPECT_EQ(thrown.state, RowState::error);
  EXPECT_EQ(thrown.message, "the sky is falling");
}

TEST_F(FaultyWorker, CallsARefusalUnsupported) {
  EXPECT_EQ(infer_with("refuse").state, RowState::unsupported);
  const InferenceOutcome not_made = infer_with("make");
  EXPECT_EQ(not_made.state, RowState::unsupported);
  EXPECT_EQ(not_made.message, "its weights are not here");
}

TEST_F(FaultyWorker, RefusesAnAlphaThatIsNoAlpha) {
  EXPECT_NE(infer_with("nan").message.find("column 1, row 0"), std::string::npos);
  EXPECT_EQ(infer_with("too_big").state, RowState::error);
  EXPECT_EQ(infer_with("wrong_size").state, RowState::error);
}

TEST_F(FaultyWorker, GoesOnWithTheNextImageAfterACrash) {
  ::setenv("MBENCH_TEST_FAULT", "even_images", 1);
  WorkerProcess worker(options());
  EXPECT_EQ(worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 128), {}).state, RowState::error);
  EXPECT_EQ(worker.infer(noise_image(5, 4, 1), flat_trimap(5, 4, 128), {}).state, RowState::ok);
  EXPECT_EQ(worker.infer(noise_image(8, 4, 1), flat_trimap(8, 4, 128), {}).state, RowState::error);
}

TEST_F(FaultyWorker, SeesTheMemoryThatAModelUsedAndFreed) {
  const InferenceOutcome outcome = infer_with("use_memory");
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  if (!outcome.measurement.rss_peak_bytes) GTEST_SKIP() << "/proc does not tell the peak here";
  const std::int64_t used =
      *outcome.measurement.rss_peak_bytes - *outcome.measurement.rss_before_bytes;
  EXPECT_GE(used, 63 << 20);
  EXPECT_LT(used, 80 << 20);
}

TEST_F(FaultyWorker, StoresPhasesBesideTheWholeOfAModelThatSplitsItsWork) {
  const InferenceOutcome outcome = infer_with("phases");
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  const auto& timings = outcome.measurement.timings_ns;
  ASSERT_EQ(timings.size(), 3U);
  EXPECT_EQ(timings.at("infer"), std::vector<std::int64_t>{7});
  EXPECT_EQ(timings.at("postprocess"), std::vector<std::int64_t>{2});
  EXPECT_EQ(*outcome.measurement.latency_ms * 1e6, static_cast<double>(timings.at("matte").at(0)));
  EXPECT_EQ(infer_with("none").measurement.timings_ns.count("matte"), 0U);
}

TEST_F(FaultyWorker, CountsTensorsOfEachImageByItself) {
  ::setenv("MBENCH_TEST_FAULT", "tensors", 1);
  WorkerProcess worker(options());
  for (const int side : {30, 20}) {
    const InferenceOutcome outcome =
        worker.infer(noise_image(side, side, 1), flat_trimap(side, side, 128), {});
    ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
    EXPECT_EQ(outcome.measurement.tensor_before_bytes, 1000);
    EXPECT_EQ(outcome.measurement.tensor_peak_bytes, 1000 + side * side);
    EXPECT_FALSE(outcome.measurement.device_peak_bytes);
  }
}

TEST_F(FaultyWorker, HasNoTensorsToCountWithoutAMeter) {
  const InferenceOutcome outcome = infer_with("none");
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  EXPECT_FALSE(outcome.measurement.tensor_before_bytes);
  EXPECT_FALSE(outcome.measurement.tensor_peak_bytes);
}

TEST_F(FaultyWorker, ResetsThePeakOfResidentMemoryWithEveryImage) {
  ::setenv("MBENCH_TEST_FAULT", "wide_uses_memory", 1);
  WorkerProcess worker(options());
  const InferenceOutcome wide = worker.infer(noise_image(9, 4, 1), flat_trimap(9, 4, 128), {});
  const InferenceOutcome next = worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 128), {});
  if (!wide.measurement.rss_peak_bytes) GTEST_SKIP() << "/proc does not tell the peak here";
  EXPECT_LT(*next.measurement.rss_peak_bytes, *wide.measurement.rss_peak_bytes - (50 << 20));
}

TEST_F(FaultyWorker, CountsRepetitionsButNotWarmUps) {
  ::setenv("MBENCH_TEST_FAULT", "none", 1);
  WorkerOptions chosen = options();
  chosen.warmup = 2;
  chosen.repetitions = 3;
  WorkerProcess worker(chosen);
  const InferenceOutcome outcome = worker.infer(noise_image(3, 3, 1), flat_trimap(3, 3, 128), {});
  EXPECT_EQ(outcome.measurement.timings_ns.at("infer").size(), 3U);
}

TEST_F(FaultyWorker, RepeatsUntilTheMedianIsKnownWellEnough) {
  const InferenceOutcome easily = infer_repeated("none", 1, 1000.0);
  EXPECT_EQ(easily.measurement.timings_ns.at("infer").size(), 6U);  // below, there is no interval
  EXPECT_EQ(infer_repeated("none", 9, 1000.0).measurement.timings_ns.at("infer").size(), 9U);
  const InferenceOutcome never = infer_repeated("uneven", 1, 1e-6);
  EXPECT_EQ(never.measurement.timings_ns.at("infer").size(), 1000U);
}

TEST_F(FaultyWorker, RepeatsNoLongerThanItMay) {
  const std::size_t runs =
      infer_repeated("uneven", 2, 1e-6, 5.0).measurement.timings_ns.at("infer").size();
  EXPECT_GE(runs, 2U);
  EXPECT_LE(runs, 50U);  // a pair of runs takes 0.22 ms
}

TEST_F(FaultyWorker, ScoresTheFirstOfItsRunsAndCountsThoseThatDiffer) {
  const InferenceOutcome outcome = infer_repeated("restless", 5);
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  EXPECT_EQ(outcome.measurement.differing_samples, 1);
  EXPECT_EQ(outcome.alpha->pixels().at<float>(0, 0), 0.25F);
  EXPECT_EQ(infer_repeated("none", 5).measurement.differing_samples, 0);
  EXPECT_FALSE(infer_repeated("none", 1).measurement.differing_samples);
}

TEST_F(FaultyWorker, DoesRunsUnderThrottlingAgain) {
  const MeasurementRecord measured = infer_repeated("throttled", 2).measurement;
  EXPECT_EQ(measured.redone_samples, 3);
  EXPECT_EQ(measured.timings_ns.at("infer").size(), 2U);
  EXPECT_EQ(measured.energy_mj, 500.0);
}

TEST_F(FaultyWorker, GivesUpOnAMachineThatIsAlwaysThrottled) {
  const MeasurementRecord measured = infer_repeated("always_throttled", 12).measurement;
  EXPECT_EQ(measured.redone_samples, 12);
  EXPECT_EQ(measured.timings_ns.at("infer").size(), 12U);
  EXPECT_EQ(infer_repeated("always_throttled", 1).measurement.redone_samples, 10);
}

TEST_F(FaultyWorker, HasNoEnergyOnAProcessor) {
  EXPECT_FALSE(infer_with("none").measurement.energy_mj);
}

TEST(WorkerProcess, GivesTheSameAlphaAsTheModelItself) {
  const Image image = noise_image(31, 17, 5);
  const Trimap trimap = noise_trimap(31, 17, 6);
  WorkerOptions options;
  options.model = ModelSpec{"trimap", {}};
  WorkerProcess worker(options);
  for (int round = 0; round < 2; ++round) {
    const InferenceOutcome outcome = worker.infer(image, trimap, {});
    ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
    const Alpha direct = find_model("trimap").make(ModelOptions{})->matte(image, trimap);
    EXPECT_EQ(cv::norm(outcome.alpha->pixels(), direct.pixels(), cv::NORM_INF), 0.0);
  }
}

TEST(WorkerProcess, GrowsWithTheImages) {
  WorkerOptions options;
  options.model = ModelSpec{"trimap", {}};
  WorkerProcess worker(options);
  for (const int side : {1, 300, 2, 700}) {
    const InferenceOutcome outcome =
        worker.infer(noise_image(side, side, 1), flat_trimap(side, side, 255), {});
    ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
    EXPECT_EQ(cv::countNonZero(outcome.alpha->pixels() == 1.0), side * side);
  }
}

TEST(WorkerProcess, SaysWhenTheProgramIsNotThere) {
  WorkerOptions options;
  options.model = ModelSpec{"trimap", {}};
  options.program = "/nowhere/mbench";
  WorkerProcess worker(options);
  EXPECT_THROW(worker.infer(noise_image(2, 2, 1), flat_trimap(2, 2, 128), {}), InternalError);
}

/// Waits for what other processes do; the limit is only reached by a fault.
bool comes_true(const std::function<bool()>& condition) {
  const Stopwatch since;
  while (!condition()) {
    if (since.elapsed_ms() > 20'000) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST(WorkerProcess, EndsAProgramThatHangsWithAllThatItStarted) {
  const TemporaryFolder folder;
  const fs::path scratch = folder.path() / "scratch";
  fs::create_directory(scratch);
  const fs::path number = folder.path() / "pid";
  ::setenv("TMPDIR", scratch.c_str(), 1);
  WorkerOptions options;
  options.model = parse_model_spec("command:sh -c 'setsid sleep 1000 & echo $! > " +
                                   number.string() + "; wait; : {alpha}'");
  {
    WorkerProcess worker(options);
    const InferenceOutcome outcome =
        worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 128), 1500.0);
    EXPECT_EQ(outcome.state, RowState::timeout) << outcome.message;
  }
  ::unsetenv("TMPDIR");
  const int grandchild = std::stoi(read_text(number));
  EXPECT_TRUE(comes_true([&] { return ::kill(grandchild, 0) != 0; }));
  EXPECT_TRUE(comes_true([&] { return fs::is_empty(scratch); }));
}

TEST(WorkerProcess, PassesTheSamplesNameAndWhatAProgramUsed) {
  WorkerOptions options;
  options.model = parse_model_spec(
      "command:sh -c 'test \"$0\" = animals/cat && cp \"$1\" \"$2\" && sleep 0.1' "
      "{name} {trimap} {alpha}");
  WorkerProcess worker(options);
  const InferenceOutcome outcome = worker.infer(
      MattingInput{noise_image(4, 4, 1), flat_trimap(4, 4, 255), {}, "animals/cat"}, {});
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  EXPECT_EQ(outcome.measurement.rss_before_bytes, 0);
  EXPECT_GT(outcome.measurement.rss_peak_bytes.value_or(0), 0);
  EXPECT_GT(outcome.measurement.latency_ms.value_or(0), 100.0);
}

TEST(WorkerProcess, KeepsTheEndOfWhatAFailingProgramSaid) {
  WorkerOptions options;
  options.model = parse_model_spec(
      "command:sh -c 'head -c 9000 /dev/zero | tr \"\\0\" x; echo; echo the end; exit 1' {alpha}");
  WorkerProcess worker(options);
  const InferenceOutcome outcome = worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 255), {});
  EXPECT_EQ(outcome.state, RowState::error);
  EXPECT_NE(outcome.message.find("the end"), std::string::npos) << outcome.message;
}

TEST(WorkerProcess, DoesNotTimePredictions) {
  const TemporaryFolder folder;
  write_alpha(folder.path() / "cat.png", flat_bytes(4, 4, 51));
  WorkerOptions options;
  options.model = parse_model_spec("predictions:" + folder.path().string());
  WorkerProcess worker(options);
  const InferenceOutcome outcome =
      worker.infer(MattingInput{noise_image(4, 4, 1), flat_trimap(4, 4, 255), {}, "cat"}, {});
  ASSERT_EQ(outcome.state, RowState::ok) << outcome.message;
  EXPECT_FLOAT_EQ(outcome.alpha->pixels().at<float>(0, 0), 0.2F);
  EXPECT_FALSE(outcome.measurement.latency_ms);
  EXPECT_FALSE(outcome.measurement.rss_peak_bytes);
  const InferenceOutcome missing = worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 255), {});
  EXPECT_EQ(missing.state, RowState::unsupported);
}

}  // namespace
}  // namespace mbench

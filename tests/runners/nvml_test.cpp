#include "runners/models/nvml.h"

#include "runners/environment.h"
#include "runners/gpu_watch.h"
#include "runners/machine_gauge.h"
#include "runners/models/process_tree.h"
#include "runners/worker_process.h"
#include "tests/support/builders.h"

#include <gtest/gtest.h>
#include <unistd.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <string>

namespace mbench {
namespace {

constexpr std::int64_t kGiB = std::int64_t{1} << 30;

/// With a library that answers as NVML does.
class FakeNvml : public ::testing::Test {
 protected:
  FakeNvml() { ::setenv("MBENCH_NVML", MBENCH_FAKE_NVML, 1); }
  ~FakeNvml() override {
    for (const char* name :
         {"MBENCH_NVML", "FAKE_NVML_ERRORS", "FAKE_NVML_REASONS", "CUDA_VISIBLE_DEVICES"}) {
      ::unsetenv(name);
    }
  }
  static void fail(const std::string& function, int status = 3) {  // 3: NOT_SUPPORTED
    ::setenv("FAKE_NVML_ERRORS", (function + "=" + std::to_string(status)).c_str(), 1);
  }
};

TEST_F(FakeNvml, TellsEveryFigure) {
  const Nvml nvml;
  EXPECT_EQ(nvml.driver_version(), "570.00.1");
  EXPECT_EQ(nvml.device_count(), 2);
  const GpuDevice gpu = nvml.device(1).value();
  EXPECT_EQ(gpu.name(), "Fake GPU 1");
  EXPECT_EQ(gpu.memory().value().total_bytes, 16 * kGiB);
  EXPECT_GE(gpu.memory().value().used_bytes, 3 * kGiB);
  EXPECT_EQ(gpu.power_mw(), 250'000);
  EXPECT_EQ(gpu.sm_clock_mhz(), 1980);
  EXPECT_EQ(gpu.temperature_c(), 61);
  const std::int64_t before = gpu.energy_mj().value();
  EXPECT_EQ(gpu.energy_mj(), before + 1500);
  EXPECT_FALSE(nvml.device(2).has_value());
  EXPECT_FALSE(nvml.device(-1).has_value());
}

TEST_F(FakeNvml, ListsProcessesHoweverMany) {
  const Nvml nvml;
  const GpuDevice gpu = nvml.device(0).value();
  const auto processes = gpu.processes().value();
  ASSERT_EQ(processes.size(), 11U);
  EXPECT_EQ(processes[0].pid, 4'000'000'000);
  EXPECT_FALSE(processes[0].memory_bytes.has_value());  // "not available" is not a size
  EXPECT_TRUE(processes[0].name.empty());
  EXPECT_FALSE(processes[10].name.empty());
  EXPECT_EQ(gpu.process_bytes(::getpid()), 2 * kGiB);
  EXPECT_FALSE(gpu.process_bytes(1).has_value());
  EXPECT_FALSE(gpu.process_bytes(4'000'000'000).has_value());
}

TEST_F(FakeNvml, TellsWhatAProgramsProcessesHoldOnAllGpus) {
  EXPECT_EQ(device_memory_of({1, ::getpid()}), 2 * 2 * kGiB);
  EXPECT_FALSE(device_memory_of({1}).has_value());
}

TEST_F(FakeNvml, CallsHeatAndLackOfPowerThrottling) {
  const Nvml nvml;
  const GpuDevice gpu = nvml.device(0).value();
  for (const auto& [reasons, throttled] : {std::pair("0", false),
                                           {"0x1", false},   // idle
                                           {"0x4", false},   // the card's own power limit
                                           {"0x8", true},    // hardware slowdown
                                           {"0x20", true},   // software, heat
                                           {"0x44", true},   // hardware, heat
                                           {"0x80", true}})  // power brake
  {
    ::setenv("FAKE_NVML_REASONS", reasons, 1);
    EXPECT_EQ(gpu.is_throttled(), throttled) << reasons;
  }
  EXPECT_EQ(gpu.throttle_reasons(), 0x80U);
}

TEST_F(FakeNvml, LeavesOutWhatTheCardDoesNotSupport) {
  const Nvml nvml;
  const GpuDevice gpu = nvml.device(0).value();
  fail("nvmlSystemGetDriverVersion");
  EXPECT_FALSE(nvml.driver_version().has_value());
  fail("nvmlDeviceGetCount_v2");
  EXPECT_EQ(nvml.device_count(), 0);
  fail("nvmlDeviceGetHandleByIndex_v2");
  EXPECT_FALSE(nvml.device(0).has_value());
  fail("nvmlDeviceGetName");
  EXPECT_FALSE(gpu.name().has_value());
  fail("nvmlDeviceGetMemoryInfo");
  EXPECT_FALSE(gpu.memory().has_value());
  fail("nvmlDeviceGetTotalEnergyConsumption");
  EXPECT_FALSE(gpu.energy_mj().has_value());
  fail("nvmlDeviceGetPowerUsage");
  EXPECT_FALSE(gpu.power_mw().has_value());
  fail("nvmlDeviceGetClockInfo");
  EXPECT_FALSE(gpu.sm_clock_mhz().has_value());
  fail("nvmlDeviceGetTemperature");
  EXPECT_FALSE(gpu.temperature_c().has_value());
  fail("nvmlDeviceGetCurrentClocksThrottleReasons");
  EXPECT_FALSE(gpu.throttle_reasons().has_value());
  EXPECT_FALSE(gpu.is_throttled().has_value());
  ::setenv("FAKE_NVML_ERRORS",
           "nvmlDeviceGetComputeRunningProcesses_v3=3 nvmlDeviceGetComputeRunningProcesses=3", 1);
  EXPECT_FALSE(gpu.processes().has_value());
  EXPECT_FALSE(gpu.process_bytes(::getpid()).has_value());
}

TEST_F(FakeNvml, IsAbsentWhereItCannotBegin) {
  fail("nvmlInit_v2", 9);  // DRIVER_NOT_LOADED
  const Nvml nvml;
  EXPECT_EQ(nvml.device_count(), 0);
  EXPECT_FALSE(nvml.device(0).has_value());
  EXPECT_FALSE(nvml.device("GPU-b").has_value());
  EXPECT_FALSE(nvml.driver_version().has_value());
}

TEST_F(FakeNvml, IsAbsentWhereThereIsNoLibrary) {
  ::setenv("MBENCH_NVML", "/nowhere/libnvidia-ml.so.1", 1);
  const Nvml nvml;
  EXPECT_EQ(nvml.device_count(), 0);
  EXPECT_FALSE(nvml.device(0).has_value());
  EXPECT_EQ(GpuWatch::of("cuda"), nullptr);
}

TEST_F(FakeNvml, DoesWithoutTheFunctionsThatADriverLacks) {
  ::setenv("MBENCH_NVML", MBENCH_FAKE_NVML_BARE, 1);
  const Nvml nvml;
  EXPECT_FALSE(nvml.driver_version().has_value());
  EXPECT_FALSE(nvml.device("GPU-b").has_value());
  const GpuDevice gpu = nvml.device(0).value();
  EXPECT_FALSE(gpu.name() || gpu.memory() || gpu.energy_mj() || gpu.power_mw());
  EXPECT_FALSE(gpu.sm_clock_mhz() || gpu.temperature_c() || gpu.throttle_reasons());
  // The first version of the list has smaller entries.
  ASSERT_EQ(gpu.processes().value().size(), 1U);
  EXPECT_EQ(gpu.process_bytes(77), 7 * kGiB);
}

TEST_F(FakeNvml, FindsTheCardThatCudaUses) {
  const Nvml nvml;
  EXPECT_FALSE(gpu_of(nvml, "cpu").has_value());
  EXPECT_EQ(gpu_of(nvml, "cuda").value().name(), "Fake GPU 0");
  EXPECT_EQ(gpu_of(nvml, "cuda:1").value().name(), "Fake GPU 1");
  ::setenv("CUDA_VISIBLE_DEVICES", "1,0", 1);
  EXPECT_EQ(gpu_of(nvml, "cuda").value().name(), "Fake GPU 1");
  EXPECT_EQ(gpu_of(nvml, "cuda:1").value().name(), "Fake GPU 0");
  EXPECT_FALSE(gpu_of(nvml, "cuda:2").has_value());
  ::setenv("CUDA_VISIBLE_DEVICES", "GPU-b", 1);
  EXPECT_EQ(gpu_of(nvml, "cuda").value().name(), "Fake GPU 1");
  ::setenv("CUDA_VISIBLE_DEVICES", "", 1);
  EXPECT_FALSE(gpu_of(nvml, "cuda").has_value());
}

TEST_F(FakeNvml, IsWatchedForThePeaks) {
  const auto watch = GpuWatch::of("cuda");
  ASSERT_NE(watch, nullptr);
  for (int image = 0; image < 2; ++image) {
    watch->begin(::getpid());
    GpuReading reading = watch->end();
    EXPECT_EQ(reading.process_vram_bytes, 2 * kGiB);
    EXPECT_GE(reading.device_vram_bytes.value(), 5 * kGiB);  // two looks at least, of 3, 9, 5
    EXPECT_EQ(reading.sm_clock_mhz, 1980);
    EXPECT_EQ(reading.temperature_c, 61);
  }
  watch->begin(1);  // and is never ended: the next image, or the end of the watch, does it
  watch->begin(1);
  EXPECT_FALSE(watch->end().process_vram_bytes.has_value());
  watch->begin(1);
}

TEST_F(FakeNvml, GivesARunItsEnergyAndItsThrottling) {
  const TemporaryFolder no_cpus;
  MachineGauge gauge("cuda", no_cpus.path());
  gauge.begin();
  const RunFacts calm = gauge.end();
  EXPECT_EQ(calm.energy_mj, 1500.0);
  EXPECT_EQ(calm.throttled, false);
  gauge.begin();
  ::setenv("FAKE_NVML_REASONS", "0x40", 1);
  EXPECT_EQ(gauge.end().throttled, true);
  gauge.begin();
  ::unsetenv("FAKE_NVML_REASONS");
  EXPECT_EQ(gauge.end().throttled, true);
  ::setenv("FAKE_NVML_ERRORS",
           "nvmlDeviceGetCurrentClocksThrottleReasons=3 nvmlDeviceGetTotalEnergyConsumption=3", 1);
  gauge.begin();
  const RunFacts silent = gauge.end();
  EXPECT_FALSE(silent.energy_mj || silent.throttled);
}

TEST_F(FakeNvml, IsNotAskedOnAProcessor) {
  const TemporaryFolder no_cpus;
  MachineGauge gauge("cpu", no_cpus.path());
  gauge.begin();
  const RunFacts facts = gauge.end();
  EXPECT_FALSE(facts.energy_mj || facts.throttled);
  EXPECT_EQ(GpuWatch::of("cpu"), nullptr);
}

TEST_F(FakeNvml, MeasuresAWorkerOnItsDeviceOnly) {
  WorkerOptions options;
  options.model = ModelSpec{"trimap", {}};
  const auto measured = [&] {
    WorkerProcess worker(options);
    return worker.infer(noise_image(4, 4, 1), flat_trimap(4, 4, 128), {}).measurement;
  };
  const MeasurementRecord on_cpu = measured();
  EXPECT_FALSE(on_cpu.device_vram_bytes || on_cpu.energy_mj || on_cpu.sm_clock_mhz ||
               on_cpu.temperature_c || on_cpu.process_vram_bytes);
  options.device = "cuda";
  const MeasurementRecord on_gpu = measured();
  EXPECT_GE(on_gpu.device_vram_bytes.value_or(0), 5 * kGiB);
  EXPECT_EQ(on_gpu.energy_mj, 1500.0);
  EXPECT_EQ(on_gpu.sm_clock_mhz, 1980);
  EXPECT_EQ(on_gpu.temperature_c, 61);
  EXPECT_EQ(on_gpu.redone_samples, 0);
  EXPECT_FALSE(on_gpu.process_vram_bytes);  // the list names the run's process, not the worker's
  ::setenv("FAKE_NVML_REASONS", "0x20", 1);
  EXPECT_EQ(measured().redone_samples, 10);
}

TEST_F(FakeNvml, IsPartOfTheEnvironment) {
  ::setenv("FAKE_NVML_REASONS", "0x20", 1);
  const Environment environment = examine_environment(1);
  EXPECT_EQ(environment.gpu, "Fake GPU 0, 16384 MiB; Fake GPU 1, 16384 MiB");
  EXPECT_EQ(environment.gpu_driver, "570.00.1");
  ASSERT_EQ(environment.gpu_processes.size(), 22U);
  EXPECT_EQ(environment.gpu_processes[0], "? (4000000000)");
  EXPECT_NE(environment.gpu_processes[10].find("), 2048 MiB"), std::string::npos);
  const auto json = nlohmann::json::parse(to_json(environment));
  EXPECT_EQ(json.at("gpu_power_mw"), 250'000);
  EXPECT_EQ(json.at("gpu_sm_clock_mhz"), 1980);
  EXPECT_EQ(json.at("gpu_temperature_c"), 61);
  EXPECT_EQ(json.at("gpu_throttled"), true);
  ::setenv("MBENCH_NVML", "/nowhere", 1);
  const auto without = nlohmann::json::parse(to_json(examine_environment(1)));
  for (const char* member : {"gpu", "gpu_driver", "gpu_power_mw", "gpu_sm_clock_mhz",
                             "gpu_temperature_c", "gpu_throttled", "gpu_memory_used_bytes"}) {
    EXPECT_TRUE(without.at(member).is_null()) << member;
  }
}

}  // namespace
}  // namespace mbench

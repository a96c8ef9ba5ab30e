#include "runners/environment.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace mbench {
namespace {

TEST(Environment, DescribesThisMachine) {
  const Environment environment = examine_environment(1);
  EXPECT_GE(environment.logical_cpus, 1);
  EXPECT_GT(environment.memory_bytes, 0);
  EXPECT_FALSE(environment.kernel.empty());
  const auto json = nlohmann::json::parse(to_json(environment));
  EXPECT_EQ(json.at("logical_cpus"), environment.logical_cpus);
  EXPECT_TRUE(json.contains("gpu"));
}

TEST(Environment, IsOneMachineWhateverItsLoad) {
  Environment environment;
  environment.cpu = "a CPU";
  const MachineRecord calm = machine_record(environment);
  environment.load_1min = 9.0;
  environment.program_version = "another";
  EXPECT_EQ(machine_record(environment).digest, calm.digest);
  environment.blas = "another BLAS";
  EXPECT_NE(machine_record(environment).digest, calm.digest);
}

TEST(EnvironmentWarnings, SayWhatMakesFiguresUntrustworthy) {
  Environment environment;
  environment.logical_cpus = 4;
  EXPECT_TRUE(environment_warnings(environment, 4).empty());
  EXPECT_EQ(environment_warnings(environment, 1).size(), 1U);
  EXPECT_EQ(environment_warnings(environment, 8).size(), 1U);
  environment.reference_blas = true;
  environment.load_1min = 3.5;
  environment.governor = "powersave";
  const auto warnings = environment_warnings(environment, 4);
  ASSERT_EQ(warnings.size(), 3U);
  environment.gpu_processes = {"python3 (4242), 300 MiB"};
  environment.gpu_throttled = true;
  const auto of_gpu = environment_warnings(environment, 4);
  ASSERT_EQ(of_gpu.size(), 5U);
  EXPECT_NE(of_gpu[3].find("python3 (4242), 300 MiB is on the GPU"), std::string::npos);
  EXPECT_NE(of_gpu[4].find("throttled"), std::string::npos);
  EXPECT_NE(warnings[0].find("libopenblas0-openmp"), std::string::npos);
}

}  // namespace
}  // namespace mbench

#include "runners/models/memory_mode.h"
#include "core/error.h"
#include "runners/models/model_settings.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(MemoryMode, IsReadInAnyOrderAndWrittenInOne) {
  const MemoryMode mode = parse_memory_mode("tokens:4096+exact-lean");
  EXPECT_TRUE(mode.lean);
  EXPECT_EQ(mode.max_tokens, 4096);
  EXPECT_EQ(mode.text(), "exact-lean+tokens:4096");
  for (const char* text : {"plain", "exact-lean", "grid:2", "tile:1024:128", "downscale:2000",
                           "bf16", "exact-lean+tile:512:0+fp16+offload"}) {
    EXPECT_EQ(parse_memory_mode(text).text(), text);
  }
}

TEST(MemoryMode, IsApproximateWhereTheAlphaIsAnother) {
  for (const char* exact : {"plain", "exact-lean", "offload", "exact-lean+offload"}) {
    EXPECT_FALSE(parse_memory_mode(exact).is_approximate()) << exact;
  }
  for (const char* other : {"tokens:1", "grid:2", "tile:64:0", "downscale:64", "bf16", "fp16",
                            "tf32", "exact-lean+tokens:9"}) {
    EXPECT_TRUE(parse_memory_mode(other).is_approximate()) << other;
  }
}

TEST(MemoryMode, RefusesWhatIsNone) {
  for (const char* text : {"",
                           "lean",
                           "exact-lean+",
                           "plain+exact-lean",
                           "exact-lean+exact-lean",
                           "tokens",
                           "tokens:",
                           "tokens:0",
                           "tokens:-1",
                           "tokens:1x",
                           "tokens:1:2",
                           "grid:1",
                           "grid:9",
                           "tile:512",
                           "tile:512:257",
                           "tile:63:0",
                           "downscale:10",
                           "bf16+fp16",
                           "bf16:2",
                           "tokens:99999999999999999999"}) {
    EXPECT_THROW(parse_memory_mode(text), UsageError) << text;
  }
}

TEST(ModelSettings, NameALimitInTheirMode) {
  ModelSettings settings;
  settings.memory = "exact-lean";
  settings.ram_bytes = std::int64_t{8} << 30;
  EXPECT_EQ(settings.mode(), "exact-lean+ram=8GiB");
  settings.memory = "plain";
  EXPECT_EQ(settings.mode(), "ram=8GiB");
}

TEST(ModelSettings, LeaveToModelsThatAreNoNetworkWhatAnyModelCan) {
  ModelSettings settings;
  settings.memory = "tile:512:64+downscale:1000";
  EXPECT_EQ(refusal_without_network(settings), "");
  settings.memory = "exact-lean+tile:512:64";
  EXPECT_NE(refusal_without_network(settings).find("no memory mode exact-lean"), std::string::npos);
}

}  // namespace
}  // namespace mbench

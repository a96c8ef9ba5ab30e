#include "core/byte_size.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(ByteSize, IsReadInUnitsOf1024And1000) {
  const auto bytes = [](const char* text) { return parse_byte_size("--ram", text); };
  EXPECT_EQ(bytes("11GiB"), std::int64_t{11} << 30);
  EXPECT_EQ(bytes("1.5 GiB"), std::int64_t{3} << 29);
  EXPECT_EQ(bytes("800mib"), std::int64_t{800} << 20);
  EXPECT_EQ(bytes("8GB"), 8000000000);
  EXPECT_EQ(bytes("4096"), 4096);
  for (const char* text : {"", "GiB", "-1GiB", "0", "1e400GiB", "5 bananas", "1GiB1"}) {
    EXPECT_THROW(bytes(text), UsageError) << text;
  }
}

TEST(ByteSize, IsWrittenInTheLargestWholeUnit) {
  EXPECT_EQ(byte_size_text(std::int64_t{11} << 30), "11GiB");
  EXPECT_EQ(byte_size_text(std::int64_t{3} << 29), "1536MiB");
  EXPECT_EQ(byte_size_text(8000000001), "8000000001");
  EXPECT_EQ(rounded_byte_size(std::int64_t{3} << 29), "1.50 GiB");
}

}  // namespace
}  // namespace mbench

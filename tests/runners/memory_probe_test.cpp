#include "runners/memory_probe.h"

#include <gtest/gtest.h>

#include <vector>

namespace mbench {
namespace {

// gcc defines the macro, clang knows the feature.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kHoldsFreedMemory = true;
#elif defined(__has_feature)
constexpr bool kHoldsFreedMemory = __has_feature(address_sanitizer);
#else
constexpr bool kHoldsFreedMemory = false;
#endif

TEST(MemoryProbe, FollowsWhatIsTouched) {
  if (kHoldsFreedMemory) GTEST_SKIP() << "the address sanitizer holds what is freed";
  if (!reset_peak_resident()) GTEST_SKIP() << "the kernel does not reset peaks here";
  const auto before = resident_bytes();
  ASSERT_TRUE(before);
  {
    std::vector<char> touched(48 << 20, 1);
    ASSERT_EQ(touched.back(), 1);
    EXPECT_GE(*resident_bytes() - *before, 47 << 20);
  }
  EXPECT_GE(*peak_resident_bytes() - *before, 47 << 20);
  ASSERT_TRUE(reset_peak_resident());
  EXPECT_LT(*peak_resident_bytes() - *before, 8 << 20);
}

}  // namespace
}  // namespace mbench

#include "store/digest_store.h"

#include <gtest/gtest.h>

#include "tests/store/store_builders.h"

namespace mbench {
namespace {

TEST(DigestStore, RemembersWhatASourceWasDecodedTo) {
  StoreFixture store;
  DigestStore digests(store.database);
  EXPECT_FALSE(digests.find("fg.png 100 bytes").has_value());
  digests.put("fg.png 100 bytes", {"i", "t", "a", 640, 480, 1234});
  digests.put("fg.png 101 bytes", {"i2", "t", "", 10, 20, 0});
  const auto found = digests.find("fg.png 100 bytes").value();
  EXPECT_EQ(found.image, "i");
  EXPECT_EQ(found.trimap, "t");
  EXPECT_EQ(found.alpha, "a");
  EXPECT_EQ(found.width, 640);
  EXPECT_EQ(found.height, 480);
  EXPECT_EQ(found.unknown_pixels, 1234);
  EXPECT_EQ(digests.find("fg.png 101 bytes")->alpha, "");
}

TEST(DigestStore, TakesTheNewestAnswer) {
  StoreFixture store;
  DigestStore digests(store.database);
  digests.put("source", {"i", "t", "a", 1, 1, 1});
  digests.put("source", {"i2", "t2", "a2", 2, 2, 2});
  EXPECT_EQ(digests.find("source")->image, "i2");
  EXPECT_EQ(digests.find("source")->width, 2);
}

}  // namespace
}  // namespace mbench

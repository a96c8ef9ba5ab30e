#include "store/records.h"

#include <gtest/gtest.h>

#include <set>

#include "core/error.h"

namespace mbench {
namespace {

ResultIdentity identity() {
  ResultIdentity identity;
  identity.image_digest = "a1";
  identity.trimap_digest = "b2";
  identity.alpha_digest = "c3";
  identity.model = "closed-form";
  identity.model_revision = 2;
  identity.mode = "plain";
  identity.precision = "fp32";
  identity.device = "cpu";
  identity.convention = "matlab";
  identity.convention_version = 1;
  return identity;
}

TEST(RowState, SurvivesBeingWrittenAndRead) {
  for (const RowState state : {RowState::ok, RowState::oom, RowState::timeout, RowState::error,
                               RowState::unsupported, RowState::skipped}) {
    EXPECT_EQ(row_state(to_text(state)), state);
  }
  EXPECT_EQ(to_text(RowState::oom), "oom");
}

TEST(RowState, RefusesAnUnknownWord) {
  EXPECT_THROW(row_state("fine"), StoreError);
  EXPECT_THROW(row_state(""), StoreError);
}

// sha256sum of '2:a12:b22:c311:closed-form0:5:plain4:fp323:cpu6:matlab1:21:1'. Every stored
// result is found by this: it must never change.
TEST(ResultKey, IsTheDigestOfAllPartsWithTheirLengths) {
  EXPECT_EQ(identity().key(), "5851dd05dd349d8438f2b6fb0459837befd1521922eecb01478809ad0cb84390");
}

TEST(ResultKey, ChangesWithEveryPart) {
  std::set<std::string> keys{identity().key()};
  const auto changed = [&](const auto& change) {
    ResultIdentity other = identity();
    change(other);
    return keys.insert(other.key()).second;
  };
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.image_digest = "a2"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.trimap_digest = "a2"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.alpha_digest = ""; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.model = "knn"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.model_revision = 1; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.weights_digest = "w"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.mode = "exact-lean"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.precision = "bf16"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.device = "cuda"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.convention = "mmagic"; }));
  EXPECT_TRUE(changed([](ResultIdentity& i) { i.convention_version = 2; }));
}

TEST(ResultKey, TellsWhereOnePartEndsAndTheNextBegins) {
  ResultIdentity one = identity();
  one.mode = "plainf";
  one.precision = "p32";
  EXPECT_NE(one.key(), identity().key());
}

}  // namespace
}  // namespace mbench

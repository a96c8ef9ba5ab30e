// Which of a checkpoint's dicts is taken for the weights.

#include "runners/weights/state_dict.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/pickle_bytes.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::string tensor() { return pickled_tensor(pickled_storage("0", 1), 0, {1}, {1}); }

std::string dict_of(int tensors) {
  std::vector<std::pair<std::string, std::string>> items;
  for (int i = 0; i < tensors; ++i) items.push_back({"w" + std::to_string(i), tensor()});
  return pickled_dict(items);
}

/// Which dict is chosen of a file with these keys, each with so many tensors; "/" is the file.
std::string chosen(const std::vector<std::pair<std::string, std::string>>& items) {
  const Checkpoint checkpoint =
      open_bytes(torch_archive(pickle(pickled_dict(items)), {{"0", float_bytes({1})}}));
  return checkpoint.copy().empty() ? "/" : checkpoint.copy();
}

TEST(StateDict, IsTheFileItselfOrTheDictInIt) {
  EXPECT_EQ(chosen({{"a.weight", tensor()}, {"a.bias", tensor()}}), "/");
  EXPECT_EQ(chosen({{"epoch", pickled_int(1)}, {"whatever", dict_of(3)}}), "whatever");
  EXPECT_EQ(chosen({{"checkpoint", pickled_dict({{"net", dict_of(3)}})}}), "checkpoint/net");
}

TEST(StateDict, IsTheUsualNameBeforeOthers) {
  EXPECT_EQ(chosen({{"discriminator", dict_of(4)}, {"state_dict", dict_of(3)}}), "state_dict");
  EXPECT_EQ(chosen({{"model", dict_of(3)}, {"critic", dict_of(9)}}), "model");
}

TEST(StateDict, IsTheMovingAverageBeforeTheRest) {
  EXPECT_EQ(chosen({{"params", dict_of(3)}, {"params_ema", dict_of(3)}}), "params_ema");
  EXPECT_EQ(chosen({{"state_dict", dict_of(3)}, {"state_dict_ema", dict_of(3)}}), "state_dict_ema");
  EXPECT_EQ(chosen({{"model", dict_of(3)}, {"ema", pickled_dict({{"module", dict_of(3)}})}}),
            "ema/module");
  EXPECT_EQ(chosen({{"model", dict_of(3)}, {"model_ema", dict_of(3)}}), "model_ema");
}

TEST(StateDict, IsNotWhatTeachesOrWasSwappedOut) {
  EXPECT_EQ(chosen({{"teacher", dict_of(3)}, {"model", dict_of(3)}}), "model");
  EXPECT_EQ(chosen({{"ema_state_dict", dict_of(3)}, {"state_dict", dict_of(3)}}), "state_dict");
  EXPECT_EQ(chosen({{"teacher", dict_of(3)}}), "teacher");
}

TEST(StateDict, IsNotWhatAnOptimizerHolds) {
  EXPECT_EQ(chosen({{"optimizer", dict_of(9)}, {"opt_state_dict", dict_of(9)}, {"x", dict_of(2)}}),
            "x");
}

TEST(StateDict, IsNotAFewTensorsBesideTheNetwork) {
  EXPECT_EQ(chosen({{"step", tensor()}, {"state_dict", dict_of(8)}}), "state_dict");
  EXPECT_EQ(chosen({{"ema", dict_of(1)}, {"state_dict", dict_of(8)}}), "state_dict");
}

}  // namespace
}  // namespace mbench

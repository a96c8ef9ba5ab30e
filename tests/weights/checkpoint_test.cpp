#include "runners/weights/checkpoint.h"

#include "core/error.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/pickle_bytes.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::UnorderedElementsAre;

/// What opening the file says, and advises.
std::string refusal_of_bytes(const std::string& bytes) {
  try {
    open_bytes(bytes);
  } catch (const DataError& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "it was read";
}

class EveryForm : public testing::TestWithParam<const char*> {};

TEST_P(EveryForm, HoldsTheTinyNetwork) { expect_tiny(stored_checkpoint(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Checkpoint, EveryForm,
                         testing::Values("zip.pth", "legacy.pth", "zip-protocol-3.pth",
                                         "zip-protocol-4.pth", "zip-protocol-5.pth",
                                         "legacy-protocol-4.pth", "nested.pth", "nested-legacy.pth",
                                         "module.pth", "ema.pth", "ema-prefix.pth", "teacher.pth",
                                         "parameters.pth", "whole-module.pth",
                                         "whole-module-legacy.pth"),
                         [](const auto& each) {
                           std::string name = each.param;
                           for (char& letter : name) {
                             if (std::isalnum(static_cast<unsigned char>(letter)) == 0)
                               letter = '_';
                           }
                           return name;
                         });

TEST(Checkpoint, SaysWhichFormItHas) {
  EXPECT_EQ(stored_checkpoint("zip.pth").format(), "PyTorch zip");
  EXPECT_EQ(stored_checkpoint("legacy.pth").format(), "PyTorch legacy");
  EXPECT_EQ(stored_checkpoint("expected.safetensors").format(), "safetensors");
}

TEST(Checkpoint, ReadsTheShardsOfAnIndex) {
  const Checkpoint checkpoint = stored_checkpoint("shards.safetensors.index.json");
  EXPECT_THAT(names_of(checkpoint), testing::UnorderedElementsAreArray(tiny_names()));
  for (const std::string& name : tiny_names()) {
    EXPECT_EQ(values_of(checkpoint, name), expected_tensor(name).values) << name;
  }
  EXPECT_EQ(checkpoint.files().size(), 3U);
}

TEST(Checkpoint, TakesTheMovingAverageAndNamesTheOtherCopy) {
  const Checkpoint checkpoint = stored_checkpoint("ema.pth");
  EXPECT_EQ(checkpoint.copy(), "params_ema");
  EXPECT_THAT(checkpoint.other_copies(), ElementsAre("params"));
}

TEST(Checkpoint, GivesTheCopyThatWasAskedFor) {
  const Checkpoint other = stored_checkpoint("ema.pth", "params");
  EXPECT_EQ(names_of(other), tiny_names());
  EXPECT_NE(values_of(other, "conv.weight"), expected_tensor("conv.weight").values);
  EXPECT_NE(values_of(stored_checkpoint("ema-prefix.pth", "state_dict"), "model.conv.weight"),
            expected_tensor("conv.weight").values);
  EXPECT_THROW(stored_checkpoint("ema.pth", "parms"), UsageError);
  EXPECT_THROW(stored_checkpoint("expected.safetensors", "params"), UsageError);
}

class EveryNumberType : public testing::TestWithParam<const char*> {};

TEST_P(EveryNumberType, BecomesFloatAsPyTorchConverts) {
  const std::string kind = GetParam();
  const Checkpoint checkpoint = stored_checkpoint(kind + ".pth");
  for (const std::string& name : tiny_names()) {
    if (name == "bn.num_batches_tracked") continue;
    EXPECT_EQ(torch_name(checkpoint.find(name)->type), kind == "half"     ? "float16"
                                                       : kind == "double" ? "float64"
                                                                          : kind);
    EXPECT_EQ(values_of(checkpoint, name), expected_tensor(kind + "/" + name).values) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(Checkpoint, EveryNumberType,
                         testing::Values("half", "bfloat16", "double"));

TEST(Checkpoint, ReadsIntegersTruthsScalarsAndEmptyTensors) {
  const Checkpoint checkpoint = stored_checkpoint("numbers.pth");
  for (const char* name :
       {"int32", "int16", "int8", "uint8", "bool", "specials", "scalar", "empty"}) {
    const ExpectedTensor expected = expected_tensor(std::string("numbers/") + name);
    ASSERT_NE(checkpoint.find(name), nullptr) << name;
    EXPECT_EQ(checkpoint.find(name)->shape, expected.shape) << name;
    EXPECT_EQ(values_of(checkpoint, name), expected.values) << name;
  }
}

class EveryView : public testing::TestWithParam<const char*> {};

TEST_P(EveryView, GivesItsElementsInTheOrderOfItsShape) {
  const Checkpoint checkpoint = stored_checkpoint(GetParam());
  ASSERT_EQ(checkpoint.tensors().size(), 9U);
  for (const CheckpointTensor& tensor : checkpoint.tensors()) {
    const ExpectedTensor expected = expected_tensor("views/" + tensor.name);
    EXPECT_EQ(tensor.shape, expected.shape) << tensor.name;
    EXPECT_EQ(values_of(checkpoint, tensor.name), expected.values) << tensor.name;
  }
}

INSTANTIATE_TEST_SUITE_P(Checkpoint, EveryView, testing::Values("views.pth", "views-legacy.pth"),
                         [](const auto& each) { return each.index == 0 ? "zip" : "legacy"; });

class UnreadableKinds : public testing::TestWithParam<const char*> {};

TEST_P(UnreadableKinds, AreNamedAndDoNotHideTheRest) {
  const Checkpoint checkpoint = stored_checkpoint(GetParam());
  EXPECT_EQ(values_of(checkpoint, "plain"), (std::vector<float>{1, 2}));
  std::vector<std::string> lines;
  for (const UnreadEntry& entry : checkpoint.unread()) {
    lines.push_back(entry.name + ": " + entry.reason);
  }
  EXPECT_THAT(lines,
              UnorderedElementsAre("complex: it is of type ComplexFloatStorage",
                                   "sparse: it is of class torch._utils._rebuild_sparse_tensor",
                                   "quantized: it is of class torch._utils._rebuild_qtensor"));
}

INSTANTIATE_TEST_SUITE_P(Checkpoint, UnreadableKinds,
                         testing::Values("unreadable.pth", "unreadable-legacy.pth"),
                         [](const auto& each) { return each.index == 0 ? "zip" : "legacy"; });

TEST(Checkpoint, ReadsTensorsOfASubclass) {
  // torch._tensor._rebuild_from_type_v2(function, class, arguments, state)
  const std::string inner = "(" + pickled_storage("0", 2) + pickled_int(0) + "(" + pickled_int(2) +
                            "t(" + pickled_int(1) + "t\x89" +
                            pickled_call("collections", "OrderedDict", "") + "t";
  const std::string tensor = pickled_call("torch._tensor", "_rebuild_from_type_v2",
                                          pickled_global("torch._utils", "_rebuild_tensor_v2") +
                                              pickled_global("projects", "Buffer") + inner + "}");
  const Checkpoint checkpoint = open_bytes(
      torch_archive(pickle(pickled_dict({{"a", tensor}})), {{"0", float_bytes({3, 4})}}));
  EXPECT_EQ(values_of(checkpoint, "a"), (std::vector<float>{3, 4}));
}

TEST(Checkpoint, ReadsTheStorageKindsOfNewerPyTorch) {
  // torch 2: an untyped storage, counted in bytes, and a tensor that brings its type.
  const std::string tensor = pickled_call(
      "torch._utils", "_rebuild_tensor_v3",
      pickled_storage("0", 8, "UntypedStorage") + pickled_int(0) + "(" + pickled_int(2) + "t(" +
          pickled_int(1) + "t\x89" + pickled_call("collections", "OrderedDict", "") +
          pickled_global("torch", "float32"));
  const Checkpoint checkpoint = open_bytes(
      torch_archive(pickle(pickled_dict({{"a", tensor}})), {{"0", float_bytes({1.5F, -2.0F})}}));
  EXPECT_EQ(values_of(checkpoint, "a"), (std::vector<float>{1.5F, -2.0F}));
}

TEST(Checkpoint, ReadsTheNumbersOfABigEndianMachine) {
  const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {1}, {1});
  const std::string archive = zip_archive({{"a/data.pkl", pickle(pickled_dict({{"w", tensor}}))},
                                           {"a/byteorder", "big"},
                                           {"a/data/0", std::string("\x3F\xC0\x00\x00", 4)}});
  EXPECT_EQ(values_of(open_bytes(archive), "w"), std::vector<float>{1.5F});
}

TEST(Checkpoint, KeepsTheLastOfTwoValuesUnderOneName) {
  const auto tensor = [](const char* key) {
    return pickled_tensor(pickled_storage(key, 1), 0, {1}, {1});
  };
  const Checkpoint checkpoint =
      open_bytes(torch_archive(pickle(pickled_dict({{"w", tensor("0")}, {"w", tensor("1")}})),
                               {{"0", float_bytes({1})}, {"1", float_bytes({2})}}));
  EXPECT_THAT(names_of(checkpoint), ElementsAre("w"));
  EXPECT_EQ(values_of(checkpoint, "w"), std::vector<float>{2});
}

TEST(Checkpoint, StripsTheWrapperOnlyAtTheBeginningAndOnlyFromAll) {
  const auto archive = [](const std::string& a, const std::string& b) {
    const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {1}, {1});
    return torch_archive(pickle(pickled_dict({{a, tensor}, {b, tensor}})),
                         {{"0", float_bytes({1})}});
  };
  EXPECT_THAT(names_of(open_bytes(archive("module.a.module.u", "module.b"))),
              ElementsAre("a.module.u", "b"));
  EXPECT_THAT(names_of(open_bytes(archive("module.a", "b"))), ElementsAre("module.a", "b"));
  EXPECT_THAT(names_of(open_bytes(archive("_orig_mod.module.a", "_orig_mod.module.b"))),
              ElementsAre("a", "b"));
}

TEST(Checkpoint, RefusesByNameWhatIsNoWeights) {
  std::string tar(512, '\0');
  tar.replace(257, 5, "ustar");
  EXPECT_THAT(refusal_of_bytes(tar), HasSubstr("is a tar archive"));
  EXPECT_THAT(refusal_of_bytes(""), HasSubstr("is empty"));
  EXPECT_THAT(refusal_of_bytes("version https://git-lfs.github.com/spec/v1\n"),
              HasSubstr("git lfs pull"));
  EXPECT_THAT(refusal_of_bytes("<!DOCTYPE html><html>"), HasSubstr("is a web page"));
  EXPECT_THAT(refusal_of_bytes("\x1F\x8B\x08 ........."), HasSubstr("gzip"));
  EXPECT_THAT(refusal_of_bytes("\x89HDF\r\n\x1A\n........"), HasSubstr("HDF5"));
  EXPECT_THAT(refusal_of_bytes("something else entirely"), HasSubstr("not a weight file"));
  EXPECT_THAT(refusal_of_bytes(pickle("N")), HasSubstr("none of torch.save"));
  EXPECT_THAT(refusal_of_bytes(zip_archive({{"weights.npy", "..."}})),
              HasSubstr("none of torch.save"));
  EXPECT_THAT(refusal_of_bytes(torch_archive(pickle(pickled_dict({{"epoch", pickled_int(3)}})))),
              HasSubstr("it holds epoch"));
}

TEST(Checkpoint, RefusesATorchScriptProgram) {
  EXPECT_THROW(
      {
        try {
          stored_checkpoint("torchscript.pt");
        } catch (const DataError& error) {
          EXPECT_THAT(error.what(), HasSubstr("TorchScript"));
          throw;
        }
      },
      DataError);
}

TEST(Checkpoint, RefusesWhatIsNoFile) {
  EXPECT_THROW(Checkpoint(fs::path("/nowhere/weights.pth")), DataError);
  EXPECT_THROW(Checkpoint(fs::path("/tmp")), DataError);
  EXPECT_THROW(Checkpoint(fs::path("/nowhere/model.safetensors.index.json")), DataError);
}

TEST(Checkpoint, RefusesEveryFileThatIsCutOff) {
  for (const char* name :
       {"zip.pth", "legacy.pth", "whole-module-legacy.pth", "expected.safetensors"}) {
    const std::string whole = read_text(stored_file(name));
    for (std::size_t size = 0; size < whole.size(); ++size) {
      EXPECT_THROW(open_bytes(whole.substr(0, size)), DataError) << name << " of " << size;
    }
  }
}

TEST(Checkpoint, NeverReadsBeyondAFileWithOneByteChanged) {
  // Whatever a byte becomes, the file is read or refused; the sanitizers see the rest.
  for (const char* name : {"nested.pth", "nested-legacy.pth", "views.pth", "numbers.pth"}) {
    const std::string whole = read_text(stored_file(name));
    for (std::size_t at = 0; at < whole.size(); ++at) {
      constexpr int kChanges[] = {1, 0x80, 0xFF};
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ kChanges[at % 3]);
      try {
        const Checkpoint checkpoint = open_bytes(bytes);
        for (const CheckpointTensor& tensor : checkpoint.tensors()) {
          if (tensor.elements() < 10000) values_of(checkpoint, tensor.name);
        }
      } catch (const Error&) {
      }
    }
  }
}

}  // namespace
}  // namespace mbench

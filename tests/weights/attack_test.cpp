// Files that were made to do harm: they are refused, and nothing in them runs.

#include "core/error.h"
#include "runners/weights/checkpoint.h"
#include "runners/weights/unpickler.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/pickle_bytes.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

namespace mbench {
namespace {

using testing::HasSubstr;

const std::string kCommand = pickled_text("touch attacked");

/// The message with which a state dict with this value beside its tensor is refused.
std::string refusal(const std::string& value) {
  const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {1}, {1});
  try {
    open_bytes(torch_archive(pickle(pickled_dict({{"w", tensor}, {"x", value}})),
                             {{"0", float_bytes({1})}}));
  } catch (const UnsafePickle& error) {
    return error.what();
  }
  return "it was read";
}

bool was_attacked() { return fs::exists("attacked"); }

TEST(Attack, FilesThatPythonWouldRunAreRefused) {
  for (const char* name :
       {"attack-system.pth", "attack-system-legacy.pth", "attack-eval.pth", "attack-nested.pth"}) {
    EXPECT_THROW(stored_checkpoint(name), UnsafePickle) << name;
  }
  EXPECT_FALSE(was_attacked());
}

TEST(Attack, TheRefusalNamesTheFunction) {
  EXPECT_THAT(refusal(pickled_call("os", "system", kCommand)), HasSubstr("os.system"));
  EXPECT_THAT(refusal(pickled_call("posix", "system", kCommand)), HasSubstr("posix.system"));
  EXPECT_THAT(refusal(pickled_call("builtins", "eval", kCommand)), HasSubstr("builtins.eval"));
  EXPECT_THAT(refusal(pickled_call("__builtin__", "eval", kCommand)), HasSubstr("builtins.eval"));
  EXPECT_THAT(refusal(pickled_call("builtins", "exec", kCommand)), HasSubstr("builtins.exec"));
  EXPECT_THAT(refusal(pickled_call("builtins", "__import__", kCommand)), HasSubstr("__import__"));
  EXPECT_THAT(refusal(pickled_call("subprocess", "Popen", kCommand)), HasSubstr("Popen"));
  EXPECT_THAT(refusal(pickled_call("torch", "load", kCommand)), HasSubstr("torch.load"));
  EXPECT_THAT(refusal(pickled_call("torch.hub", "load", kCommand)), HasSubstr("torch.hub.load"));
  EXPECT_FALSE(was_attacked());
}

TEST(Attack, AFunctionIsNotReachedByADetour) {
  const std::string system = pickled_global("os", "system");
  EXPECT_THAT(refusal(pickled_call("builtins", "map", system + kCommand)), HasSubstr("os.system"));
  EXPECT_THAT(refusal(pickled_call("functools", "partial", system) + "(" + kCommand + "tR"),
              HasSubstr("os.system"));
  // The result of a call that is not read is no function.
  const std::string partial =
      pickled_call("functools", "partial", pickled_global("builtins", "print"));
  EXPECT_THAT(refusal(partial + "(" + kCommand + "tR"), HasSubstr("functools.partial"));
  EXPECT_THAT(refusal(pickled_call("builtins", "getattr", kCommand)), HasSubstr("getattr"));
  EXPECT_THAT(refusal(kCommand + "(" + kCommand + "tR"), HasSubstr("no function"));
}

TEST(Attack, ObjectsAreNotMadeOfFunctions) {
  // INST, OBJ, NEWOBJ and NEWOBJ_EX call what they are given as well.
  EXPECT_THAT(refusal("(" + kCommand + "ios\nsystem\n"), HasSubstr("os.system"));
  EXPECT_THAT(refusal("(" + pickled_global("builtins", "eval") + kCommand + "o"),
              HasSubstr("builtins.eval"));
  EXPECT_THAT(refusal(pickled_global("builtins", "eval") + ")\x81"), HasSubstr("builtins.eval"));
  EXPECT_THAT(refusal(pickled_global("builtins", "eval") + ")}\x92"), HasSubstr("builtins.eval"));
  EXPECT_THAT(refusal(kCommand + ")\x81"), HasSubstr("no class"));
}

TEST(Attack, ANameBuiltOfTextsIsCheckedToo) {
  EXPECT_THAT(refusal(pickled_text("os") + pickled_text("system") + "\x93(" + kCommand + "tR"),
              HasSubstr("os.system"));
}

TEST(Attack, TheExtensionRegistryIsNotAsked) {
  EXPECT_THAT(refusal("\x82\x01"), HasSubstr("extension registry"));
}

TEST(Attack, ASizeThatIsALieAllocatesNothing) {
  rusage before = {};
  getrusage(RUSAGE_SELF, &before);
  const std::string huge = "\x8D" + little_endian(1ULL << 60, 8);
  EXPECT_THROW(open_bytes(torch_archive(pickle(huge))), DataError);
  EXPECT_THROW(open_bytes(torch_archive(pickle("T\xFF\xFF\xFF\x7F"))), DataError);
  EXPECT_THROW(open_bytes(torch_archive(pickle("\x8B\xFF\xFF\xFF\x7F"))), DataError);
  const std::string header = little_endian(1ULL << 62, 8) + "{}";
  EXPECT_THROW(open_bytes(header), DataError);
  rusage after = {};
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 64 * 1024);  // KiB
}

TEST(Attack, TensorsThatReachBeyondTheirStorageAreRefused) {
  const auto opened = [](int offset, std::vector<int> shape, std::vector<int> strides) {
    const std::string tensor = pickled_tensor(pickled_storage("0", 4), offset, shape, strides);
    return open_bytes(
        torch_archive(pickle(pickled_dict({{"w", tensor}})), {{"0", float_bytes({1, 2, 3, 4})}}));
  };
  EXPECT_NO_THROW(opened(0, {4}, {1}));
  EXPECT_THROW(opened(0, {5}, {1}), DataError);
  EXPECT_THROW(opened(1, {4}, {1}), DataError);
  EXPECT_THROW(opened(-1, {4}, {1}), DataError);
  EXPECT_THROW(opened(0, {4}, {2}), DataError);
  EXPECT_THROW(opened(0, {4}, {-1}), DataError);
  EXPECT_THROW(opened(0, {-4}, {1}), DataError);
  EXPECT_THROW(opened(0, {4, 4}, {1}), DataError);
  EXPECT_THROW(opened(0, {2147483647, 2147483647, 2147483647}, {0, 0, 0}), DataError);
  EXPECT_THROW(opened(0, {2, 2}, {2147483647, 2147483647}), DataError);
}

TEST(Attack, AViewMayRepeatItsElementsButNotWithoutEnd) {
  const auto opened = [](int times) {
    const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {times}, {0});
    return open_bytes(
        torch_archive(pickle(pickled_dict({{"w", tensor}})), {{"0", float_bytes({7})}}));
  };
  EXPECT_EQ(values_of(opened(3), "w"), (std::vector<float>{7, 7, 7}));
  EXPECT_THROW(opened(2'000'000'000), DataError);
}

TEST(Attack, CirclesAreWalkedOnce) {
  // A dict that holds itself, and a module that is its own child.
  const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {1}, {1});
  const std::string self = "}q\x01(" + pickled_text("w") + tensor + pickled_text("self") + "h\x01u";
  EXPECT_THAT(names_of(open_bytes(torch_archive(pickle(self), {{"0", float_bytes({1})}}))),
              testing::ElementsAre("w"));
  const std::string module = pickled_global("net", "Net") + ")\x81q\x01}(" +
                             pickled_text("_parameters") + pickled_dict({{"w", tensor}}) +
                             pickled_text("_modules") + "}(" + pickled_text("child") + "h\x01uub";
  EXPECT_THAT(names_of(open_bytes(torch_archive(pickle(module), {{"0", float_bytes({1})}}))),
              testing::ElementsAre("w"));
}

TEST(Attack, DoublingWithoutEndIsStopped) {
  // Each step makes a list of the one before twice: 2 to the power of 60 leaves by reference.
  std::string opcodes = "]q";
  opcodes += '\0';
  for (int i = 0; i < 60; ++i) opcodes += std::string("0](h") + '\0' + "h" + '\0' + "eq" + '\0';
  const std::string tensor = pickled_tensor(pickled_storage("0", 1), 0, {1}, {1});
  const std::string dict = "}(" + pickled_text("w") + tensor + pickled_text("x") + opcodes + "u";
  EXPECT_THAT(names_of(open_bytes(torch_archive(pickle(dict), {{"0", float_bytes({1})}}))),
              testing::ElementsAre("w"));
}

TEST(Attack, DepthIsLimited) {
  EXPECT_THROW(open_bytes(torch_archive(pickle(std::string(100'000, '(') + "t"))), DataError);
  // Nested without marks: refused for what it is, or read; in any case without a deep recursion.
  std::string nested = "]";
  for (int i = 0; i < 1'000'000; ++i) nested += "]a";
  EXPECT_THROW(open_bytes(torch_archive(pickle(nested))), DataError);
  const std::string json = std::string(1'000'000, '[');
  EXPECT_THROW(open_bytes(little_endian(json.size() + 6, 8) + "{\"a\":" + json + " "), DataError);
}

TEST(Attack, ZipBombsAreRefused) {
  const std::string good =
      pickle(pickled_dict({{"w", pickled_tensor(pickled_storage("0", 1), 0, {1}, {1})}}));
  const auto refused = [](const std::vector<ZipFile>& files) {
    try {
      open_bytes(zip_archive(files));
    } catch (const DataError& error) {
      return std::string(error.what());
    }
    return std::string("it was read");
  };
  EXPECT_THAT(refused({{"a/data.pkl", good, 8, 0, 1LL << 31}, {"a/data/0", "1234"}}),
              HasSubstr("compressed"));
  EXPECT_THAT(refused({{"a/data.pkl", good}, {"a/data/0", "x", 8, 0, 1LL << 31}}),
              HasSubstr("compressed"));
  EXPECT_THAT(refused({{"a/data.pkl", good}, {"a/data/0", "1234", 0, 0, 1LL << 31}}),
              HasSubstr("two sizes"));
}

}  // namespace
}  // namespace mbench

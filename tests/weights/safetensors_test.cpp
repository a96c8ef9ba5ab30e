#include "core/error.h"
#include "runners/weights/safetensors_reader.h"
#include "runners/weights/safetensors_writer.h"
#include "tests/weights/checkpoint_bytes.h"
#include "tests/weights/pickle_bytes.h"
#include "tests/weights/stored_checkpoints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace mbench {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string file_of(const std::string& header, const std::string& data = "") {
  return little_endian(header.size(), 8) + header + data;
}

/// The refusal of one tensor's entry above 8 bytes of data.
std::string refusal_of(const std::string& header, const std::string& data = "12345678") {
  try {
    open_bytes(file_of(header, data));
  } catch (const DataError& error) {
    return error.what();
  }
  return "it was read";
}

TEST(Safetensors, ReadsTensorsInTheHeadersOrder) {
  const Checkpoint checkpoint = open_bytes(file_of(
      R"({"__metadata__":{"format":"pt"},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]},)"
      R"("a":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}   )",
      float_bytes({1, 2, 3})));
  EXPECT_THAT(names_of(checkpoint), ElementsAre("b", "a"));
  EXPECT_EQ(values_of(checkpoint, "a"), std::vector<float>{1});
  EXPECT_EQ(values_of(checkpoint, "b"), (std::vector<float>{2, 3}));
}

TEST(Safetensors, AreKnownWhateverTheirHeadersLengthLooksLike) {
  // 0x3C is "<", 0x4B50 "PK", 0x280 a pickle's first bytes, 0x8B1F those of gzip.
  for (const std::size_t length : {0x3CU, 0x4B50U, 0x280U, 0x8B1FU}) {
    EXPECT_EQ(open_bytes(file_of("{}" + std::string(length - 2, ' '))).format(), "safetensors");
  }
}

TEST(Safetensors, ReadsAFileWithoutTensors) {
  EXPECT_TRUE(open_bytes(file_of("{}")).tensors().empty());
}

TEST(Safetensors, RefusesHeadersThatAreNone) {
  EXPECT_THAT(refusal_of("{\"a\":"), HasSubstr("no JSON"));
  EXPECT_THAT(refusal_of("{\"a\":1}"), HasSubstr("no tensor"));
  EXPECT_THAT(refusal_of(R"({"a":{"shape":[2],"data_offsets":[0,8]}})"), HasSubstr("no dtype"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","data_offsets":[0,8]}})"), HasSubstr("no shape"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","shape":[2]}})"), HasSubstr("no data_offsets"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}})"),
              HasSubstr("whole number"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}})"),
              HasSubstr("whole number"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                         R"("a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})"),
              HasSubstr("twice"));
  EXPECT_THROW(open_bytes(little_endian(100, 8) + "{}"), DataError);
  EXPECT_THROW(open_bytes(little_endian(200'000'000, 8) + "{}"), DataError);
}

TEST(Safetensors, RefusesOffsetsThatCannotBe) {
  const auto one = [](const std::string& shape, const std::string& offsets) {
    return refusal_of(R"({"a":{"dtype":"F32","shape":[)" + shape + R"(],"data_offsets":[)" +
                      offsets + "]}}");
  };
  EXPECT_EQ(one("2", "0,8"), "it was read");
  EXPECT_THAT(one("2", "8,0"), HasSubstr("ends before it begins"));
  EXPECT_THAT(one("1", "0,8"), HasSubstr("cannot have 8 bytes"));
  EXPECT_THAT(one("3", "0,8"), HasSubstr("beyond its storage"));
  EXPECT_THAT(one("1", "4,8"), HasSubstr("hole"));
  EXPECT_THAT(one("1", "0,4"), HasSubstr("behind its last tensor"));
  EXPECT_THAT(one("4", "0,16"), HasSubstr("cut off"));
  EXPECT_THAT(one("2", "9223372036854775800,9223372036854775807"), HasSubstr("reaches beyond"));
  EXPECT_THAT(one("4611686018427387904,4", "0,8"), HasSubstr("larger than any file"));
  EXPECT_THAT(refusal_of(R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},)"
                         R"("b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})"),
              HasSubstr("overlap"));
}

TEST(Safetensors, LeavesTypesThatAreNotReadUnread) {
  const Checkpoint checkpoint = open_bytes(
      file_of(R"({"a":{"dtype":"F8_E4M3","shape":[8],"data_offsets":[0,8]}})", "12345678"));
  ASSERT_EQ(checkpoint.unread().size(), 1U);
  EXPECT_EQ(checkpoint.unread()[0].reason, "it is of type F8_E4M3");
}

class SafetensorsIndex : public testing::Test {
 protected:
  fs::path write(const std::string& weight_map) const {
    const fs::path index = folder_.path() / "m.safetensors.index.json";
    write_file_atomically(index, "{\"weight_map\":" + weight_map + "}");
    return index;
  }
  void write_shard(const std::string& name, const std::string& tensor) const {
    write_file_atomically(
        folder_.path() / name,
        file_of("{\"" + tensor + R"(":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})",
                float_bytes({1, 2})));
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(SafetensorsIndex, TakesWhatItNamesAndNothingElse) {
  write_shard("1.safetensors", "a");
  write_shard("2.safetensors", "b");
  EXPECT_THAT(names_of(Checkpoint(write(R"({"a":"1.safetensors"})"))), ElementsAre("a"));
}

TEST_F(SafetensorsIndex, LooksInItsOwnFolderOnly) {
  for (const char* file : {"/etc/passwd", "../1.safetensors", "sub/1.safetensors", "..", ""}) {
    EXPECT_THROW(Checkpoint(write(std::string("{\"a\":\"") + file + "\"}")), DataError) << file;
  }
}

TEST_F(SafetensorsIndex, RefusesWhatItsFilesDoNotHold) {
  write_shard("1.safetensors", "a");
  EXPECT_THROW(Checkpoint(write(R"({"b":"1.safetensors"})")), DataError);
  EXPECT_THROW(Checkpoint(write(R"({"a":"missing.safetensors"})")), DataError);
  EXPECT_THROW(Checkpoint(write("{}")), DataError);
  EXPECT_THROW(Checkpoint(write("[]")), DataError);
  EXPECT_THROW(Checkpoint(write("{\"a\":1}")), DataError);
}

/// Everything that a checkpoint holds, written and opened again.
Checkpoint rewritten(const Checkpoint& checkpoint, bool as_floats) {
  std::vector<TensorToWrite> tensors;
  for (const CheckpointTensor& tensor : checkpoint.tensors()) {
    tensors.push_back({tensor.name, &tensor});
  }
  std::ostringstream out;
  Progress silent;
  write_safetensors(checkpoint, tensors, {{"from", "a test"}}, as_floats, out, silent);
  EXPECT_EQ(out.str().find("{"), 8U);
  return open_bytes(out.str());
}

TEST(SafetensorsWriter, WritesWhatReadsBackEqual) {
  for (const char* name : {"zip.pth", "views.pth", "numbers.pth", "half.pth", "double.pth"}) {
    const Checkpoint checkpoint = stored_checkpoint(name);
    for (const bool as_floats : {false, true}) {
      const Checkpoint again = rewritten(checkpoint, as_floats);
      EXPECT_EQ(names_of(again), names_of(checkpoint));
      for (const CheckpointTensor& tensor : checkpoint.tensors()) {
        const CheckpointTensor& copy = *again.find(tensor.name);
        EXPECT_EQ(copy.shape, tensor.shape);
        EXPECT_EQ(values_of(again, tensor.name), values_of(checkpoint, tensor.name));
        if (as_floats) continue;
        EXPECT_EQ(copy.type, tensor.type) << tensor.name;
      }
    }
  }
}

TEST(SafetensorsWriter, MakesFloatsOfFloatsOnly) {
  const Checkpoint floats = rewritten(stored_checkpoint("half.pth"), true);
  EXPECT_EQ(floats.find("conv.weight")->type, DataType::f32);
  EXPECT_EQ(floats.find("bn.num_batches_tracked")->type, DataType::i64);
}

}  // namespace
}  // namespace mbench

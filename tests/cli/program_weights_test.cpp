// mbench models add, verify, convert from outside.

#include "runners/weights/checkpoint.h"
#include "runners/weights/parameter_manifest.h"
#include "tests/cli/data_program.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>

namespace mbench {
namespace {

class WeightsProgram : public DataProgram {
 protected:
  /// A file of float zeros, which takes no room on disk, with a network's parameters; those that
  /// `rename` makes "" are left out.
  void write_weights(const std::string& file, const std::string& model,
                     const std::function<std::string(std::string)>& rename) const {
    nlohmann::ordered_json header;
    std::uint64_t offset = 0;
    for (const Parameter& parameter : parameter_manifest(model).parameters) {
      const std::string name = rename(parameter.name);
      if (name.empty() || parameter.computed) continue;
      const std::uint64_t end = offset + 4 * static_cast<std::uint64_t>(parameter.elements());
      header[name] = {
          {"dtype", "F32"}, {"shape", parameter.shape}, {"data_offsets", {offset, end}}};
      offset = end;
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream out(path(file).string(), std::ios::binary);
    out.write(reinterpret_cast<const char*>(&length), sizeof(length));
    out << text << std::flush;
    fs::resize_file(path(file), sizeof(length) + length + offset);
  }
  void write_weights(const std::string& file, const std::string& model) const {
    write_weights(file, model, [](std::string name) { return name; });
  }
  static std::string stored(const std::string& name) {
    return std::string(MBENCH_CHECKPOINTS) + "/" + name;
  }
  fs::path list() const { return path(".local/share/mbench/weights.json"); }
};

TEST_F(WeightsProgram, AddsWeightsThatFitAndRemembersThem) {
  write_weights("dim.safetensors", "dim");
  const nlohmann::json added = json_of("mbench models add dim dim.safetensors -o json");
  EXPECT_EQ(added["model"], "dim");
  EXPECT_EQ(added["tensors"], 50);
  EXPECT_EQ(added["files"][0]["path"], path("dim.safetensors").string());
  const nlohmann::json listed = nlohmann::json::parse(read_text(list()));
  EXPECT_EQ(listed["models"]["dim"][0]["sha256"], added["files"][0]["sha256"]);
  EXPECT_EQ(json_of("mbench models verify -o json")[0]["state"], "ok");
}

TEST_F(WeightsProgram, AddsNothingThatDoesNotFit) {
  write_weights("dim.safetensors", "dim");
  EXPECT_TRUE(says(complaint_of("mbench models add dim-foamliu dim.safetensors", 4),
                   {"dim.safetensors does not fit dim-foamliu", "missing", "hint: it fits dim"}));
  EXPECT_TRUE(says(complaint_of("mbench models add dimm dim.safetensors", 2), {"dimm", "dim"}));
  EXPECT_TRUE(says(complaint_of("mbench models add dim nowhere.pth", 4), {"nowhere.pth"}));
  EXPECT_FALSE(fs::exists(list()));
}

TEST_F(WeightsProgram, TellsWhenRegisteredWeightsChangeOrVanish) {
  write_weights("dim.safetensors", "dim");
  output_of("mbench models add dim dim.safetensors");
  std::fstream(path("dim.safetensors").string(), std::ios::in | std::ios::out | std::ios::binary)
      .seekp(-1, std::ios::end)
      .put('x');
  const auto state = [this] {
    const ProgramResult result = run("mbench models verify dim -o json");
    EXPECT_EQ(result.exit_code, 1);
    return nlohmann::json::parse(result.out)[0]["state"].get<std::string>();
  };
  EXPECT_EQ(state(), "changed");
  halve("dim.safetensors");
  EXPECT_EQ(state(), "damaged");
  fs::remove(path("dim.safetensors"));
  EXPECT_EQ(state(), "missing");
}

TEST_F(WeightsProgram, SaysWhichNetworkAFileIsOf) {
  write_weights("some", "dim", [](std::string name) { return "module." + name; });
  EXPECT_EQ(json_of("mbench models verify ./some -o json")[0]["model"], "dim");
  const ProgramResult unknown = run("mbench models verify " + stored("zip.pth") + " -o json");
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_EQ(nlohmann::json::parse(unknown.out)[0]["state"], "unknown");
}

TEST_F(WeightsProgram, ConvertsWhatItReads) {
  output_of("mbench models convert " + stored("half.pth") + " half.safetensors");
  output_of("mbench models convert " + stored("half.pth") + " float.safetensors --type float32");
  const Checkpoint source{fs::path(stored("half.pth"))};
  for (const char* file : {"half.safetensors", "float.safetensors"}) {
    const Checkpoint written{path(file)};
    ASSERT_EQ(written.tensors().size(), source.tensors().size());
    for (const CheckpointTensor& tensor : source.tensors()) {
      std::vector<float> before(tensor.elements());
      std::vector<float> after(tensor.elements());
      source.read_into(tensor, before.data());
      written.read_into(*written.find(tensor.name), after.data());
      EXPECT_EQ(after, before) << tensor.name;
    }
  }
  EXPECT_EQ(Checkpoint{path("half.safetensors")}.find("conv.weight")->type, DataType::f16);
  EXPECT_EQ(Checkpoint{path("float.safetensors")}.find("conv.weight")->type, DataType::f32);
}

TEST_F(WeightsProgram, ConvertsTheCopyThatWasAskedFor) {
  output_of("mbench models convert " + stored("ema.pth") + " a.safetensors");
  output_of("mbench models convert " + stored("ema.pth") + " b.safetensors --copy params");
  EXPECT_NE(read_text(path("a.safetensors")), read_text(path("b.safetensors")));
  EXPECT_TRUE(says(
      complaint_of("mbench models convert " + stored("ema.pth") + " c.safetensors --copy parms", 2),
      {"no copy 'parms'", "params"}));
  EXPECT_FALSE(fs::exists(path("c.safetensors")));
}

TEST_F(WeightsProgram, WritesTheNetworksOwnNames) {
  write_weights("wrapped.safetensors", "dim", [](std::string name) { return "model." + name; });
  output_of("mbench models convert wrapped.safetensors own.safetensors --model dim");
  EXPECT_NE(Checkpoint{path("own.safetensors")}.find("refiner.refine_pred.bias"), nullptr);
}

TEST_F(WeightsProgram, RunsNothingThatAFileAsksFor) {
  for (const char* name :
       {"attack-system.pth", "attack-system-legacy.pth", "attack-eval.pth", "attack-nested.pth"}) {
    for (const char* command : {"mbench models add dim ", "mbench models verify "}) {
      EXPECT_TRUE(says(complaint_of(command + stored(name), 4), {name, "nothing was run"}));
    }
    complaint_of("mbench models convert " + stored(name) + " out.safetensors", 4);
  }
  EXPECT_FALSE(fs::exists(path("attacked")));
  EXPECT_FALSE(fs::exists(path("out.safetensors")));
}

TEST_F(WeightsProgram, FindsOutBeforeTheWorkThatItCannotWrite) {
  complaint_of("mbench models convert " + stored("zip.pth") + " nowhere/../../../../proc/x", 4);
  complaint_of("mbench models convert " + stored("zip.pth") + " .", 4);
}

}  // namespace
}  // namespace mbench

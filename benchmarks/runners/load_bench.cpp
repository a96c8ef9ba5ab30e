// How long a network takes to be loaded from a safetensors file, and how long its bytes alone
// take to be read into memory. The file is in the system's cache for both.
//
//   networks_bench --benchmark_filter=^load/

#include "runners/networks/network.h"
#include "runners/weights/parameter_manifest.h"
#include "runners/weights/weight_source.h"

#include <ATen/Parallel.h>
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

constexpr int kThreads = 2;

/// A file that fits the network, of equal numbers.
class WeightFile {
 public:
  explicit WeightFile(const std::string& network)
      : path_(fs::temp_directory_path() /
              ("mbench-load-" + std::to_string(::getpid()) + ".safetensors")) {
    nlohmann::ordered_json header;
    std::int64_t end = 0;
    for (const mbench::Parameter& each : mbench::parameter_manifest(network).parameters) {
      if (each.computed) continue;
      const std::int64_t begin = end;
      end += 4 * each.elements();
      header[each.name] = {{"dtype", "F32"}, {"shape", each.shape}, {"data_offsets", {begin, end}}};
    }
    const std::string text = header.dump();
    const std::uint64_t length = text.size();
    std::ofstream out(path_, std::ios::binary);
    out.write(reinterpret_cast<const char*>(&length), sizeof length);
    out << text;
    const std::vector<float> block(1 << 18, 0.01F);
    for (std::int64_t left = end; left > 0; left -= 4 << 18) {
      out.write(reinterpret_cast<const char*>(block.data()),
                static_cast<std::streamsize>(std::min<std::int64_t>(left, 4 << 18)));
    }
  }
  ~WeightFile() { fs::remove(path_); }
  WeightFile(const WeightFile&) = delete;
  WeightFile& operator=(const WeightFile&) = delete;

  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void load(benchmark::State& state, const std::string& network) {
  const WeightFile file(network);
  mbench::NetworkOptions options;
  options.threads = kThreads;
  at::set_num_threads(kThreads);
  for (auto _ : state) {
    const auto weights =
        mbench::open_weights(mbench::parameter_manifest(network), file.path().string());
    benchmark::DoNotOptimize(mbench::make_network(network, *weights, options));
  }
  state.SetBytesProcessed(state.iterations() *
                          static_cast<std::int64_t>(fs::file_size(file.path())));
}

/// Into fresh memory, as weights are.
void read(benchmark::State& state, const std::string& network) {
  const WeightFile file(network);
  const auto size = static_cast<std::int64_t>(fs::file_size(file.path()));
  for (auto _ : state) {
    const std::unique_ptr<char[]> bytes(new char[static_cast<std::size_t>(size)]);
    const int descriptor = ::open(file.path().c_str(), O_RDONLY | O_CLOEXEC);
    std::int64_t done = 0;
    while (done < size) {
      const ssize_t count =
          ::read(descriptor, bytes.get() + done, static_cast<std::size_t>(size - done));
      if (count <= 0) break;
      done += count;
    }
    ::close(descriptor);
    if (done < size) state.SkipWithError("cannot read the file");
    benchmark::DoNotOptimize(bytes.get());
  }
  state.SetBytesProcessed(state.iterations() * size);
}

[[maybe_unused]] const int registered = [] {
  for (const char* network :
       {"vitmatte-s", "vitmatte-b", "mematte-s", "aematter", "dim", "dim-foamliu", "mam-vit-b"}) {
    const std::string name = std::string("load/") + network;
    benchmark::RegisterBenchmark((name + "/read").c_str(), read, network)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark((name + "/network").c_str(), load, network)
        ->UseRealTime()
        ->Unit(benchmark::kMillisecond);
  }
  return 0;
}();

}  // namespace

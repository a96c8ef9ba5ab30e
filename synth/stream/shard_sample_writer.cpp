#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "synth/stream/sample_writer.h"
#include "synth/stream/tar_file.h"

namespace mbench {
namespace {

/// train-NUMBER.tar.
class ShardWriter : public SampleWriter {
 public:
  ShardWriter(const fs::path& folder, const StreamLayout& layout)
      : folder_(folder), layout_(layout) {}

  std::vector<std::uint64_t> open_samples() const override {
    std::vector<std::uint64_t> open;
    for (std::uint64_t begin = 0; begin < layout_.count; begin += layout_.per_shard) {
      if (fs::exists(path_of(begin / layout_.per_shard))) continue;
      for (std::uint64_t i = begin; i < std::min(layout_.count, begin + layout_.per_shard); ++i) {
        open.push_back(i);
      }
    }
    return open;
  }

  void store(EncodedSample&) override {}

  void add(const EncodedSample& sample) override {
    const std::uint64_t shard = sample.index / layout_.per_shard;
    if (!tar_) tar_.emplace(path_of(shard), layout_.modified_s);
    for (const SampleFile& file : sample.files) {
      tar_->add(fmt::format("{}.{}.{}", sample.key, file.part, file.ending), file.bytes.data(),
                file.bytes.size());
    }
    tar_->add(sample.key + ".json", sample.json.data(), sample.json.size());
    const std::uint64_t next = sample.index + 1;
    if (next != layout_.count && next % layout_.per_shard != 0) return;
    tar_->finish();
    tar_.reset();
  }

  void finish() override {}

 private:
  fs::path path_of(std::uint64_t shard) const {
    return folder_ / fmt::format("train-{:06}.tar", shard);
  }

  fs::path folder_;
  StreamLayout layout_;
  std::optional<TarFile> tar_;
};

}  // namespace

std::unique_ptr<SampleWriter> make_shard_writer(const fs::path& folder,
                                                const StreamLayout& layout) {
  return std::make_unique<ShardWriter>(folder, layout);
}

}  // namespace mbench

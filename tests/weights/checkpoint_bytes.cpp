#include "tests/weights/checkpoint_bytes.h"

#include "tests/weights/pickle_bytes.h"

#include <fmt/format.h>

#include <cstring>

namespace mbench {
namespace {

class ZeroSource : public ByteSource {
 public:
  ZeroSource(std::string head, std::uint64_t zeros)
      : ByteSource("zeros"), head_(std::move(head)), size_(head_.size() + zeros) {}
  std::uint64_t size() const override { return size_; }
  void read(std::uint64_t offset, void* bytes, std::size_t count) const override {
    std::memset(bytes, 0, count);
    if (offset >= head_.size()) return;
    std::memcpy(bytes, head_.data() + offset,
                std::min<std::size_t>(count, head_.size() - static_cast<std::size_t>(offset)));
  }

 private:
  std::string head_;
  std::uint64_t size_;
};

}  // namespace

Checkpoint open_bytes(const std::string& bytes, const std::string& copy) {
  return Checkpoint(bytes_in_memory(bytes, "weights"), {copy});
}

SharedSource zeros_behind(const std::string& header, std::uint64_t zeros) {
  return std::make_shared<ZeroSource>(little_endian(header.size(), 8) + header, zeros);
}

SharedCheckpoint zero_checkpoint(
    const std::vector<std::pair<std::string, std::vector<std::int64_t>>>& tensors) {
  std::string header = "{";
  std::uint64_t offset = 0;
  for (const auto& [name, shape] : tensors) {
    std::uint64_t end = 4;
    for (const std::int64_t side : shape) end *= static_cast<std::uint64_t>(side);
    end += offset;
    header += fmt::format(R"({}"{}":{{"dtype":"F32","shape":[{}],"data_offsets":[{},{}]}})",
                          offset == 0 ? "" : ",", name, fmt::join(shape, ","), offset, end);
    offset = end;
  }
  return std::make_shared<const Checkpoint>(zeros_behind(header + "}", offset));
}

SharedCheckpoint zero_checkpoint(const ParameterManifest& manifest,
                                 const std::function<std::string(const std::string&)>& rename) {
  std::vector<std::pair<std::string, std::vector<std::int64_t>>> tensors;
  for (const Parameter& parameter : manifest.parameters) {
    const std::string name = rename ? rename(parameter.name) : parameter.name;
    if (!name.empty()) tensors.push_back({name, parameter.shape});
  }
  return zero_checkpoint(tensors);
}

}  // namespace mbench

#include "runners/weights/checkpoint.h"

#include "core/error.h"
#include "runners/weights/safetensors_reader.h"
#include "runners/weights/torch_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace mbench {
namespace {

constexpr std::size_t kHeadBytes = 512;
constexpr std::size_t kTarMagicAt = 257;
constexpr const char* kKinds = "weights are read from safetensors and from files of torch.save";
constexpr std::string_view kWrappers[] = {"module.", "_orig_mod."};

[[noreturn]] void refuse(const std::string& name, const std::string& what,
                         const std::string& hint) {
  throw DataError(fmt::format("{} {}", name, what), hint);
}

/// Files that people take for weights, by how they begin.
void refuse_known(const std::string& name, std::string_view head) {
  const auto begins = [head](std::string_view with) { return head.rfind(with, 0) == 0; };
  if (head.empty()) refuse(name, "is empty", "obtain the file again");
  if (head.substr(std::min(head.size(), kTarMagicAt)).rfind("ustar", 0) == 0) {
    refuse(name, "is a tar archive, perhaps of a PyTorch before 0.1.10, which is not read",
           "load it in such a PyTorch, and save its state_dict again");
  }
  if (begins("version https://git-lfs")) {
    refuse(name, "is a pointer of Git LFS, not the file itself", "run `git lfs pull` there");
  }
  if (begins("<") || begins("\r\n<") || begins("\n<")) {
    refuse(name, "is a web page, not weights", "the download needs a login or a confirmation");
  }
  if (begins("\x89HDF\r\n")) refuse(name, "is an HDF5 file, which is not read", kKinds);
  if (begins("GGUF")) refuse(name, "is a GGUF file, which is not read", kKinds);
  if (begins("\x1F\x8B")) refuse(name, "is compressed by gzip", "unpack it first");
  if (begins("\x93NUMPY")) refuse(name, "is a NumPy array, which is not read", kKinds);
}

std::string head_of(const ByteSource& source) {
  std::string head(static_cast<std::size_t>(std::min<std::uint64_t>(kHeadBytes, source.size())),
                   '\0');
  source.read(0, head.data(), head.size());
  return head;
}

void refuse_copy(const std::string& name, const std::string& copy) {
  if (copy.empty()) return;
  throw UsageError(fmt::format("{} has no copy '{}'", name, copy),
                   "a safetensors file holds one set of tensors; leave the option out");
}

/// A safetensors file begins with the length of its header, which may look like anything.
bool is_safetensors(const ByteSource& source, std::string_view head) {
  std::uint64_t length = 0;
  if (head.size() <= sizeof(length) || head[sizeof(length)] != '{') return false;
  std::memcpy(&length, head.data(), sizeof(length));
  return length <= source.size() - sizeof(length);
}

CheckpointContent read_content(const SharedSource& source, const std::string& copy) {
  const std::string head = head_of(*source);
  if (is_safetensors(*source, head)) {
    refuse_copy(source->name(), copy);
    return read_safetensors(source);
  }
  refuse_known(source->name(), head);
  if (head.rfind("PK", 0) == 0) return read_torch_zip(source, copy);
  if (head.front() == '\x80' && head.size() > 1 && static_cast<unsigned char>(head[1]) <= 5) {
    return read_torch_legacy(source, copy);
  }
  refuse(source->name(), "is not a weight file that mbench knows, or is cut off", kKinds);
}

bool is_index(const fs::path& path) {
  const std::string name = path.filename().string();
  constexpr std::string_view kEnding = ".index.json";
  return name.size() > kEnding.size() &&
         name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) == 0;
}

}  // namespace

Checkpoint::Checkpoint(const fs::path& path, const CheckpointOptions& options)
    : name_(path.string()) {
  if (is_index(path)) {
    refuse_copy(name_, options.copy);
    content_ = read_safetensors_index(path);
  } else {
    content_ = read_content(open_byte_source(path), options.copy);
  }
  strip_wrappers();
}

Checkpoint::Checkpoint(const SharedSource& source, const CheckpointOptions& options)
    : name_(source->name()), content_(read_content(source, options.copy)) {
  strip_wrappers();
}

void Checkpoint::strip_wrappers() {
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view prefix : kWrappers) {
      const auto has = [prefix](const auto& entry) {
        return entry.name.size() > prefix.size() && entry.name.rfind(prefix, 0) == 0;
      };
      const bool all = !content_.tensors.empty() &&
                       std::all_of(content_.tensors.begin(), content_.tensors.end(), has) &&
                       std::all_of(content_.unread.begin(), content_.unread.end(), has);
      if (!all) continue;
      for (CheckpointTensor& tensor : content_.tensors) tensor.name.erase(0, prefix.size());
      for (UnreadEntry& entry : content_.unread) entry.name.erase(0, prefix.size());
      again = true;
    }
  }
}

const CheckpointTensor* Checkpoint::find(const std::string& name) const {
  for (const CheckpointTensor& tensor : content_.tensors) {
    if (tensor.name == name) return &tensor;
  }
  return nullptr;
}

std::vector<std::string> Checkpoint::files() const {
  std::vector<std::string> files;
  for (const SharedSource& source : content_.sources) files.push_back(source->name());
  if (std::find(files.begin(), files.end(), name_) == files.end()) {
    files.insert(files.begin(), name_);  // the index
  }
  return files;
}

void Checkpoint::read_into(const CheckpointTensor& tensor, float* values) const {
  read_floats(*content_.sources[tensor.source], tensor, values);
}

void Checkpoint::each_piece(
    const CheckpointTensor& tensor,
    const std::function<void(const std::uint8_t* bytes, std::size_t count)>& use) const {
  read_elements(*content_.sources[tensor.source], tensor, use);
}

}  // namespace mbench

#include "synth/stream/stream_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <opencv2/core/version.hpp>

#include "core/error.h"
#include "core/sha256.h"

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kStreamFile = "stream.json";
constexpr const char* kInputsFile = "inputs.jsonl";

Json stream_json(const StreamSource& source, const StreamLayout& layout) {
  const SampleParts& parts = layout.parts;
  Json names{"image", "alpha", "trimap"};
  if (parts.foreground) names.push_back("fg");
  if (parts.background) names.push_back("bg");
  return {{"recipe", source.recipe().name},
          {"recipe_version", source.recipe().version},
          {"source", source.recipe().source},
          {"seed", source.seed()},
          {"count", layout.count},
          {"size", source.request().crop_px},
          {"real_world", source.request().real_world},
          {"parts", names},
          {"values", parts.floats ? "float" : "bytes"},
          {"png", parts.png == PngEffort::fast ? "fast" : "default"},
          {"shard", layout.per_shard},
          {"modified", layout.modified_s},
          {"inputs_sha256", sha256(inputs_text(source.inputs()))},
          {"opencv", CV_VERSION}};
}

/// "seed is 7 there and 8 here".
std::string difference(const Json& there, const Json& here) {
  for (const auto& [name, value] : here.items()) {
    const auto other = there.find(name);
    if (other == there.end()) return fmt::format("'{}' is not told there", name);
    if (*other == value) continue;
    if (name == "inputs_sha256") return "the input files are others";
    return fmt::format("{} is {} there and {} here", name, other->dump(), value.dump());
  }
  return "it was written by another version";
}

void require_same(const fs::path& file, const Json& here) {
  const std::string hint = "choose another --out, or remove that folder first";
  const Json there = Json::parse(read_text(file), nullptr, false);
  if (there == here) return;
  if (!there.is_object()) {
    throw DataError(fmt::format("{} is damaged", file.string()), hint);
  }
  throw DataError(fmt::format("{} holds another stream: {}", file.parent_path().string(),
                              difference(there, here)),
                  hint);
}

}  // namespace

std::string stream_text(const StreamSource& source, const StreamLayout& layout) {
  return stream_json(source, layout).dump(2) + "\n";
}

StreamFolder::StreamFolder(const fs::path& folder) : folder_(folder) {
  boost::system::error_code error;
  fs::create_directories(folder_, error);
  if (error || !fs::is_directory(folder_)) {
    throw DataError(fmt::format("cannot make the folder {}: {}", folder_.string(),
                                error ? error.message() : "a file is in its place"),
                    "choose another folder after --out");
  }
  lock();
  try {
    require_ours();
  } catch (...) {
    if (lock_ >= 0) ::close(lock_);
    throw;
  }
}

void StreamFolder::require_ours() const {
  // The list of inputs alone is what a call leaves that is killed at the very beginning.
  for (const char* const name : {kStreamFile, kInputsFile}) {
    if (fs::exists(folder_ / name)) return;
  }
  boost::system::error_code error;
  if (fs::is_empty(folder_, error) && !error) return;
  throw DataError(fmt::format("{} holds {}", folder_.string(),
                              error ? "nothing that can be read" : "other files"),
                  "choose another --out, an empty folder or a new one");
}

void StreamFolder::begin(const StreamSource& source, const StreamLayout& layout) const {
  const fs::path file = folder_ / kStreamFile;
  if (fs::exists(file)) {
    require_same(file, stream_json(source, layout));
    return;
  }
  write_file_atomically(folder_ / kInputsFile, inputs_text(source.inputs()));
  write_file_atomically(file, stream_text(source, layout));
}

StreamFolder::~StreamFolder() {
  if (lock_ >= 0) ::close(lock_);
}

/// On the folder itself, so that no file of ours is left in it. The lock goes with the process.
void StreamFolder::lock() {
  lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0 || ::flock(lock_, LOCK_EX | LOCK_NB) == 0) return;
  if (errno != EWOULDBLOCK) return;  // a file system without locks
  ::close(lock_);
  lock_ = -1;
  throw DataError(fmt::format("another program is writing to {}", folder_.string()),
                  "wait until it is done, or choose another --out");
}

}  // namespace mbench

#include "runners/weights/weight_registry.h"

#include "core/error.h"
#include "core/sha256.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kNanosecondsPerSecond = 1'000'000'000;

/// Holds up other programs that want to change the same file.
class Lock {
 public:
  explicit Lock(const fs::path& file) {
    boost::system::error_code ignored;
    fs::create_directories(file.parent_path(), ignored);
    const std::string path = file.string() + ".lock";
    descriptor_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
      throw DataError(fmt::format("cannot write {}: {}", path, std::strerror(errno)),
                      "set XDG_DATA_HOME to a folder that can be written");
    }
    while (::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
    }
  }
  ~Lock() { ::close(descriptor_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_ = -1;
};

Json empty_registry() {
  return {{"version", 1}, {"models", Json::object()}, {"digests", Json::object()}};
}

Json load(const fs::path& file) {
  boost::system::error_code error;
  if (!fs::exists(file, error)) return empty_registry();
  try {
    Json json = Json::parse(read_text(file));
    if (json.at("version") == 1 && json.at("models").is_object() &&
        json.at("digests").is_object()) {
      return json;
    }
  } catch (const Json::exception&) {
  }
  throw DataError(fmt::format("{}, the list of your weights, is damaged", file.string()),
                  "remove it, and run `mbench models add` for each model again");
}

Json to_json(const WeightFile& file) {
  return {{"path", file.path},
          {"sha256", file.sha256},
          {"bytes", file.bytes},
          {"modified_ns", file.modified_ns}};
}

std::vector<WeightFile> files_from(const Json& list, const fs::path& registry) {
  try {
    std::vector<WeightFile> files;
    for (const Json& one : list) {
      files.push_back({one.at("path").get<std::string>(), one.at("sha256").get<std::string>(),
                       one.at("bytes").get<std::uint64_t>(),
                       one.at("modified_ns").get<std::int64_t>()});
    }
    return files;
  } catch (const Json::exception&) {
    throw DataError(fmt::format("{}, the list of your weights, is damaged", registry.string()),
                    "remove it, and run `mbench models add` for each model again");
  }
}

WeightFile stamp_of(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) {
    throw DataError(fmt::format("cannot read {}: {}", path.string(), std::strerror(errno)));
  }
  WeightFile file;
  file.path = fs::absolute(path).lexically_normal().string();
  file.bytes = static_cast<std::uint64_t>(status.st_size);
  file.modified_ns = static_cast<std::int64_t>(status.st_mtim.tv_sec) * kNanosecondsPerSecond +
                     status.st_mtim.tv_nsec;
  return file;
}

void save(const fs::path& file, const Json& json) {
  write_file_atomically(file, json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace

fs::path WeightRegistry::default_file() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return fs::path(data) / "mbench" / "weights.json";
  const char* home = std::getenv("HOME");
  const fs::path base = home != nullptr && *home != '\0' ? home : "/";
  return base / ".local" / "share" / "mbench" / "weights.json";
}

std::vector<WeightFile> WeightRegistry::files_of(const std::string& model) const {
  const Json json = load(file_);
  const auto found = json["models"].find(model);
  if (found == json["models"].end()) return {};
  return files_from(*found, file_);
}

std::map<std::string, std::vector<WeightFile>> WeightRegistry::all() const {
  std::map<std::string, std::vector<WeightFile>> models;
  const Json json = load(file_);
  for (const auto& [model, files] : json["models"].items()) {
    models[model] = files_from(files, file_);
  }
  return models;
}

void WeightRegistry::put(const std::string& model, const std::vector<WeightFile>& files) {
  const Lock lock(file_);
  Json json = load(file_);
  json["models"][model] = Json::array();
  for (const WeightFile& file : files) json["models"][model].push_back(to_json(file));
  save(file_, json);
}

WeightFile WeightRegistry::examine(const fs::path& path, bool anew) {
  WeightFile file = stamp_of(path);
  if (!anew) {
    const Json json = load(file_);
    const auto found = json["digests"].find(file.path);
    if (found != json["digests"].end()) {
      const WeightFile known = files_from(Json::array({*found}), file_).front();
      if (known.bytes == file.bytes && known.modified_ns == file.modified_ns) return known;
    }
  }
  file.sha256 = sha256_of_file(path);
  try {
    const Lock lock(file_);
    Json json = load(file_);
    json["digests"][file.path] = to_json(file);
    save(file_, json);
  } catch (const DataError&) {
    // The digest is right all the same; it is only worked out again next time.
  }
  return file;
}

}  // namespace mbench

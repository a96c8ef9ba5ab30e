#include "synth/foreground_manifest.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

void put(Json& row, const std::string& what, const DigestedFile& file) {
  row[what] = file.file;
  row[what + "_sha256"] = file.sha256;
}

DigestedFile taken(const Json& row, const std::string& what) {
  return {row.at(what).get<std::string>(), row.at(what + "_sha256").get<std::string>()};
}

ForegroundRow row_of(const Json& json) {
  ForegroundRow row;
  row.name = json.at("name").get<std::string>();
  row.recipe = json.at("recipe").dump();
  row.image = taken(json, "image");
  row.alpha = taken(json, "alpha");
  row.foreground = taken(json, "foreground");
  if (json.contains("background")) row.background = taken(json, "background");
  return row;
}

[[noreturn]] void fail(const fs::path& path, int code) {
  throw DataError(fmt::format("cannot write {}: {}", path.string(), std::strerror(code)),
                  code == ENOSPC ? "free some space and run the same command again" : "");
}

void write_whole(int file, std::string_view text, const fs::path& path) {
  while (!text.empty()) {
    const ssize_t written = ::write(file, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

}  // namespace

std::string recipe_json(const ForegroundRecipe& recipe) {
  Json json;
  json["method"] = foreground_method_name(recipe.method);
  json["version"] = foreground_method_version(recipe.method);
  if (recipe.method == ForegroundMethod::multilevel) {
    json["regularization"] = recipe.multilevel.regularization;
    json["gradient_weight"] = recipe.multilevel.gradient_weight;
    json["small_iterations"] = recipe.multilevel.small_iterations;
    json["large_iterations"] = recipe.multilevel.large_iterations;
    json["small_size_px"] = recipe.multilevel.small_size_px;
  } else {
    json["tolerance"] = recipe.closed_form.tolerance;
  }
  json["quantise"] = recipe.quantisation == Rounding::truncate ? "truncate" : "round";
  json["known"] = recipe.keep_known ? "image" : "estimate";
  return json.dump();
}

std::string foreground_row_text(const ForegroundRow& row) {
  Json json;
  json["name"] = row.name;
  json["recipe"] = Json::parse(row.recipe);
  put(json, "image", row.image);
  put(json, "alpha", row.alpha);
  put(json, "foreground", row.foreground);
  if (!row.background.file.empty()) put(json, "background", row.background);
  // Names of files need not be UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::map<std::string, ForegroundRow> read_foreground_manifest(const fs::path& path) {
  std::map<std::string, ForegroundRow> rows;
  boost::system::error_code error;
  if (!fs::exists(path, error)) return rows;
  std::istringstream lines(read_text(path));
  for (std::string line; std::getline(lines, line);) {
    try {
      ForegroundRow row = row_of(Json::parse(line));
      rows.insert_or_assign(row.name, std::move(row));
    } catch (const Json::exception&) {
      continue;
    }
  }
  return rows;
}

ForegroundJournal::ForegroundJournal(const fs::path& folder) : path_(folder / kForegroundManifest) {
  boost::system::error_code error;
  fs::create_directories(folder, error);
  if (error && !fs::is_directory(folder)) fail(folder, error.value());
  folder_ = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ < 0) fail(folder, errno);
  if (::flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(folder_);
    throw DataError(fmt::format("another process is writing foregrounds into {}", folder.string()),
                    "wait for it, or choose another folder");
  }
  earlier_ = read_foreground_manifest(path_);
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  if (file_ < 0) {
    const int code = errno;
    ::close(folder_);
    fail(path_, code);
  }
  // A line that was cut off shall not swallow the next one.
  char last = '\n';
  const off_t end = ::lseek(file_, 0, SEEK_END);
  if (end > 0 && ::pread(file_, &last, 1, end - 1) == 1 && last != '\n') {
    write_whole(file_, "\n", path_);
  }
}

ForegroundJournal::~ForegroundJournal() {
  if (file_ >= 0) ::close(file_);
  if (folder_ >= 0) ::close(folder_);
}

void ForegroundJournal::append(const ForegroundRow& row) {
  const std::string line = foreground_row_text(row) + "\n";
  const std::lock_guard lock(mutex_);
  write_whole(file_, line, path_);
}

void ForegroundJournal::finish(const std::map<std::string, ForegroundRow>& rows) {
  std::string text;
  for (const auto& [name, row] : rows) text += foreground_row_text(row) + "\n";
  write_file_atomically(path_, text);
}

}  // namespace mbench

#include "synth/composite_manifest.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKind = "composites";
constexpr int kFormat = 1;

/// What is wrong with a line; never leaves this file.
struct BadLine {};

Json json_of(const SourceFile& source) {
  return {{"file", source.file}, {"sha256", source.sha256}};
}

/// Paths come from the system, which does not promise UTF-8.
std::string line_of(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string header_line(const CompositeHeader& header) {
  Json parameters = Json::object();
  for (const auto& [name, value] : header.parameters) parameters[name] = value;
  Json lists = Json::array();
  for (const ListFile& list : header.lists) {
    lists.push_back(json_of(list.source));
    if (!list.copy.empty()) lists.back()["copy"] = list.copy;
  }
  return line_of({{"mbench", kKind},
                  {"format", kFormat},
                  {"protocol", header.protocol},
                  {"version", header.version},
                  {"split", header.split},
                  {"parameters", parameters},
                  {"composites", header.composites},
                  {"lists", lists}});
}

std::string row_line(const CompositeRow& row, const CompositeHeader& header) {
  Json json{{"name", row.name},     {"image", row.image},
            {"width", row.width},   {"height", row.height},
            {"sha256", row.sha256}, {"bytes", row.bytes},
            {"alpha", row.alpha},   {"alpha_sha256", row.alpha_sha256}};
  if (!row.trimap.empty()) {
    json["trimap"] = row.trimap;
    json["trimap_sha256"] = row.trimap_sha256;
  }
  json["protocol"] = header.protocol;
  json["version"] = header.version;
  json["foreground"] = json_of(row.foreground);
  json["foreground_alpha"] = json_of(row.foreground_alpha);
  json["background"] = json_of(row.background);
  if (!row.shipped_trimap.file.empty()) json["shipped_trimap"] = json_of(row.shipped_trimap);
  return line_of(json);
}

const Json& member(const Json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end()) throw BadLine();
  return *found;
}

std::string text_of(const Json& json, const char* key) {
  const Json& value = member(json, key);
  if (!value.is_string()) throw BadLine();
  return value.get<std::string>();
}

std::int64_t number_of(const Json& json, const char* key, std::int64_t most) {
  const Json& value = member(json, key);
  if (!value.is_number_integer()) throw BadLine();
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(most)) {
    throw BadLine();
  }
  const auto number = value.get<std::int64_t>();
  if (number < 0 || number > most) throw BadLine();
  return number;
}

int small_number_of(const Json& json, const char* key) {
  constexpr std::int64_t kMost = 1 << 30;
  return static_cast<int>(number_of(json, key, kMost));
}

std::string digest_of(const Json& json, const char* key) {
  const std::string digest = text_of(json, key);
  constexpr std::size_t kDigits = 64;
  const bool is_one =
      digest.size() == kDigits && digest.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (!is_one) throw BadLine();
  return digest;
}

/// A path below the folder: nobody's manifest may lead verify() or a build elsewhere.
std::string inner_path(const Json& json, const char* key) {
  const std::string path = text_of(json, key);
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string::npos) throw BadLine();
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    const std::string part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") throw BadLine();
    begin = end + 1;
  }
  return path;
}

SourceFile source_of(const Json& json, const char* key) {
  const Json& source = member(json, key);
  if (!source.is_object()) throw BadLine();
  return {text_of(source, "file"), digest_of(source, "sha256")};
}

Json object_in(std::string_view line) {
  Json json = Json::parse(line, nullptr, false);
  if (!json.is_object()) throw BadLine();
  return json;
}

CompositeHeader header_in(std::string_view line) {
  const Json json = object_in(line);
  if (text_of(json, "mbench") != kKind || small_number_of(json, "format") != kFormat) {
    throw BadLine();
  }
  CompositeHeader header;
  header.protocol = text_of(json, "protocol");
  header.version = small_number_of(json, "version");
  header.split = text_of(json, "split");
  const Json& parameters = member(json, "parameters");
  if (!parameters.is_object() || !member(json, "lists").is_array()) throw BadLine();
  for (const auto& [name, value] : parameters.items()) {
    if (!value.is_string()) throw BadLine();
    header.parameters.emplace_back(name, value.get<std::string>());
  }
  header.composites = small_number_of(json, "composites");
  for (const Json& list : member(json, "lists")) {
    if (!list.is_object()) throw BadLine();
    header.lists.push_back({{text_of(list, "file"), digest_of(list, "sha256")},
                            list.contains("copy") ? inner_path(list, "copy") : std::string()});
  }
  return header;
}

CompositeRow row_in(std::string_view line, const CompositeHeader& header) {
  constexpr std::int64_t kMostBytes = std::int64_t{1} << 40;
  const Json json = object_in(line);
  if (text_of(json, "protocol") != header.protocol ||
      small_number_of(json, "version") != header.version) {
    throw BadLine();
  }
  CompositeRow row;
  row.name = text_of(json, "name");
  row.image = inner_path(json, "image");
  row.width = small_number_of(json, "width");
  row.height = small_number_of(json, "height");
  row.sha256 = digest_of(json, "sha256");
  row.bytes = number_of(json, "bytes", kMostBytes);
  row.alpha = inner_path(json, "alpha");
  row.alpha_sha256 = digest_of(json, "alpha_sha256");
  if (json.contains("trimap")) {
    row.trimap = inner_path(json, "trimap");
    row.trimap_sha256 = digest_of(json, "trimap_sha256");
  }
  row.foreground = source_of(json, "foreground");
  row.foreground_alpha = source_of(json, "foreground_alpha");
  row.background = source_of(json, "background");
  if (json.contains("shipped_trimap")) row.shipped_trimap = source_of(json, "shipped_trimap");
  return row;
}

/// Takes the first line off the text; one that lacks its end was not finished.
std::string_view take_line(std::string_view& text, bool& is_whole) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  is_whole = end < text.size();
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

[[noreturn]] void fail_to_write(const fs::path& path, int code) {
  throw DataError(fmt::format("cannot write {}: {}", path.string(), std::strerror(code)),
                  code == ENOSPC || code == EDQUOT
                      ? "free some space and run the same command again"
                      : "choose another folder, or make this one writable");
}

}  // namespace

std::string CompositeHeader::parameter(std::string_view name) const {
  for (const auto& [known, value] : parameters) {
    if (known == name) return value;
  }
  return {};
}

CompositeManifest read_composite_manifest(const fs::path& path) {
  return parse_composite_manifest(read_text(path), path.string());
}

CompositeManifest parse_composite_manifest(std::string_view text, const std::string& name) {
  CompositeManifest manifest;
  bool is_whole = false;
  try {
    manifest.header = header_in(take_line(text, is_whole));
  } catch (const BadLine&) {
    throw DataError(fmt::format("{} is no manifest of composites", name),
                    fmt::format("`mbench synth build` writes one, called {}", kCompositeManifest));
  }
  std::map<std::string, std::size_t> places;  // by image
  for (int number = 2; !text.empty(); ++number) {
    const std::string_view line = take_line(text, is_whole);
    try {
      if (!is_whole) throw BadLine();
      CompositeRow row = row_in(line, manifest.header);
      const auto [place, is_new] = places.emplace(row.image, manifest.rows.size());
      if (is_new) {
        manifest.rows.push_back(std::move(row));
      } else {
        manifest.rows[place->second] = std::move(row);
      }
    } catch (const BadLine&) {
      manifest.damaged_lines.push_back(number);
    }
  }
  return manifest;
}

std::string composite_manifest_text(const CompositeManifest& manifest) {
  std::string text = header_line(manifest.header);
  for (const CompositeRow& row : manifest.rows) text += row_line(row, manifest.header);
  return text;
}

CompositeJournal::CompositeJournal(fs::path path, const CompositeHeader& header)
    : path_(std::move(path)), header_(header) {
  file_ = ::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  if (file_ < 0) fail_to_write(path_, errno);
}

CompositeJournal::~CompositeJournal() { ::close(file_); }

void CompositeJournal::append(const CompositeRow& row) {
  const std::string line = row_line(row, header_);
  ssize_t written = -1;
  do {
    written = ::write(file_, line.data(), line.size());
  } while (written < 0 && errno == EINTR);
  // A part of a line is a damaged one: nothing may follow it.
  if (written != static_cast<ssize_t>(line.size())) {
    fail_to_write(path_, written < 0 ? errno : ENOSPC);
  }
}

}  // namespace mbench

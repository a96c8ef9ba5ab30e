#include "runners/weights/safetensors_reader.h"

#include "core/error.h"
#include "runners/weights/shown_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

/// The reference's own limit.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr std::uint64_t kLengthBytes = 8;
constexpr int kMaxDepth = 8;
constexpr const char* kObtain = "obtain the file again";

[[noreturn]] void damaged(const std::string& file, const std::string& why) {
  throw DataError(fmt::format("{} is not a whole safetensors file: {}", file, shown_name(why)),
                  kObtain);
}

/// Parses, refusing a name that stands twice in one object.
Json parse_strictly(const std::string& text, const std::string& file) {
  std::vector<std::set<std::string>> names;
  const auto look = [&](int depth, Json::parse_event_t event, Json& value) {
    if (depth > kMaxDepth) damaged(file, "its header is nested too deeply");
    if (event == Json::parse_event_t::object_start) names.emplace_back();
    if (event == Json::parse_event_t::object_end) names.pop_back();
    if (event == Json::parse_event_t::key &&
        !names.back().insert(value.get<std::string>()).second) {
      damaged(file, fmt::format("its header names {} twice", value.get<std::string>()));
    }
    return true;
  };
  try {
    return Json::parse(text, look);
  } catch (const Json::exception&) {
    damaged(file, "its header is no JSON");
  }
}

std::string header_text(const ByteSource& source) {
  if (source.size() < kLengthBytes) damaged(source.name(), "it has no header");
  std::uint64_t length = 0;
  source.read(0, &length, sizeof(length));
  if (length > kMaxHeaderBytes) {
    damaged(source.name(), fmt::format("its header would have {} bytes", length));
  }
  if (length > source.size() - kLengthBytes) damaged(source.name(), "its header is cut off");
  std::string text(static_cast<std::size_t>(length), '\0');
  source.read(kLengthBytes, text.data(), text.size());
  return text;
}

std::int64_t whole_number(const Json& value, const std::string& file, const std::string& what) {
  if (!value.is_number_unsigned() ||
      value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)) {
    damaged(file, fmt::format("{} is not a whole number", what));
  }
  return value.get<std::int64_t>();
}

struct Extent {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

Extent extent_of(const Json& entry, const std::string& file, const std::string& name) {
  const auto offsets = entry.find("data_offsets");
  if (offsets == entry.end() || !offsets->is_array() || offsets->size() != 2) {
    damaged(file, fmt::format("{} has no data_offsets", name));
  }
  const auto begin = whole_number((*offsets)[0], file, "an offset of " + name);
  const auto end = whole_number((*offsets)[1], file, "an offset of " + name);
  if (end < begin) damaged(file, fmt::format("{} ends before it begins", name));
  return {static_cast<std::uint64_t>(begin), static_cast<std::uint64_t>(end)};
}

std::vector<std::int64_t> shape_of(const Json& entry, const std::string& file,
                                   const std::string& name) {
  const auto shape = entry.find("shape");
  if (shape == entry.end() || !shape->is_array()) {
    damaged(file, fmt::format("{} has no shape", name));
  }
  std::vector<std::int64_t> sides;
  for (const Json& side : *shape) sides.push_back(whole_number(side, file, "a side of " + name));
  return sides;
}

/// Every byte behind the header belongs to exactly one tensor.
void check_extents(std::vector<Extent> extents, std::uint64_t data_bytes, const std::string& file) {
  std::sort(extents.begin(), extents.end(), [](const Extent& a, const Extent& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  std::uint64_t reached = 0;
  for (const Extent& extent : extents) {
    if (extent.begin < reached) damaged(file, "two of its tensors overlap");
    if (extent.begin > reached) damaged(file, "there is a hole between its tensors");
    reached = extent.end;
  }
  if (reached > data_bytes) {
    damaged(file, fmt::format("{} bytes of its tensors are cut off", reached - data_bytes));
  }
  if (reached < data_bytes) damaged(file, "there are bytes behind its last tensor");
}

/// One line of the header: a tensor, or what cannot be read. Returns where its bytes lie.
Extent add_entry(const std::string& name, const Json& entry, std::uint64_t data_begin,
                 const std::string& file, CheckpointContent& content) {
  if (!entry.is_object()) damaged(file, fmt::format("{} is no tensor", name));
  const auto type_text = entry.find("dtype");
  if (type_text == entry.end() || !type_text->is_string()) {
    damaged(file, fmt::format("{} has no dtype", name));
  }
  const Extent extent = extent_of(entry, file, name);
  const std::optional<DataType> type = data_type_of_safetensors(type_text->get<std::string>());
  if (!type) {
    content.unread.push_back({name, "it is of type " + type_text->get<std::string>()});
    return extent;
  }
  CheckpointTensor tensor;
  tensor.name = name;
  tensor.type = *type;
  tensor.shape = shape_of(entry, file, name);
  tensor.strides = contiguous_strides(tensor.shape);
  tensor.offset = data_begin + extent.begin;
  check_layout(tensor, tensor.offset, extent.end - extent.begin, file);
  if (tensor.bytes() != extent.end - extent.begin) {
    damaged(file, fmt::format("{} of {} cannot have {} bytes", name, shape_text(tensor.shape),
                              extent.end - extent.begin));
  }
  content.tensors.push_back(std::move(tensor));
  return extent;
}

bool is_plain_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find('/') == std::string::npos &&
         name.find('\0') == std::string::npos;
}

/// Which tensors the index expects in which file.
std::map<std::string, std::set<std::string>> shards_of(const fs::path& index) {
  if (fs::exists(index) && fs::file_size(index) > kMaxHeaderBytes) {
    damaged(index.string(), "it is too long for an index");
  }
  const Json json = parse_strictly(read_text(index), index.string());
  const auto map = json.is_object() ? json.find("weight_map") : json.end();
  if (map == json.end() || !map->is_object() || map->empty()) {
    damaged(index.string(), "it has no weight_map");
  }
  std::map<std::string, std::set<std::string>> shards;
  for (const auto& [name, file] : map->items()) {
    if (!file.is_string() || !is_plain_name(file.get<std::string>())) {
      damaged(index.string(), fmt::format("{} is not said to be in a file beside it", name));
    }
    shards[file.get<std::string>()].insert(name);
  }
  return shards;
}

}  // namespace

CheckpointContent read_safetensors(SharedSource source) {
  const std::string& file = source->name();
  const std::string text = header_text(*source);
  const Json header = parse_strictly(text, file);
  if (!header.is_object()) damaged(file, "its header is no object");
  const std::uint64_t data_begin = kLengthBytes + text.size();
  CheckpointContent content;
  content.format = "safetensors";
  std::vector<Extent> extents;
  for (const auto& [name, entry] : header.items()) {
    if (name == "__metadata__") continue;
    extents.push_back(add_entry(name, entry, data_begin, file, content));
  }
  check_extents(extents, source->size() - data_begin, file);
  content.sources.push_back(std::move(source));
  return content;
}

CheckpointContent read_safetensors_index(const fs::path& index) {
  CheckpointContent all;
  all.format = "safetensors";
  for (const auto& [file, expected] : shards_of(index)) {
    std::set<std::string> names = expected;
    CheckpointContent shard = read_safetensors(open_byte_source(index.parent_path() / file));
    const auto takes = [&names](const std::string& name) { return names.erase(name) > 0; };
    for (CheckpointTensor& tensor : shard.tensors) {
      if (!takes(tensor.name)) continue;
      tensor.source = all.sources.size();
      all.tensors.push_back(std::move(tensor));
    }
    for (UnreadEntry& entry : shard.unread) {
      if (takes(entry.name)) all.unread.push_back(std::move(entry));
    }
    if (!names.empty()) {
      throw DataError(fmt::format("{} says that {} holds {}, which it does not", index.string(),
                                  file, *names.begin()),
                      "obtain all its files again, of one release");
    }
    all.sources.push_back(shard.sources.front());
  }
  return all;
}

}  // namespace mbench

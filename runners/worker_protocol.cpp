#include "runners/worker_protocol.h"

#include "core/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <array>
#include <tuple>

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kPageBytes = 4096;
// Leaves room for the rest of a packet, whatever a library puts into its exception.
constexpr std::size_t kMaxMessageBytes = 8192;

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

template <typename T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

template <typename T>
std::optional<T> optional_of(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<T>();
}

std::optional<std::int64_t> count_of(const Json& value) { return optional_of<std::int64_t>(value); }

Json to_json(const std::optional<BoxPrompt>& box) {
  return box ? Json{box->left, box->top, box->right, box->bottom} : Json();
}

std::optional<BoxPrompt> box_of(const Json& json) {
  if (json.is_null()) return std::nullopt;
  const auto corners = json.get<std::array<double, 4>>();
  return BoxPrompt{corners[0], corners[1], corners[2], corners[3]};
}

Json to_json(const std::vector<PointPrompt>& points) {
  Json list = Json::array();
  for (const PointPrompt& point : points) list.push_back({point.x, point.y, point.inside ? 1 : 0});
  return list;
}

std::vector<PointPrompt> points_of(const Json& json) {
  std::vector<PointPrompt> points;
  for (const auto& [x, y, inside] : json.get<std::vector<std::tuple<double, double, int>>>()) {
    points.push_back({x, y, inside != 0});
  }
  return points;
}

bool is_utf8(const std::string& text) {
  try {
    static_cast<void>(Json(text).dump());
    return true;
  } catch (const Json::type_error&) {
    return false;
  }
}

template <typename Read>
auto parsed(const std::string& packet, Read read) {
  try {
    return read(Json::parse(packet));
  } catch (const Json::exception& failure) {
    throw InternalError(
        fmt::format("a worker's packet is not what was agreed: {}", failure.what()));
  }
}

}  // namespace

PictureOffsets::PictureOffsets(cv::Size size) {
  const std::size_t pixels =
      static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
  trimap = image + whole_pages(3 * pixels);
  mask = trimap + whole_pages(pixels);
  alpha = mask + whole_pages(pixels);
  total = alpha + whole_pages(sizeof(float) * pixels);
}

std::string to_packet(const WorkerSetup& setup) {
  const Json json{{"model", setup.model},
                  {"weights", setup.settings.weights},
                  {"memory", setup.settings.memory},
                  {"augmentation", setup.settings.augmentation},
                  {"fusion", setup.settings.fusion},
                  {"ram", or_null(setup.settings.ram_bytes)},
                  {"vram", or_null(setup.settings.vram_bytes)},
                  {"threads", setup.threads},
                  {"parent", setup.parent},
                  {"device", setup.device}};
  // Names of files need not be UTF-8, and here they must arrive as they are.
  for (const std::string& text : {setup.model, setup.settings.weights}) {
    if (!is_utf8(text)) throw UsageError("not UTF-8: " + text, "rename the file or folder");
  }
  return json.dump();
}

std::string to_packet(const WorkerRequest& request) {
  const Json json{{"width", request.width},
                  {"height", request.height},
                  {"warmup", request.warmup},
                  {"repetitions", request.repetitions},
                  {"name", request.name},
                  {"has_trimap", request.has_trimap},
                  {"has_mask", request.has_mask},
                  {"box", to_json(request.prompt.box)},
                  {"points", to_json(request.prompt.points)},
                  {"max_noise", or_null(request.max_noise)},
                  {"quiet_limit_ms", or_null(request.quiet_limit_ms)}};
  // Names of files need not be UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_packet(const WorkerReply& reply) {
  const Json json{{"state", to_text(reply.state)},
                  {"message", reply.message.substr(0, kMaxMessageBytes)},
                  {"phases_ns", reply.phases_ns},
                  {"rss_before", or_null(reply.rss_before_bytes)},
                  {"rss_peak", or_null(reply.rss_peak_bytes)},
                  {"tensor_before", or_null(reply.tensor_before_bytes)},
                  {"tensor_peak", or_null(reply.tensor_peak_bytes)},
                  {"device_peak", or_null(reply.device_peak_bytes)},
                  {"device_reserved", or_null(reply.device_reserved_bytes)},
                  {"redone", or_null(reply.redone_samples)},
                  {"differing", or_null(reply.differing_samples)},
                  {"energy_mj", or_null(reply.energy_mj)}};
  // Messages of foreign libraries need not be UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

WorkerSetup parse_setup(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    ModelSettings settings;
    settings.weights = json.at("weights").get<std::string>();
    settings.memory = json.at("memory").get<std::string>();
    settings.augmentation = json.at("augmentation").get<std::string>();
    settings.fusion = json.at("fusion").get<std::string>();
    settings.ram_bytes = count_of(json.at("ram"));
    settings.vram_bytes = count_of(json.at("vram"));
    return WorkerSetup{json.at("model").get<std::string>(), settings, json.at("threads").get<int>(),
                       json.at("parent").get<std::int64_t>(), json.at("device").get<std::string>()};
  });
}

WorkerRequest parse_request(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    return WorkerRequest{json.at("width").get<int>(),
                         json.at("height").get<int>(),
                         json.at("warmup").get<int>(),
                         json.at("repetitions").get<int>(),
                         json.at("name").get<std::string>(),
                         json.at("has_trimap").get<bool>(),
                         json.at("has_mask").get<bool>(),
                         Prompt{box_of(json.at("box")), points_of(json.at("points")), {}},
                         optional_of<double>(json.at("max_noise")),
                         optional_of<double>(json.at("quiet_limit_ms"))};
  });
}

WorkerReply parse_reply(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    WorkerReply reply;
    reply.state = row_state(json.at("state").get<std::string>());
    reply.message = json.at("message").get<std::string>();
    json.at("phases_ns").get_to(reply.phases_ns);
    reply.rss_before_bytes = count_of(json.at("rss_before"));
    reply.rss_peak_bytes = count_of(json.at("rss_peak"));
    reply.tensor_before_bytes = count_of(json.at("tensor_before"));
    reply.tensor_peak_bytes = count_of(json.at("tensor_peak"));
    reply.device_peak_bytes = count_of(json.at("device_peak"));
    reply.device_reserved_bytes = count_of(json.at("device_reserved"));
    reply.redone_samples = count_of(json.at("redone"));
    reply.differing_samples = count_of(json.at("differing"));
    reply.energy_mj = optional_of<double>(json.at("energy_mj"));
    return reply;
  });
}

}  // namespace mbench

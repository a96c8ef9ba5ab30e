#include "runners/worker_protocol.h"

#include "core/error.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kPageBytes = 4096;
// Leaves room for the rest of a packet, whatever a library puts into its exception.
constexpr std::size_t kMaxMessageBytes = 8192;

std::size_t whole_pages(std::size_t bytes) {
  return (bytes + kPageBytes - 1) / kPageBytes * kPageBytes;
}

Json optional_bytes(const std::optional<std::int64_t>& bytes) {
  return bytes ? Json(*bytes) : Json();
}

std::optional<std::int64_t> bytes_of(const Json& value) {
  if (value.is_null()) return std::nullopt;
  return value.get<std::int64_t>();
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
  alpha = trimap + whole_pages(pixels);
  total = alpha + whole_pages(sizeof(float) * pixels);
}

std::string to_packet(const WorkerSetup& setup) {
  return Json{{"model", setup.model}, {"threads", setup.threads}, {"parent", setup.parent}}.dump();
}

std::string to_packet(const WorkerRequest& request) {
  const Json json{{"width", request.width},
                  {"height", request.height},
                  {"warmup", request.warmup},
                  {"repetitions", request.repetitions},
                  {"name", request.name}};
  // Names of files need not be UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string to_packet(const WorkerReply& reply) {
  const Json json{{"state", to_text(reply.state)},
                  {"message", reply.message.substr(0, kMaxMessageBytes)},
                  {"infer_ns", reply.infer_ns},
                  {"rss_before", optional_bytes(reply.rss_before_bytes)},
                  {"rss_peak", optional_bytes(reply.rss_peak_bytes)}};
  // Messages of foreign libraries need not be UTF-8.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

WorkerSetup parse_setup(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    return WorkerSetup{json.at("model").get<std::string>(), json.at("threads").get<int>(),
                       json.at("parent").get<std::int64_t>()};
  });
}

WorkerRequest parse_request(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    return WorkerRequest{json.at("width").get<int>(), json.at("height").get<int>(),
                         json.at("warmup").get<int>(), json.at("repetitions").get<int>(),
                         json.at("name").get<std::string>()};
  });
}

WorkerReply parse_reply(const std::string& packet) {
  return parsed(packet, [](const Json& json) {
    WorkerReply reply;
    reply.state = row_state(json.at("state").get<std::string>());
    reply.message = json.at("message").get<std::string>();
    reply.infer_ns = json.at("infer_ns").get<std::vector<std::int64_t>>();
    reply.rss_before_bytes = bytes_of(json.at("rss_before"));
    reply.rss_peak_bytes = bytes_of(json.at("rss_peak"));
    return reply;
  });
}

}  // namespace mbench

#include "store/records.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <utility>

#include "core/error.h"
#include "core/sha256.h"

namespace mbench {
namespace {

constexpr std::array<std::pair<RowState, const char*>, 6> kStates{{
    {RowState::ok, "ok"},
    {RowState::oom, "oom"},
    {RowState::timeout, "timeout"},
    {RowState::error, "error"},
    {RowState::unsupported, "unsupported"},
    {RowState::skipped, "skipped"},
}};

}  // namespace

std::string to_text(RowState state) {
  for (const auto& [known, text] : kStates) {
    if (known == state) return text;
  }
  throw InternalError(fmt::format("a row has the unknown state {}", static_cast<int>(state)));
}

RowState row_state(const std::string& text) {
  for (const auto& [state, known] : kStates) {
    if (text == known) return state;
  }
  throw StoreError(fmt::format("the store holds a row in the unknown state '{}'", text),
                   "a newer mbench may have written it");
}

std::vector<std::int64_t> latency_samples_ns(const MeasurementRecord& measurement) {
  for (const char* phase : {"matte", "infer"}) {
    const auto samples = measurement.timings_ns.find(phase);
    if (samples != measurement.timings_ns.end()) return samples->second;
  }
  return {};
}

std::string ResultIdentity::key() const {
  Sha256 sha;
  // Each part with its length in front, so that no two identities give the same bytes.
  const auto add = [&sha](const std::string& part) {
    sha.add(fmt::format("{}:", part.size()));
    sha.add(part);
  };
  for (const std::string* part : {&image_digest, &trimap_digest, &alpha_digest, &model,
                                  &weights_digest, &mode, &precision, &device, &convention}) {
    add(*part);
  }
  add(std::to_string(model_revision));
  add(std::to_string(convention_version));
  return sha.digest();
}

}  // namespace mbench

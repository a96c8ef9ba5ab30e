#include "datasets/fixture_marker.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"

namespace mbench {

std::optional<FixtureMarker> read_fixture_marker(const FileTree& tree) {
  if (tree.find(kFixtureMarker) == nullptr) return std::nullopt;
  const fs::path path = tree.absolute(kFixtureMarker);
  const std::string text = read_text(path);
  try {
    const auto json = nlohmann::json::parse(text);
    FixtureMarker marker;
    json.at("layout").get_to(marker.layout);
    for (const auto& [split, samples] : json.at("samples").items()) {
      marker.samples[split] = samples.get<int>();
    }
    return marker;
  } catch (const nlohmann::json::exception& error) {
    throw DataError(
        fmt::format("{} does not say what fixture this is: {}", path.string(), error.what()),
        "write the fixture anew");
  }
}

void write_fixture_marker(const fs::path& root, const Layout& layout,
                          const DatasetContents& contents) {
  nlohmann::ordered_json samples = nlohmann::ordered_json::object();
  for (const FoundSample& sample : contents.samples) {
    const auto split = samples.emplace(sample.split, 0).first;
    *split = split->get<int>() + 1;
  }
  const nlohmann::ordered_json marker{{"layout", layout.name}, {"samples", samples}};
  write_file_atomically(root / kFixtureMarker, marker.dump(2) + "\n");
}

}  // namespace mbench

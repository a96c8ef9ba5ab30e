#include "synth/scene/scene_record.h"

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/sha256.h"

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

double to_places(double number, double unit) { return std::round(number * unit) / unit; }

Json json_of(const cv::Rect& rect) { return {rect.x, rect.y, rect.width, rect.height}; }

Json json_of(const Description& description) {
  Json json{{"noun", description.noun}};
  if (!description.attributes.empty()) json["attributes"] = description.attributes;
  return json;
}

Json json_of(const Expression& expression) {
  Json json{{"kind", name_of(expression.kind)}, {"text", expression.text}};
  json.update(json_of(expression.what));
  if (expression.position) json["position"] = name_of(*expression.position);
  if (expression.relation) {
    json["relation"] = name_of(*expression.relation);
    json["anchor"] = json_of(expression.anchor);
  }
  return json;
}

Json json_of(const SceneFile& file) {
  return {{"file", file.path}, {"bytes", file.bytes}, {"sha256", file.sha256}};
}

Json json_of(const SceneEntity& placed, const EntityFacts& facts, const Entity& entity,
             const SceneFile& matte) {
  Json json{{"mask", json_of(matte)},
            {"entity", entity.name},
            {"category", entity.category},
            {"attributes", entity.attributes},
            {"foreground", entity.foreground.filename().string()},
            {"alpha", entity.alpha.filename().string()},
            {"crop", json_of(placed.crop)},
            {"place", json_of(placed.place)},
            {"visible_share", to_places(facts.visible_px / facts.whole_px, 1e4)},
            {"visible_px", to_places(facts.visible_px, 10)},
            {"centre", {to_places(facts.centre.x, 1e4), to_places(facts.centre.y, 1e4)}}};
  Json& expressions = json["expressions"] = Json::array();
  for (const Expression& expression : placed.expressions)
    expressions.push_back(json_of(expression));
  return json;
}

SceneFile file_in(const Json& json) {
  return {json.at("file").get<std::string>(), json.at("bytes").get<std::uint64_t>(), {}};
}

std::string stem_of(const Json& file) {
  return fs::path(file.at("file").get<std::string>()).stem().string();
}

std::uint64_t length_of(const fs::path& file) {
  boost::system::error_code error;
  const std::uintmax_t length = fs::file_size(file, error);
  if (error) {
    throw DataError(fmt::format("cannot read {}: {}", file.string(), error.message()));
  }
  return length;
}

}  // namespace

nlohmann::ordered_json record_of(const Scene& scene, const Stock& stock, std::uint64_t number,
                                 const SceneFiles& files) {
  Json record{{"scene", number},
              {"image", json_of(files.image)},
              {"size", {scene.image.size().width, scene.image.size().height}},
              {"background", stock.backgrounds()[scene.background].filename().string()},
              {"wanted_entities", scene.wanted}};
  Json& relations = record["relations"] = Json::array();
  for (const PlannedRelation& planned : scene.relations) {
    relations.push_back({{"one", planned.one + 1},
                         {"relation", name_of(planned.relation)},
                         {"other", planned.other + 1}});
  }
  Json& entities = record["entities"] = Json::array();
  for (std::size_t i = 0; i < scene.entities.size(); ++i) {
    entities.push_back(json_of(scene.entities[i], scene.facts.entities[i],
                               stock.entities()[scene.entities[i].entity], files.mattes[i]));
  }
  return record;
}

SceneFiles files_in(const nlohmann::ordered_json& record) {
  try {
    SceneFiles files;
    files.image = file_in(record.at("image"));
    for (const Json& entity : record.at("entities")) {
      files.mattes.push_back(file_in(entity.at("mask")));
    }
    return files;
  } catch (const Json::exception&) {
    return {};
  }
}

std::vector<std::string> label_lines(const nlohmann::ordered_json& record) {
  const std::string image = stem_of(record.at("image"));
  std::vector<std::string> lines;
  for (const Json& entity : record.at("entities")) {
    Json texts = Json::array();
    for (const Json& expression : entity.at("expressions")) texts.push_back(expression.at("text"));
    const Json label{
        {"image_name", image}, {"category", entity.at("category")}, {"expressions", texts}};
    lines.push_back(Json(stem_of(entity.at("mask"))).dump() + ": " + label.dump());
  }
  return lines;
}

std::string digest_of(const Stock& stock) {
  Sha256 digest;
  const auto add_file = [&](const fs::path& file) {
    digest.add(Json{file.filename().string(), length_of(file)}.dump() + "\n");
  };
  for (const Entity& entity : stock.entities()) {
    digest.add(Json{entity.name, entity.category, entity.attributes, entity.synonyms}.dump() +
               "\n");
    add_file(entity.foreground);
    add_file(entity.alpha);
  }
  for (const fs::path& background : stock.backgrounds()) add_file(background);
  return digest.digest();
}

}  // namespace mbench

#include "cli/export_formats.h"

#include "core/error.h"
#include "core/version.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <unordered_map>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const QueryValue& value) {
  return std::visit(
      [](const auto& of_kind) -> Json {
        if constexpr (std::is_same_v<std::decay_t<decltype(of_kind)>, std::monostate>) {
          return nullptr;
        } else {
          return of_kind;
        }
      },
      value);
}

/// Null where nothing is known.
Json json_of(const std::string& text) { return text.empty() ? Json() : Json(text); }

Json whole(const std::optional<double>& number) {
  return number ? Json(static_cast<std::int64_t>(*number)) : Json();
}

/// On one line. JSON holds only UTF-8, and a path with replaced characters would be no file's.
std::string line_of(const Json& json, const std::string& whose) {
  try {
    return json.dump();
  } catch (const Json::type_error&) {
    throw DataError(fmt::format("{}: its names are not all UTF-8, as JSON must be", whose),
                    "rename the file, or export as csv");
  }
}

std::string line_of(const Json& json, const SampleRow& sample) {
  return line_of(json, "sample " + sample.title());
}

/// Gives numbers from 1 on to texts as they come.
class Numbers {
 public:
  /// The text's number, and whether it is a new one.
  std::pair<std::int64_t, bool> of(const std::string& text) {
    const auto [place, is_new] =
        numbers_.try_emplace(text, static_cast<std::int64_t>(numbers_.size()) + 1);
    return {place->second, is_new};
  }

 private:
  std::unordered_map<std::string, std::int64_t> numbers_;
};

/// What one pass over the samples leaves to be written: images and categories come after the
/// annotations, so that the samples need not be read twice from a store that may change between.
class CocoWriter {
 public:
  explicit CocoWriter(std::ostream& out) : out_(out) {}

  void begin(const DatasetRecord& dataset) {
    const Json info{{"description", dataset.name},
                    {"version", "mbench " + std::string(program_version())},
                    {"date_created", dataset.indexed_at},
                    {"layout", dataset.layout},
                    {"root", dataset.root}};
    out_ << "{\"info\": " << line_of(info, dataset.root) << ",\n\"annotations\": [";
  }

  void add(const SampleRow& sample) {
    const std::string& image = sample.text("image");
    if (image.empty()) {
      throw UsageError(
          fmt::format("sample {} has no image: its composite is yet to be made", sample.title()),
          "leave such samples out with --where \"image is not null\"");
    }
    const Json annotation{{"id", ++annotations_},
                          {"image_id", image_id(image, sample)},
                          {"category_id", category_id(sample)},
                          {"name", sample.text("name")},
                          {"split", sample.text("split")},
                          {"alpha_file", json_of(sample.text("alpha"))},
                          {"trimap_file", json_of(sample.text("trimap"))},
                          {"entity", json_of(sample.text("entity"))},
                          {"type", json_of(sample.text("type"))},
                          {"foreground", json_of(sample.text("foreground"))},
                          {"background", json_of(sample.text("background"))},
                          {"unknown_share", sample.number("unknown_share").has_value()
                                                ? Json(*sample.number("unknown_share"))
                                                : Json()},
                          {"expressions", sample.expressions()}};
    out_ << (annotations_ == 1 ? "\n" : ",\n") << line_of(annotation, sample);
  }

  void end() {
    out_ << "\n],\n\"images\": [";
    write(images_);
    out_ << "\n],\n\"categories\": [";
    write(categories_);
    out_ << "\n]}\n";
  }

 private:
  std::int64_t image_id(const std::string& file, const SampleRow& sample) {
    const auto [id, is_new] = image_ids_.of(file);
    if (!is_new) return id;
    const Json image{{"id", id},
                     {"file_name", file},
                     {"width", whole(sample.number("width"))},
                     {"height", whole(sample.number("height"))}};
    images_.push_back(line_of(image, sample));
    return id;
  }

  Json category_id(const SampleRow& sample) {
    const std::string& name = sample.text("category");
    if (name.empty()) return nullptr;
    const auto [id, is_new] = category_ids_.of(name);
    if (is_new) {
      const Json category{{"id", id}, {"name", name}};
      categories_.push_back(line_of(category, sample));
    }
    return id;
  }

  void write(const std::vector<std::string>& lines) {
    const char* separator = "\n";
    for (const std::string& line : lines) {
      out_ << separator << line;
      separator = ",\n";
    }
  }

  std::ostream& out_;
  std::int64_t annotations_ = 0;
  Numbers image_ids_;
  Numbers category_ids_;
  std::vector<std::string> images_;
  std::vector<std::string> categories_;
};

}  // namespace

std::size_t export_jsonl(const SampleRows& samples, ExportOutput& output) {
  std::ostream& out = output.out();
  return samples.each([&](const SampleRow& sample) {
    Json object;
    for (std::size_t i = 0; i < sample.columns().size(); ++i) {
      object[sample.columns()[i]] = json_of(sample.values()[i]);
    }
    object["expressions"] = sample.expressions();
    out << line_of(object, sample) << '\n';
  });
}

std::size_t export_coco(const SampleRows& samples, ExportOutput& output) {
  CocoWriter writer(output.out());
  writer.begin(samples.dataset());
  const std::size_t count = samples.each([&](const SampleRow& sample) { writer.add(sample); });
  writer.end();
  return count;
}

std::size_t export_mmagic(const SampleRows& samples, ExportOutput& output) {
  std::ostream& out = output.out();
  const char* separator = "[\n";
  const std::size_t count = samples.each([&](const SampleRow& sample) {
    Json object = Json::object();
    for (const auto& [key, column] :
         {std::pair("alpha_path", "alpha"), std::pair("fg_path", "foreground_file"),
          std::pair("bg_path", "background_file"), std::pair("merged_path", "image"),
          std::pair("trimap_path", "trimap")}) {
      const std::string& path = sample.text(column);
      if (!path.empty()) object[key] = path;
    }
    out << separator << line_of(object, sample);
    separator = ",\n";
  });
  out << (count == 0 ? "[]\n" : "\n]\n");
  return count;
}

}  // namespace mbench

#include "cli/entity_list.h"

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/csv_records.h"
#include "datasets/file_tree.h"
#include "datasets/prepared_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 4> kColumns{"name", "category", "attributes", "synonyms"};

/// One entity as the list has it.
struct EntityRow {
  int line = 0;
  std::map<std::string, std::vector<std::string>, std::less<>> values;

  std::string first(std::string_view column) const {
    const auto place = values.find(column);
    return place == values.end() || place->second.empty() ? std::string() : place->second.front();
  }
  std::vector<std::string> all(std::string_view column) const {
    const auto place = values.find(column);
    return place == values.end() ? std::vector<std::string>() : place->second;
  }
};

bool is_list(std::string_view column) { return column == "attributes" || column == "synonyms"; }

/// Refuses lines of one file.
class Complaint {
 public:
  explicit Complaint(std::string file) : file_(std::move(file)) {}
  [[noreturn]] void operator()(int line, const std::string& what,
                               const std::string& hint = {}) const {
    throw DataError(fmt::format("{}:{}: {}", file_, line, what), hint);
  }

 private:
  std::string file_;
};

/// Without blanks around it, and each blank between words a single space.
std::string trimmed(std::string_view text) {
  std::string words;
  for (const char letter : text) {
    const bool blank = letter == ' ' || letter == '\t' || letter == '\r' || letter == '\n';
    if (!blank) {
      words += letter;
    } else if (!words.empty() && words.back() != ' ') {
      words += ' ';
    }
  }
  if (!words.empty() && words.back() == ' ') words.pop_back();
  return words;
}

std::vector<std::string> at_semicolons(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(';'), text.size());
    std::string part = trimmed(text.substr(0, end));
    if (!part.empty()) parts.push_back(std::move(part));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

void require_column(const std::string& name, int line, const Complaint& refuse) {
  if (std::find(kColumns.begin(), kColumns.end(), name) != kColumns.end()) return;
  refuse(line, fmt::format("there is no column {:?}", name),
         did_you_mean(name, {kColumns.begin(), kColumns.end()}));
}

std::vector<std::string> columns_of(const CsvRecord& header, const Complaint& refuse) {
  std::vector<std::string> columns;
  for (const std::string& field : header.fields) {
    const std::string name = trimmed(field);
    require_column(name, header.line, refuse);
    if (std::find(columns.begin(), columns.end(), name) != columns.end()) {
      refuse(header.line, fmt::format("the column {:?} is there twice", name));
    }
    columns.push_back(name);
  }
  for (const char* needed : {"name", "category"}) {
    if (std::find(columns.begin(), columns.end(), needed) == columns.end()) {
      refuse(header.line, fmt::format("there is no column '{}'", needed),
             "the first line names the columns: name,category,attributes,synonyms");
    }
  }
  return columns;
}

std::vector<EntityRow> rows_of_csv(std::string_view text, const std::string& file,
                                   const Complaint& refuse) {
  const std::vector<CsvRecord> records = parse_csv(text, file);
  if (records.empty()) {
    refuse(1, "there are no entities in it",
           "the first line names the columns: name,category,attributes,synonyms");
  }
  const std::vector<std::string> columns = columns_of(records.front(), refuse);
  std::vector<EntityRow> rows;
  for (auto record = records.begin() + 1; record != records.end(); ++record) {
    if (record->fields.size() != columns.size()) {
      refuse(record->line, fmt::format("there are {} fields where the first line names {} columns",
                                       record->fields.size(), columns.size()));
    }
    EntityRow row{record->line, {}};
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const std::string& field = record->fields[i];
      row.values[columns[i]] =
          is_list(columns[i]) ? at_semicolons(field) : std::vector<std::string>{trimmed(field)};
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::string> texts_of(const Json& value, const std::string& key, int line,
                                  const Complaint& refuse) {
  if (value.is_null()) return {};
  if (value.is_string()) return {trimmed(value.get<std::string>())};
  if (!is_list(key) || !value.is_array()) refuse(line, fmt::format("'{}' is no text", key));
  std::vector<std::string> texts;
  for (const Json& text : value) {
    if (!text.is_string()) refuse(line, fmt::format("'{}' is no list of texts", key));
    texts.push_back(trimmed(text.get<std::string>()));
    if (texts.back().empty()) texts.pop_back();
  }
  return texts;
}

std::vector<EntityRow> rows_of_json(std::string_view text, const Complaint& refuse) {
  std::vector<EntityRow> rows;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(content).empty()) continue;
    const Json object = Json::parse(content.begin(), content.end(), nullptr, false);
    if (!object.is_object()) {
      refuse(number, "this is no JSON object",
             R"(write one a line: {"name": "cat-03", "category": "cat"})");
    }
    EntityRow row{number, {}};
    for (const auto& [key, value] : object.items()) {
      require_column(key, number, refuse);
      row.values[key] = texts_of(value, key, number, refuse);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The pictures of one folder by stem.
class PictureFolder {
 public:
  PictureFolder(const fs::path& folder, std::string what) : tree_(folder), what_(std::move(what)) {
    for (const TreeFile& file : tree_.in("")) {
      if (!is_picture_name(file.name())) continue;
      pictures_[std::string(file.stem())].push_back(&file);
    }
    if (pictures_.empty()) {
      throw DataError(fmt::format("there are no pictures in {}", folder.string()),
                      fmt::format("name the folder that holds the {}s", what_));
    }
  }

  fs::path picture_of(const std::string& name, int line, const Complaint& refuse) const {
    const auto place = pictures_.find(name);
    if (place == pictures_.end()) {
      std::vector<std::string> names;
      for (const auto& picture : pictures_) names.push_back(picture.first);
      refuse(line, fmt::format("there is no {} of '{}' in {}", what_, name, tree_.root().string()),
             names.size() > 1000 ? std::string("add it, or take the line out")
                                 : did_you_mean(name, names));
    }
    if (place->second.size() > 1) {
      refuse(line,
             fmt::format("there are two {}s of '{}' in {}: {} and {}", what_, name,
                         tree_.root().string(), place->second[0]->path, place->second[1]->path),
             "keep one of them");
    }
    return tree_.absolute(place->second.front()->path);
  }

 private:
  FileTree tree_;
  std::string what_;
  std::map<std::string, std::vector<const TreeFile*>> pictures_;
};

/// "cats/cat-03.png" is no name; "cat-03.png" names the pictures cat-03.
std::string name_of_row(const EntityRow& row, const Complaint& refuse) {
  std::string name = row.first("name");
  if (is_picture_name(name)) name.resize(name.rfind('.'));
  if (name.empty()) refuse(row.line, "there is no name", "it is that of the files, without ending");
  if (!is_plain_name(name)) {
    refuse(row.line, fmt::format("{:?} is no file's name", name),
           "give the file's name alone, without its folder and ending");
  }
  return name;
}

void require_words(const std::vector<std::string>& words, int line, const Complaint& refuse) {
  constexpr std::size_t kLongestBytes = 200;
  for (const std::string& word : words) {
    const bool control = std::any_of(word.begin(), word.end(), [](unsigned char letter) {
      return letter < 0x20 || letter == 0x7F;
    });
    if (control || word.size() > kLongestBytes) {
      refuse(line, fmt::format("{:?} is no word or phrase", word.substr(0, 80)),
             fmt::format("use at most {} bytes and no control characters", kLongestBytes));
    }
  }
}

Entity entity_of(const EntityRow& row, const Complaint& refuse) {
  Entity entity;
  entity.name = name_of_row(row, refuse);
  entity.category = row.first("category");
  entity.attributes = row.all("attributes");
  entity.synonyms = row.all("synonyms");
  if (entity.category.empty()) {
    refuse(row.line, fmt::format("'{}' has no category", entity.name),
           "say what it is, such as dog or glass bowl");
  }
  require_words({entity.category}, row.line, refuse);
  require_words(entity.attributes, row.line, refuse);
  require_words(entity.synonyms, row.line, refuse);
  return entity;
}

}  // namespace

std::vector<Entity> read_entity_list(const fs::path& file, const EntityFolders& folders) {
  const std::string content = read_text(file);
  const Complaint refuse(file.string());
  const std::string_view text = without_byte_order_mark(content);
  if (!is_utf8(text)) {
    throw DataError(fmt::format("{} is not UTF-8", file.string()),
                    fmt::format("convert it, as with `iconv -f latin1 -t utf-8 {0} > utf8-{0}`",
                                file.filename().string()));
  }
  const bool json = file.extension() == ".jsonl" || text.starts_with('{');
  const std::vector<EntityRow> rows =
      json ? rows_of_json(text, refuse) : rows_of_csv(text, file.string(), refuse);
  if (rows.empty()) {
    throw DataError(fmt::format("{} names no entities", file.string()), "add a line for each");
  }
  const PictureFolder foregrounds(folders.foregrounds, "foreground");
  const PictureFolder alphas(folders.alphas, "alpha");
  std::map<std::string, int> lines;
  std::vector<Entity> entities;
  for (const EntityRow& row : rows) {
    Entity entity = entity_of(row, refuse);
    const auto [place, is_new] = lines.emplace(entity.name, row.line);
    if (!is_new) {
      refuse(row.line, fmt::format("'{}' is there already, in line {}", entity.name, place->second),
             "name each entity once");
    }
    entity.foreground = foregrounds.picture_of(entity.name, row.line, refuse);
    entity.alpha = alphas.picture_of(entity.name, row.line, refuse);
    entities.push_back(std::move(entity));
  }
  return entities;
}

std::vector<fs::path> pictures_in(const fs::path& folder) {
  const FileTree tree(folder);
  std::vector<fs::path> pictures;
  for (const TreeFile& file : tree.in("")) {
    if (is_picture_name(file.name())) pictures.push_back(tree.absolute(file.path));
  }
  if (pictures.empty()) {
    throw DataError(fmt::format("there are no pictures in {}", folder.string()),
                    "name the folder that holds the backgrounds");
  }
  return pictures;
}

}  // namespace mbench

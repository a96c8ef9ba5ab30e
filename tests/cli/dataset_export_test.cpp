// Every format is written, read back by a reader of its kind, and compared with the index.

#include "cli/dataset_export.h"

#include "core/error.h"
#include "datasets/csv_records.h"
#include "store/sample_store.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace mbench {
namespace {

using Json = nlohmann::json;

SampleRecord sample_named(const std::string& name, const std::string& split) {
  SampleRecord sample;
  sample.name = name;
  sample.split = split;
  sample.image = "images/" + name + ".jpg";
  sample.alpha = "alphas/" + name + ".png";
  sample.trimap = "trimaps/" + name + ".png";
  return sample;
}

std::vector<FileRecord> files_of(const std::vector<SampleRecord>& samples) {
  std::vector<std::string> paths;
  for (const SampleRecord& sample : samples) {
    for (const std::string* path : {&sample.image, &sample.alpha, &sample.trimap,
                                    &sample.foreground_file, &sample.background_file}) {
      if (!path->empty()) paths.push_back(*path);
    }
  }
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::vector<FileRecord> files;
  for (const std::string& path : paths) {
    FileRecord file;
    file.path = path;
    file.bytes = 10;
    files.push_back(file);
  }
  return files;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> parts_of(const std::string& line, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(line);
  for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
  return parts;
}

DatasetSelection mine(const std::string& where = "", const std::string& split = "") {
  return {"mine", where, split, 0, false};
}

class DatasetExport : public testing::Test {
 protected:
  DatasetExport() : database(folder.path() / "store.db", Database::Open::create) {
    SampleRecord cat = sample_named("a cat, \"grey\" 'n' old", "test");
    cat.category = "animal";
    cat.entity = "cat";
    cat.foreground = "cat";
    cat.width = 200;
    cat.height = 100;
    cat.unknown_share = 0.1;
    cat.expressions = {"the \"cat\", grey", "line\nbreak", "\xE7\x8C\xAB"};
    cat.foreground_file = "fg/cat.png";
    cat.background_file = "bg/room.png";
    SampleRecord second = sample_named("=dog", "test");  // in the cat's picture
    second.image = cat.image;
    second.category = "animal";
    SampleRecord fern = sample_named("fern", "train");
    fern.category = "plant";
    samples = {cat, second, fern};
    index("mine", samples);
    index("other", {sample_named("fern", "train")});
  }

  void index(const std::string& name, const std::vector<SampleRecord>& of) {
    SampleStore(database).replace({name, "folder", "", "", "/data/" + name, "", 0, 0}, files_of(of),
                                  of);
  }

  std::string exported(const std::string& format, const DatasetSelection& selection) {
    std::ostringstream standard;
    ExportOutput output("", standard);
    find_dataset_exporter(format).write(SampleRows(database, selection), output);
    output.commit();
    return standard.str();
  }
  std::string exported(const std::string& format) { return exported(format, mine()); }

  /// The message and hint of the error that exporting ends with.
  std::string refusal(const std::string& format, const DatasetSelection& selection = mine()) {
    try {
      exported(format, selection);
    } catch (const Error& error) {
      return std::string(error.what()) + " | " + error.hint();
    }
    return "it was written";
  }

  /// What the index holds.
  std::vector<std::vector<QueryValue>> rows() {
    std::vector<std::vector<QueryValue>> all;
    query(database, "SELECT * FROM samples WHERE dataset = 'mine' ORDER BY id",
          {[](const auto&) {}, [&](const auto& row) { all.push_back(row); }});
    return all;
  }

  TemporaryFolder folder;
  Database database;
  std::vector<SampleRecord> samples;
};

std::string text_of(const QueryValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

Json json_of(const QueryValue& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return {};
}

TEST_F(DatasetExport, CsvHoldsEveryColumn) {
  const std::vector<CsvRecord> records = parse_csv(exported("csv"), "export.csv");
  const auto index = rows();
  ASSERT_EQ(records.size(), 1 + index.size());
  EXPECT_EQ(records[0].fields, sample_columns(database));
  for (std::size_t i = 0; i < index.size(); ++i) {
    std::vector<std::string> expected;
    for (const QueryValue& value : index[i]) expected.push_back(text_of(value));
    EXPECT_EQ(records[i + 1].fields, expected);
  }
}

TEST_F(DatasetExport, JsonLinesHoldEveryColumnAndTheExpressions) {
  const std::vector<std::string> lines = lines_of(exported("jsonl"));
  const std::vector<std::string> columns = sample_columns(database);
  const auto index = rows();
  ASSERT_EQ(lines.size(), index.size());
  for (std::size_t i = 0; i < index.size(); ++i) {
    const Json object = Json::parse(lines[i]);
    EXPECT_EQ(object.size(), columns.size() + 1);
    for (std::size_t column = 0; column < columns.size(); ++column) {
      EXPECT_EQ(object[columns[column]], json_of(index[i][column])) << columns[column];
    }
    EXPECT_EQ(object["expressions"], Json(samples[i].expressions));
  }
  EXPECT_TRUE(Json::parse(lines[1])["unknown_share"].is_null());
  EXPECT_EQ(Json::parse(lines[0])["unknown_share"], 0.1);
}

TEST_F(DatasetExport, CocoHasOneEntryForEachImageFile) {
  const Json coco = Json::parse(exported("coco"));
  EXPECT_EQ(coco["info"]["description"], "mine");
  ASSERT_EQ(coco["images"].size(), 2U);  // cat and dog are in one
  ASSERT_EQ(coco["annotations"].size(), 3U);
  EXPECT_EQ(coco["images"][0]["width"], 200);
  EXPECT_TRUE(coco["images"][1]["width"].is_null());
  std::map<int, std::string> file;
  std::map<int, std::string> category;
  for (const Json& image : coco["images"]) file[image["id"]] = image["file_name"];
  for (const Json& one : coco["categories"]) category[one["id"]] = one["name"];
  EXPECT_EQ(category.size(), 2U);
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const Json& annotation = coco["annotations"][i];
    EXPECT_EQ(file.at(annotation["image_id"]), samples[i].image);
    EXPECT_EQ(category.at(annotation["category_id"]), samples[i].category);
    EXPECT_EQ(annotation["name"], samples[i].name);
    EXPECT_EQ(annotation["split"], samples[i].split);
    EXPECT_EQ(annotation["alpha_file"], samples[i].alpha);
    EXPECT_EQ(annotation["trimap_file"], samples[i].trimap);
    EXPECT_EQ(annotation["expressions"], Json(samples[i].expressions));
  }
  EXPECT_EQ(coco["annotations"][0]["entity"], "cat");
}

TEST_F(DatasetExport, MmagicHasTheKeysThatThereAreFilesFor) {
  const Json list = Json::parse(exported("mmagic"));
  ASSERT_EQ(list.size(), 3U);
  EXPECT_EQ(list[0], (Json{{"alpha_path", samples[0].alpha},
                           {"fg_path", "fg/cat.png"},
                           {"bg_path", "bg/room.png"},
                           {"merged_path", samples[0].image},
                           {"trimap_path", samples[0].trimap}}));
  EXPECT_EQ(list[2], (Json{{"alpha_path", samples[2].alpha},
                           {"merged_path", samples[2].image},
                           {"trimap_path", samples[2].trimap}}));
  EXPECT_EQ(Json::parse(exported("mmagic", mine("false"))), Json::array());
}

TEST_F(DatasetExport, ListsPairByTheirLines) {
  std::ostringstream standard;
  const fs::path lists = folder.path() / "lists";
  ExportOutput output(lists.string(), standard);
  EXPECT_EQ(find_dataset_exporter("lists").write(SampleRows(database, mine()), output), 3U);
  EXPECT_FALSE(fs::exists(lists / "images.txt"));
  output.commit();
  const auto images = lines_of(read_text(lists / "images.txt"));
  const auto alphas = lines_of(read_text(lists / "alphas.txt"));
  const auto trimaps = lines_of(read_text(lists / "trimaps.txt"));
  ASSERT_EQ(images.size(), 3U);
  ASSERT_EQ(alphas.size(), 3U);
  ASSERT_EQ(trimaps.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(images[i], samples[i].image);
    EXPECT_EQ(alphas[i], samples[i].alpha);
    EXPECT_EQ(trimaps[i], samples[i].trimap);
  }
}

TEST_F(DatasetExport, ListsLeaveNoFileOfAnEarlierExport) {
  std::ostringstream standard;
  const fs::path lists = folder.path() / "lists";
  write_file_atomically(lists / "trimaps.txt", "old\n");
  samples[0].trimap = samples[1].trimap = samples[2].trimap = "";
  index("mine", samples);
  ExportOutput output(lists.string(), standard);
  find_dataset_exporter("lists").write(SampleRows(database, mine()), output);
  output.commit();
  EXPECT_TRUE(fs::exists(lists / "alphas.txt"));
  EXPECT_FALSE(fs::exists(lists / "trimaps.txt"));
}

TEST_F(DatasetExport, LinesOfIndexnetHoldImageAlphaAndTrimap) {
  const std::vector<std::string> lines = lines_of(exported("indexnet"));
  ASSERT_EQ(lines.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(parts_of(lines[i], '\t'),
              (std::vector{samples[i].image, samples[i].alpha, samples[i].trimap}));
  }
}

TEST_F(DatasetExport, CompositesYetToBeMadeHaveLinesOfTheirOwn) {
  samples.resize(1);
  samples[0].image = samples[0].trimap = "";
  index("mine", samples);
  EXPECT_EQ(exported("paddleseg"), "fg/cat.png|bg/room.png\n");
  samples[0].trimap = "trimaps/cat.png";
  index("mine", samples);
  EXPECT_EQ(exported("paddleseg"), "fg/cat.png|bg/room.png|trimaps/cat.png\n");
  samples[0].trimap = "";
  index("mine", samples);
  EXPECT_NE(refusal("indexnet").find("has not the files"), std::string::npos);
  EXPECT_NE(refusal("coco").find("image is not null"), std::string::npos);
  samples[0].image = "merged/cat.png";
  index("mine", samples);
  EXPECT_EQ(exported("indexnet"),
            "merged/cat.png\t" + samples[0].alpha + "\tfg/cat.png\tbg/room.png\n");
}

TEST_F(DatasetExport, RefusesNamesThatALineCannotHold) {
  const auto refusal_with = [&](const std::string& format, const std::string& image) {
    samples[1].image = image;
    index("mine", samples);
    return refusal(format);
  };
  EXPECT_NE(refusal_with("paddleseg", "a|b.png").find("a|b.png"), std::string::npos);
  EXPECT_EQ(refusal_with("indexnet", "a|b.png"), "it was written");
  EXPECT_NE(refusal_with("indexnet", "a\tb.png").find("a\\x09b.png"), std::string::npos);
  EXPECT_NE(refusal_with("paddleseg", "a\nb.png").find("a\\x0ab.png"), std::string::npos);
  EXPECT_NE(refusal_with("indexnet", "a.png ").find("a blank at its end"), std::string::npos);
  EXPECT_EQ(refusal_with("csv", "a\nb.png"), "it was written");
  EXPECT_EQ(parse_csv(exported("csv"), "x")[2].fields[15], "a\nb.png");
}

TEST_F(DatasetExport, RefusesLinesThatAreUnlikeEachOther) {
  samples[2].trimap = "";
  index("mine", samples);
  const std::string message = refusal("indexnet");
  EXPECT_NE(message.find("sample 'fern' of split train has image, alpha, but"), std::string::npos)
      << message;
  EXPECT_EQ(refusal("indexnet", mine("trimap is not null")), "it was written");
}

TEST_F(DatasetExport, RefusesWhatJsonCannotHold) {
  samples[2].image = "caf\xE9.png";
  index("mine", samples);
  for (const char* format : {"jsonl", "coco", "mmagic"}) {
    EXPECT_NE(refusal(format).find("not all UTF-8"), std::string::npos) << format;
  }
}

TEST_F(DatasetExport, ChoosesBySplitAndConditionAndMakesPathsAbsolute) {
  EXPECT_EQ(lines_of(exported("jsonl", mine("", "train"))).size(), 1U);
  EXPECT_EQ(lines_of(exported("jsonl", mine("category = 'animal' -- or so"))).size(), 2U);
  EXPECT_EQ(lines_of(exported("jsonl", mine("category = 'plant'", "test"))).size(), 0U);
  EXPECT_EQ(lines_of(exported("jsonl", {"mine", "", "", 2, false})).size(), 2U);
  const Json fern = Json::parse(exported("jsonl", {"mine", "", "train", 0, true}));
  EXPECT_EQ(fern["image"], "/data/mine/images/fern.jpg");
  EXPECT_EQ(fern["trimap"], "/data/mine/trimaps/fern.png");
  EXPECT_TRUE(fern["foreground_file"].is_null());
  EXPECT_EQ(fern["name"], "fern");
}

TEST_F(DatasetExport, RefusesUnknownNamesWithTheNearest) {
  EXPECT_NE(refusal("csv", {"mien", "", "", 0, false}).find("'mine'"), std::string::npos);
  EXPECT_NE(refusal("csv", mine("", "tset")).find("'test'"), std::string::npos);
  EXPECT_NE(refusal("csv", mine("categry = 1")).find("'category'"), std::string::npos);
  EXPECT_NE(refusal("csv", mine("width >")).find("syntax error"), std::string::npos);
  EXPECT_THROW(find_dataset_exporter("cocoo"), UsageError);
}

TEST_F(DatasetExport, AFileAppearsWholeOrNotAtAll) {
  const fs::path file = folder.path() / "out" / "mine.csv";
  std::ostringstream standard;
  {
    ExportOutput output(file.string(), standard);
    find_dataset_exporter("csv").write(SampleRows(database, mine()), output);
    EXPECT_FALSE(fs::exists(file));
  }
  EXPECT_TRUE(fs::is_empty(file.parent_path()));
  ExportOutput output(file.string(), standard);
  find_dataset_exporter("csv").write(SampleRows(database, mine()), output);
  output.commit();
  EXPECT_EQ(read_text(file), exported("csv"));
  EXPECT_EQ(standard.str(), "");
}

TEST(DatasetSelection, TwoDataSetsOfOneNameAreToldByTheirFolders) {
  const TemporaryFolder folder;
  Database database(folder.path() / "store.db", Database::Open::create);
  const fs::path real = fs::canonical(folder.path());
  SampleStore store(database);
  for (const char* at : {"one", "two"}) {
    fs::create_directories(real / at);
    store.replace({"set", "folder", "", "", (real / at).string(), "", 0, 0}, {},
                  std::vector<SampleRecord>{});
  }
  EXPECT_THROW(store.dataset("set"), UsageError);
  EXPECT_EQ(store.dataset((real / "one" / ".." / "two").string()).root, (real / "two").string());
}

}  // namespace
}  // namespace mbench

// `mbench data query` from outside: what it finds, measures, refuses and writes.

#include "core/image_io.h"
#include "tests/cli/data_program.h"

#include <sstream>

namespace mbench {
namespace {

/// Three photographs of 96x64 whose trimaps are unknown to 0, a quarter and a half.
class ProgramDataQuery : public DataProgram {
 protected:
  ProgramDataQuery() {
    write_fixture("folder", 3);
    for (int i = 0; i < 3; ++i) {
      cv::Mat pixels(64, 96, CV_8UC1, cv::Scalar(255));
      pixels.rowRange(0, 16 * i).setTo(cv::Scalar(128));
      write_trimap(path("folder/trimaps/photo-00" + std::to_string(i) + ".png"), Trimap(pixels));
    }
    output_of("mbench data index folder --name mine");
  }

  /// The names that a query finds, in its order.
  std::vector<std::string> found(const std::string& options) const {
    std::vector<std::string> names;
    for (const auto& row : json_of("mbench data query " + options + " -o json")) {
      names.push_back(row.at("name"));
    }
    return names;
  }
};

using Names = std::vector<std::string>;

TEST_F(ProgramDataQuery, MeasuresUnknownSharesBeforeAConditionOnThem) {
  const std::string columns = "mbench data query mine --columns name,unknown_share -o json";
  EXPECT_TRUE(json_of(columns)[1]["unknown_share"].is_null());
  EXPECT_EQ(found("mine --where 'unknown_share >= 0.25'"), (Names{"photo-001", "photo-002"}));
  EXPECT_EQ(json_of(columns)[1]["unknown_share"], 0.25);
  EXPECT_EQ(json_of(columns)[2]["unknown_share"], 0.5);
}

TEST_F(ProgramDataQuery, MeasuresUnknownSharesBeforeAnOrderByThem) {
  EXPECT_EQ(found("--order 'unknown_share DESC'"), (Names{"photo-002", "photo-001", "photo-000"}));
}

TEST_F(ProgramDataQuery, MeasuresUnknownSharesBeforeAWholeQueryForThem) {
  const auto rows =
      json_of("mbench data query --sql 'SELECT sum(unknown_share) AS s FROM samples' -o json");
  EXPECT_EQ(rows[0]["s"], 0.75);
}

TEST_F(ProgramDataQuery, WarnsOfATrimapThatCannotBeDecoded) {
  halve("folder/trimaps/photo-002.png");
  output_of("mbench data index folder");
  const ProgramResult result = run("mbench data query --where 'unknown_share > 0' -o csv");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_TRUE(says(result.err, {"trimaps/photo-002.png"}));
  EXPECT_EQ(count_lines(result.out), 2U);
}

TEST_F(ProgramDataQuery, OnlyReads) {
  for (const char* sql :
       {"DELETE FROM sample", "PRAGMA user_version = 9", "ATTACH 'other.db' AS other",
        "UPDATE dataset SET name = 'theirs'", "SELECT 1; DROP TABLE sample",
        "INSERT INTO expression VALUES (1, 1, 1, 'x')"}) {
    const std::string line = std::string("mbench data query --sql \"") + sql + "\"";
    EXPECT_TRUE(says(complaint_of(line, 2), {"the query cannot be run"}));
  }
  EXPECT_TRUE(says(complaint_of("mbench data query --where 'true); DELETE FROM sample; --'", 2),
                   {"the query cannot be run"}));
  EXPECT_FALSE(fs::exists(path("other.db")));
  EXPECT_EQ(found("mine").size(), 3U);
}

TEST_F(ProgramDataQuery, SuggestsTheNearestColumn) {
  EXPECT_TRUE(says(complaint_of("mbench data query --where 'widht > 3'", 2),
                   {"no such column: widht", "'width'"}));
  EXPECT_TRUE(says(complaint_of("mbench data query --columns nam", 2), {"'name'"}));
}

TEST_F(ProgramDataQuery, TakesAConditionThatEndsInAComment) {
  EXPECT_EQ(found("--where \"name = 'photo-001' -- the second\" --limit 5"), Names{"photo-001"});
}

TEST_F(ProgramDataQuery, TakesANameWithAnApostrophe) {
  output_of("mbench data index folder --name \"it's mine\"");
  EXPECT_EQ(found("\"it's mine\"").size(), 3U);
  complaint_of("mbench data query mine", 2);
}

TEST_F(ProgramDataQuery, GivesAtMostSoManyRowsInTheOrderThatIsAsked) {
  EXPECT_EQ(found("mine --limit 2"), (Names{"photo-000", "photo-001"}));
  EXPECT_EQ(found("mine --order 'name DESC' --limit 2"), (Names{"photo-002", "photo-001"}));
  EXPECT_EQ(run("mbench data query mine --limit 0").exit_code, 2);
}

TEST_F(ProgramDataQuery, TakesAWholeQueryAlone) {
  for (const char* other : {"mine", "--where true", "--limit 3", "--columns name"}) {
    const std::string line = std::string("mbench data query ") + other + " --sql 'SELECT 1'";
    EXPECT_TRUE(says(complaint_of(line, 2), {"--sql is a whole query"}));
  }
}

TEST_F(ProgramDataQuery, WritesEveryFormat) {
  const std::string line = "mbench data query --columns name,width,category -o ";
  const auto rows = json_of(line + "json");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[2]["width"], 96);
  std::istringstream lines(output_of(line + "jsonl"));
  std::size_t count = 0;
  for (std::string text; std::getline(lines, text); ++count) {
    EXPECT_EQ(nlohmann::json::parse(text), rows[count]);
  }
  EXPECT_EQ(count, 3U);
  const std::string csv = output_of(line + "csv");
  EXPECT_EQ(csv.substr(0, csv.find('\n')), "name,width,category");
  EXPECT_TRUE(says(csv, {"photo-000,96,", "photo-002,96,"}));
  EXPECT_EQ(count_lines(csv), 4U);
  EXPECT_TRUE(says(output_of(line + "md"), {"| name", "| --", "| photo-000 "}));
  EXPECT_TRUE(says(output_of(line + "table"), {"name", "photo-000", "96"}));
}

TEST_F(ProgramDataQuery, WritesEveryFormatOfNothing) {
  const std::string line = "mbench data query --where false -o ";
  EXPECT_EQ(json_of(line + "json"), nlohmann::json::array());
  EXPECT_EQ(output_of(line + "jsonl"), "");
  EXPECT_EQ(count_lines(output_of(line + "csv")), 1U);
}

TEST_F(ProgramDataQuery, KnowsWhatPeopleCallAnEntity) {
  index_fixture("refmatte-rw100");
  const auto rows =
      json_of("mbench data query --sql \"SELECT name, text FROM expressions\" -o json");
  EXPECT_GE(rows.size(), 4U);
  EXPECT_EQ(rows[0]["text"], "the disc");
}

}  // namespace
}  // namespace mbench

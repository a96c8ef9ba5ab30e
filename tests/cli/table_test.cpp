#include "cli/table.h"

#include <gtest/gtest.h>

#include <sstream>

namespace mbench {
namespace {

Table two_alphas() {
  Table table({{"name"}, {"metrics.sad", 2}, {"warnings", -1, true}});
  table.add({"cat", 1.0 / 3.0, Table::Cell::array({"one", "two"})});
  table.add({"a,\"b\"", nullptr, Table::Cell::array()});
  table.add_summary({"mean", 1.0 / 3.0, nullptr});
  return table;
}

std::string written(const Table& table, OutputFormat format, const TableStyle& style = {}) {
  std::ostringstream out;
  table.write(format, style, out);
  return out.str();
}

TEST(Table, AlignsAndRoundsForPeople) {
  EXPECT_EQ(written(two_alphas(), OutputFormat::table),
            "name    sad\n"
            "cat    0.33\n"
            "a,\"b\"     -\n"
            "mean   0.33\n");
}

TEST(Table, KeepsEveryDigitInCsvAndQuotesCommas) {
  EXPECT_EQ(written(two_alphas(), OutputFormat::csv),
            "name,sad,warnings\n"
            "cat,0.3333333333333333,one; two\n"
            "\"a,\"\"b\"\"\",,\n");
}

TEST(Table, NestsPathsWithDotsInJson) {
  const auto parsed = nlohmann::json::parse(written(two_alphas(), OutputFormat::json));
  ASSERT_EQ(parsed.size(), 2U);
  EXPECT_EQ(parsed[0]["metrics"]["sad"].get<double>(), 1.0 / 3.0);
  EXPECT_TRUE(parsed[1]["metrics"]["sad"].is_null());
  EXPECT_EQ(parsed[0]["warnings"].size(), 2U);
}

TEST(Table, WritesOneObjectALineInJsonl) {
  std::istringstream lines(written(two_alphas(), OutputFormat::jsonl));
  std::string line;
  int count = 0;
  while (std::getline(lines, line)) {
    EXPECT_TRUE(nlohmann::json::parse(line).is_object());
    ++count;
  }
  EXPECT_EQ(count, 2);
}

TEST(Table, EscapesBarsInMarkdownAndAddsTheMean) {
  Table table({{"name"}, {"sad", 1}});
  table.add({"a|b", 2.25});
  table.add_summary({"mean", 2.25});
  EXPECT_EQ(written(table, OutputFormat::md),
            "| name | sad |\n"
            "| --- | ---: |\n"
            "| a\\|b | 2.2 |\n"
            "| mean | 2.2 |\n");
}

TEST(Table, CutsTheWidestTextToTheTerminal) {
  Table table({{"name"}, {"summary"}, {"n"}});
  table.add({"one", "a summary that is much too long for so narrow a terminal", 12});
  TableStyle narrow;
  narrow.columns = 30;
  std::istringstream lines(written(table, OutputFormat::table, narrow));
  std::string heading;
  std::string row;
  std::getline(lines, heading);
  std::getline(lines, row);
  EXPECT_EQ(heading, "name  summary                n");
  EXPECT_EQ(row, "one   a summary that is m…  12");
}

TEST(Table, NeverLetsTextMoveTheCursor) {
  Table table({{"name"}});
  table.add({"evil\033[2J\nname"});
  EXPECT_EQ(written(table, OutputFormat::table), "name\nevil?[2J?name\n");
}

TEST(Table, EmptyListingsAreStillValid) {
  const Table table({{"name"}});
  EXPECT_EQ(written(table, OutputFormat::json), "[]\n");
  EXPECT_EQ(written(table, OutputFormat::jsonl), "");
  EXPECT_EQ(written(table, OutputFormat::csv), "name\n");
}

TEST(Table, ReplacesWhatIsNotUtf8InJson) {
  Table table({{"name"}});
  table.add({"caf\xe9"});
  EXPECT_EQ(nlohmann::json::parse(written(table, OutputFormat::json))[0]["name"],
            "caf\xef\xbf\xbd");
}

TEST(Record, IsAnObjectInJsonAndTwoColumnsElsewhere) {
  nlohmann::ordered_json record;
  record["cpu"] = "a processor";
  record["gpu"] = nullptr;
  std::ostringstream json;
  write_record(record, OutputFormat::json, {}, json);
  EXPECT_EQ(nlohmann::json::parse(json.str()), record);
  std::ostringstream csv;
  write_record(record, OutputFormat::csv, {}, csv);
  EXPECT_EQ(csv.str(), "field,value\ncpu,a processor\ngpu,\n");
}

}  // namespace
}  // namespace mbench

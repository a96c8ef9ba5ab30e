#include "datasets/csv_records.h"

#include <gmock/gmock.h>

#include "core/error.h"
#include "tests/datasets/tiny_dataset.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Fields = std::vector<std::string>;

std::vector<Fields> fields_of(const std::string& text) {
  std::vector<Fields> fields;
  for (const CsvRecord& record : parse_csv(text, "list.csv")) fields.push_back(record.fields);
  return fields;
}

std::string complaint_about(const std::string& text) {
  return message_of<DataError>([&] { parse_csv(text, "list.csv"); });
}

TEST(CsvRecords, SplitsAtCommasAndLineEnds) {
  EXPECT_THAT(fields_of("a,b\nc,d\n"), ElementsAre(Fields{"a", "b"}, Fields{"c", "d"}));
}

TEST(CsvRecords, TakesEitherLineEndAndNoneAtTheEnd) {
  EXPECT_THAT(fields_of("a,b\r\nc,d"), ElementsAre(Fields{"a", "b"}, Fields{"c", "d"}));
  EXPECT_THAT(fields_of("a,b\r"), ElementsAre(Fields{"a", "b"}));
}

TEST(CsvRecords, KeepsEmptyFieldsAndBlanks) {
  EXPECT_THAT(fields_of(",\n a ,,\n"), ElementsAre(Fields{"", ""}, Fields{" a ", "", ""}));
}

TEST(CsvRecords, ReadsQuotedFieldsWithCommasQuotesAndLineEnds) {
  EXPECT_THAT(fields_of("\"a,b\",\"say \"\"cat\"\"\",\"two\r\nlines\",\"\"\n"),
              ElementsAre(Fields{"a,b", "say \"cat\"", "two\r\nlines", ""}));
}

TEST(CsvRecords, CountsTheLinesWithinQuotedFieldsAndEmptyOnes) {
  const std::vector<CsvRecord> records = parse_csv("a\n\n\"b\nb\"\nc\n", "list.csv");
  ASSERT_EQ(records.size(), 3U);
  EXPECT_EQ(records[0].line, 1);
  EXPECT_EQ(records[1].line, 3);
  EXPECT_EQ(records[2].line, 5);
}

TEST(CsvRecords, PassesOverAByteOrderMark) {
  EXPECT_THAT(fields_of("\xEF\xBB\xBF\"a\",b"), ElementsAre(Fields{"a", "b"}));
  EXPECT_THAT(fields_of("\xEF\xBB\xBF"), IsEmpty());
  EXPECT_THAT(fields_of(""), IsEmpty());
}

TEST(CsvRecords, NamesTheLineOfAQuoteThatIsNeverClosed) {
  EXPECT_THAT(complaint_about("a\nb,\"c\nd\n"), HasSubstr("list.csv:2: a quote is opened"));
}

TEST(CsvRecords, RefusesQuotesInTheMiddle) {
  EXPECT_THAT(complaint_about("a\nb\"c\"\n"), HasSubstr("list.csv:2: a quote stands within"));
  EXPECT_THAT(complaint_about("\"a\"b\n"), HasSubstr("list.csv:1: text follows"));
  EXPECT_THAT(complaint_about("\"a\"\rb\n"), HasSubstr("list.csv:1: text follows"));
}

}  // namespace
}  // namespace mbench

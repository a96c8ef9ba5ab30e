#include "reports/html_text.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

const std::string kReplacement = "\xEF\xBF\xBD";

TEST(HtmlEscaped, WritesTheFiveCharactersThatMeanSomethingAsReferences) {
  EXPECT_EQ(html_escaped(R"(<a b="c" d='e'>&amp;)"),
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
}

TEST(HtmlEscaped, LeavesTextOfOtherLanguagesAlone) {
  EXPECT_EQ(html_escaped("Löwenzahn 蒲公英 \xF0\x9F\x8C\xBC\n\t"),
            "Löwenzahn 蒲公英 \xF0\x9F\x8C\xBC\n\t");
}

TEST(HtmlEscaped, ReplacesControlCharacters) {
  EXPECT_EQ(html_escaped(std::string_view("a\0b\x1B[c\x7F", 7)),
            "a" + kReplacement + "b" + kReplacement + "[c" + kReplacement);
  EXPECT_EQ(html_escaped("\xC2\x85"), kReplacement);      // U+0085
  EXPECT_EQ(html_escaped("\xEF\xBF\xBF"), kReplacement);  // U+FFFF
}

TEST(HtmlEscaped, ReplacesEachByteThatIsNotUtf8) {
  EXPECT_EQ(html_escaped("\xFF"), kReplacement);
  EXPECT_EQ(html_escaped("\xC0\xBC"), kReplacement + kReplacement);  // '<' in two bytes
  EXPECT_EQ(html_escaped("\xE0\x80\xBC"), kReplacement + kReplacement + kReplacement);
  EXPECT_EQ(html_escaped("\xED\xA0\x80"), kReplacement + kReplacement + kReplacement);
  EXPECT_EQ(html_escaped("\xF4\x90\x80\x80").size(), 4 * kReplacement.size());
  EXPECT_EQ(html_escaped("\xE8\x92<"), kReplacement + kReplacement + "&lt;");  // cut short
}

TEST(Shortened, KeepsWhatFitsAndEndsTheRestWithAnEllipsis) {
  EXPECT_EQ(shortened("trimap", 6), "trimap");
  EXPECT_EQ(shortened("trimaps", 6), "trima\xE2\x80\xA6");
  EXPECT_EQ(shortened("蒲公英蒲", 3), "蒲公\xE2\x80\xA6");
}

TEST(Breakable, MayBreakBehindColonsAndCommasButNotInReferences) {
  EXPECT_EQ(breakable("a:b=1,c"), "a:<wbr/>b=1,<wbr/>c");
  EXPECT_EQ(breakable("<,"), "&lt;,<wbr/>");
}

TEST(HtmlTime, IsReadableAndLeavesOtherTextsAlone) {
  EXPECT_EQ(html_time("2026-11-22T18:02:11Z"), "2026-11-22 18:02 UTC");
  EXPECT_EQ(html_time("yesterday"), "yesterday");
  EXPECT_EQ(html_time(""), "");
}

TEST(HtmlIds, AreSafeInALinkAndNeverGivenTwice) {
  HtmlIds ids;
  EXPECT_EQ(ids.make("suite-", "AIM-500"), "suite-aim-500");
  EXPECT_EQ(ids.make("suite-", "aim 500"), "suite-aim-500-2");
  EXPECT_EQ(ids.make("suite-", "\"><script>"), "suite-script");
  EXPECT_EQ(ids.make("suite-", "\xE8\x92\xB2"), "suite-");
}

}  // namespace
}  // namespace mbench

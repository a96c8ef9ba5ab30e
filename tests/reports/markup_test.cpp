#include "tests/reports/markup.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

std::string fault(const std::string& body) { return read_markup("<!DOCTYPE html>" + body).fault; }

TEST(ReadMarkup, AcceptsWhatIsWellFormed) {
  EXPECT_EQ(fault("<p class=\"a\">1 &lt; 2 &#39;<br/></p>"), "");
  EXPECT_EQ(fault("<script>if (1 < 2 && true) {}</script>"), "");
}

TEST(ReadMarkup, FindsWhatIsNot) {
  for (const char* body : {"<p>", "<p></div>", "</p>", "<p class=a></p>", "<p a=\"1\" a=\"2\"></p>",
                           "a & b", "&nbsp;", "1 > 2", "1 < 2", "<p a=\"<\"></p>", "<script>"}) {
    EXPECT_NE(fault(body), "") << body;
  }
}

}  // namespace
}  // namespace mbench

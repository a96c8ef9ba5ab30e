#include "runners/models/shell_words.h"

#include "core/error.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWords, DividesAtBlanks) {
  EXPECT_EQ(shell_words("  python  run.py\t{image}\n"), (Words{"python", "run.py", "{image}"}));
  EXPECT_EQ(shell_words(" \t"), Words{});
}

TEST(ShellWords, KeepsWhatIsQuoted) {
  EXPECT_EQ(shell_words("'a b'\"c  d\"e ''"), (Words{"a bc  de", ""}));
  EXPECT_EQ(shell_words(R"('a\n"b' "it's \"x\" \\ \y $HOME")"),
            (Words{R"(a\n"b)", R"(it's "x" \ \y $HOME)"}));
}

TEST(ShellWords, TakesTheCharacterBehindABackslash) {
  EXPECT_EQ(shell_words(R"(a\ b \'c\' \\)"), (Words{"a b", "'c'", "\\"}));
}

TEST(ShellWords, RefusesWhatHasNoEnd) {
  for (const char* text : {"'a", "\"a", "\"a\\\"", "a\\"}) {
    EXPECT_THROW(shell_words(text), UsageError) << text;
  }
}

}  // namespace
}  // namespace mbench

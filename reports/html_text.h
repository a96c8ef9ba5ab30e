#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace mbench {

/// `text` as it may stand in an HTML element or a quoted attribute: the five characters
/// that mean something there (& < > " ') are written as references.
///
/// What cannot stand in a page at all (bytes that are not UTF-8, control characters other
/// than tab and line feed) becomes U+FFFD. Never for the inside of <script> or <style>.
std::string html_escaped(std::string_view text);

/// The first `most` characters of UTF-8 text, the last an ellipsis if there were more.
std::string shortened(const std::string& text, std::size_t most);

/// A time of the store, "2026-11-22T18:02:11Z", as people read it: "2026-11-22 18:02 UTC".
/// Any other text as it is.
std::string html_time(const std::string& iso_time);

/// A name, escaped, that may be broken behind its colons and commas.
std::string breakable(std::string_view name);

/// Hands out the ids of a page: readable, safe in a link, each only once.
class HtmlIds {
 public:
  /// `prefix` and the letters and digits of `name`, others as hyphens: "suite-aim-500".
  /// A number follows if that was given out before.
  std::string make(std::string_view prefix, std::string_view name);

 private:
  std::set<std::string> given_;
};

}  // namespace mbench

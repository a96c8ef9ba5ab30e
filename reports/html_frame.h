#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// A place of the page that its bar leads to.
struct HtmlLink {
  std::string id;
  std::string text;
};

/// What a page wears, all of it inline.
struct HtmlDress {
  std::string_view style;
  std::string_view script;
  std::string_view image_sources = "data:";  ///< as a content security policy names them
};

/// Writes the head with style, script and a content security policy that lets only these two
/// and such images in, and the bar with its links.
///
/// The markup of the whole page is well-formed XML as well, style and script aside.
void write_html_head(std::ostream& out, const std::string& title, const HtmlDress& dress,
                     const std::vector<HtmlLink>& links);

/// Writes everything before a report's content: the head with the report's dress, and the
/// shapes that its signs refer to.
void write_html_begin(std::ostream& out, const std::string& title,
                      const std::vector<HtmlLink>& links);

/// Writes what follows the content. `written_at` is a time as people read it.
void write_html_end(std::ostream& out, const std::string& written_at);

/// The present in UTC, "2026-11-22 19:14 UTC"; with SOURCE_DATE_EPOCH set, that moment, so
/// that one store always gives one page. Throws UsageError if it is set to no number.
std::string time_of_writing();

}  // namespace mbench

#include "reports/html_frame.h"

#include "core/error.h"
#include "core/sha256.h"
#include "reports/base64.h"
#include "reports/html_assets.h"
#include "reports/html_series.h"
#include "reports/html_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <ctime>
#include <ostream>
#include <string_view>

namespace mbench {
namespace {

/// A disc whose right half dissolves into squares: a matte.
constexpr std::string_view kMark =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">"
    "<rect width=\"16\" height=\"16\" rx=\"3.5\" fill=\"#0a5cae\"/>"
    "<path fill=\"#fff\" d=\"M8 2.5A5.5 5.5 0 0 0 8 13.5ZM8 2.5h2.2v2.2H8ZM10.2 4.7h2.2v2.2"
    "h-2.2ZM8 6.9h2.2v2.2H8ZM10.2 9.1h2.2v2.2h-2.2ZM8 11.3h2.2v2.2H8Z\"/></svg>";

/// The source expression that admits exactly this inline text.
std::string csp_hash(std::string_view text) {
  const std::string hex = sha256(text);
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  }
  return "'sha256-" + base64(bytes) + "'";
}

}  // namespace

void write_html_head(std::ostream& out, const std::string& title, const HtmlDress& dress,
                     const std::vector<HtmlLink>& links) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n";
  // Before anything that it is to govern. No network, no foreign script, no forms, no frames.
  out << fmt::format(
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src {}; "
      "style-src {}; script-src {}; base-uri 'none'; form-action 'none'\"/>\n",
      dress.image_sources, csp_hash(dress.style), csp_hash(dress.script));
  out << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
         "<meta name=\"color-scheme\" content=\"light dark\"/>\n"
         "<meta name=\"generator\" content=\"mbench\"/>\n"
         "<meta name=\"referrer\" content=\"no-referrer\"/>\n";
  out << "<title>" << html_escaped(title) << "</title>\n";
  out << "<link rel=\"icon\" href=\"data:image/svg+xml;base64," << base64(kMark) << "\"/>\n";
  out << "<style>" << dress.style << "</style>\n";
  out << "<script>" << dress.script << "</script>\n</head>\n<body>\n";
  out << "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n";
  out << "<header class=\"bar\"><div><a class=\"mark\" href=\"#top\">" << kMark
      << "<span>mbench</span></a>\n<nav aria-label=\"Sections\">";
  for (const HtmlLink& link : links) {
    out << fmt::format("<a href=\"#{}\">{}</a>", html_escaped(link.id), html_escaped(link.text));
  }
  out << "</nav></div></header>\n";
}

void write_html_begin(std::ostream& out, const std::string& title,
                      const std::vector<HtmlLink>& links) {
  write_html_head(out, title, {html_style(), html_script()}, links);
  out << HtmlSeries::symbols();
}

void write_html_end(std::ostream& out, const std::string& written_at) {
  out << "<footer class=\"footer\"><p>Written by mbench, " << html_escaped(written_at)
      << ". This file needs no network and holds everything it shows.</p></footer>\n"
         "</body>\n</html>\n";
}

std::string time_of_writing() {
  std::time_t moment = std::time(nullptr);
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr && *epoch != '\0') {
    const std::string_view text(epoch);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), moment);
    if (error != std::errc() || end != text.data() + text.size()) {
      throw UsageError("SOURCE_DATE_EPOCH is '" + std::string(text) + "', not a whole number",
                       "set it to seconds since 1970, or unset it");
    }
  }
  return fmt::format("{:%Y-%m-%d %H:%M} UTC", fmt::gmtime(moment));
}

}  // namespace mbench

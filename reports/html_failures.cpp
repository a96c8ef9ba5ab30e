#include "reports/html_failures.h"

#include "reports/html_text.h"

#include <fmt/format.h>

#include <ostream>

namespace mbench {

void write_failures(std::ostream& out, const HtmlSuite& suite, const HtmlSeries& series) {
  if (suite.failures.empty()) return;
  out << "<h3>Images without an answer</h3>\n"
         "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Images without an "
         "answer\">\n<table class=\"sortable\"><thead><tr><th scope=\"col\">Model</th>"
         "<th scope=\"col\">State</th><th scope=\"col\" class=\"n\">Images</th>"
         "<th scope=\"col\">Message</th><th scope=\"col\">Which</th></tr></thead>\n<tbody>\n";
  for (const HtmlFailure& failure : suite.failures) {
    const std::string name = html_escaped(series.name(failure.series));
    out << fmt::format(
        "<tr data-s=\"{0}\"><th scope=\"row\" class=\"model\" data-v=\"{1}\">{2}{1}</th>"
        "<td data-v=\"{3}\"><span class=\"state {3}\">{3}</span></td>"
        "<td class=\"n\" data-v=\"{4}\">{4}</td><td class=\"message\" data-v=\"{5}\">{5}</td><td>",
        failure.series, name, HtmlSeries::sign(failure.series), to_text(failure.state),
        failure.images, html_escaped(failure.message));
    for (std::size_t i = 0; i < failure.samples.size(); ++i) {
      out << (i == 0 ? "" : ", ") << html_escaped(failure.samples[i]);
    }
    const auto more = failure.images - static_cast<std::int64_t>(failure.samples.size());
    if (more > 0) out << fmt::format(" and {} more", more);
    out << "</td></tr>\n";
  }
  out << "</tbody></table></div>\n";
  if (suite.more_failures > 0) {
    out << fmt::format(
        "<p class=\"note\">{} more images have no answer; <code>mbench report --per-image</code> "
        "lists every one.</p>\n",
        suite.more_failures);
  }
}

}  // namespace mbench

#include "reports/contact_sheet.h"

#include "reports/contact_sheet_assets.h"
#include "reports/html_frame.h"
#include "reports/html_number.h"
#include "reports/html_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <nlohmann/json.hpp>
#include <ostream>
#include <unordered_map>

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr const char* kNoBreak = "\xC2\xA0";  // a blank within a figure

/// A folder's name as the part of a relative address.
std::string address_of(const std::string& folder) {
  std::string address = "./";
  for (const char letter : folder) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = std::isalnum(byte) != 0 || letter == '-' || letter == '_' || letter == '.';
    address += plain ? std::string(1, letter) : fmt::format("%{:02X}", byte);
  }
  return address + '/';
}

/// JSON that may stand within a script element.
std::string inline_json(const Json& json) {
  std::string text;
  for (const char letter : json.dump(-1, ' ', false, Json::error_handler_t::replace)) {
    text += letter == '<' ? std::string("\\u003c") : std::string(1, letter);
  }
  return text;
}

/// "test · animal · 1920 × 1080 px · 12.3 % unknown", of what is known.
std::string what(const ContactSample& sample) {
  std::vector<std::string> parts{sample.split, sample.category};
  if (sample.width > 0) {
    parts.push_back(
        fmt::format("{1}{0}\xC3\x97{0}{2}{0}px", kNoBreak, sample.width, sample.height));
  }
  if (sample.unknown_share) {
    parts.push_back(fmt::format("{1:.1f}{0}%{0}unknown", kNoBreak, 100 * *sample.unknown_share));
  }
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) text += (text.empty() ? "" : " \xC2\xB7 ") + part;
  }
  return text;
}

std::string quoted(const std::vector<std::string>& expressions) {
  std::string text;
  for (const std::string& expression : expressions) {
    text += (text.empty() ? "\xE2\x80\x9C" : " \xE2\x80\x9C") + expression + "\xE2\x80\x9D";
  }
  return text;
}

void write_picture(std::ostream& out, const ContactPicture& picture, const std::string& sample,
                   const std::string& address) {
  const std::string label = html_escaped(picture.label);
  out << "<figure>";
  if (!picture.problem.empty()) {
    const std::string problem = html_escaped(picture.problem);
    out << fmt::format(
        "<div class=\"frame bad\" title=\"{0}\"><b>cannot be read</b><span>{0}</span></div>",
        problem);
  } else if (picture.file.empty()) {
    out << "<div class=\"frame\"><span>none</span></div>";
  } else {
    out << fmt::format(
        "<div class=\"frame\"><img loading=\"lazy\" decoding=\"async\" alt=\"{} of {}\" "
        "width=\"{}\" height=\"{}\" src=\"{}\"/></div>",
        label, html_escaped(sample), picture.width, picture.height,
        html_escaped(address + picture.file));
  }
  out << "<figcaption>" << label << "</figcaption></figure>";
}

void write_sample(std::ostream& out, const ContactSample& sample, const std::string& address) {
  out << "<article class=\"cell\"><div class=\"pictures\">";
  for (const ContactPicture& picture : sample.pictures) {
    write_picture(out, picture, sample.name, address);
  }
  const std::string said = html_escaped(quoted(sample.expressions));
  out << fmt::format(
      "</div><h2 title=\"{0}\">{0}</h2><p class=\"what\">{1}</p><p class=\"said\" "
      "title=\"{2}\">{2}</p></article>\n",
      html_escaped(sample.name), html_escaped(what(sample)), said);
}

/// The places of texts that many samples share.
class Words {
 public:
  std::size_t place(const std::string& word) {
    const auto [entry, is_new] = places_.try_emplace(word, words_.size());
    if (is_new) words_.push_back(word);
    return entry->second;
  }
  const std::vector<std::string>& all() const { return words_; }

 private:
  std::unordered_map<std::string, std::size_t> places_;
  std::vector<std::string> words_;
};

Json picture_of(const ContactPicture& picture, Words& labels) {
  Json row{labels.place(picture.label)};
  if (!picture.problem.empty()) {
    row.push_back(picture.problem);
  } else if (!picture.file.empty()) {
    row.insert(row.end(), {picture.file, picture.width, picture.height});
  }
  return row;
}

/// All samples for the script, a line each: [name, split, category, width, height, unknown share,
/// expressions, image, alpha, trimap]. Split, category and label are places in lists that
/// follow. A picture is [label], [label, problem] or [label, file, width, height].
void write_table(std::ostream& out, const ContactSheet& sheet, const std::string& address) {
  Words splits;
  Words categories;
  Words labels;
  out << "<script type=\"application/json\" id=\"table\">{\"samples\":[";
  const char* separator = "\n";
  for (const ContactSample& sample : sheet.samples) {
    Json row{sample.name, splits.place(sample.split), categories.place(sample.category),
             sample.width, sample.height};
    row.push_back(sample.unknown_share ? Json(*sample.unknown_share) : Json());
    row.push_back(sample.expressions);
    for (const ContactPicture& picture : sample.pictures) {
      row.push_back(picture_of(picture, labels));
    }
    out << separator << inline_json(row);
    separator = ",\n";
  }
  out << "],\n\"splits\":" << inline_json(splits.all())
      << ",\n\"categories\":" << inline_json(categories.all())
      << ",\n\"labels\":" << inline_json(labels.all()) << ",\n\"address\":" << inline_json(address)
      << "}</script>\n";
}

void write_masthead(std::ostream& out, const ContactSheet& sheet) {
  const auto number = [](std::size_t count) { return grouped(static_cast<double>(count), 0); };
  out << "<div class=\"masthead\" id=\"top\"><h1>" << html_escaped(sheet.title)
      << "</h1>\n<ul class=\"facts\"><li><b>" << number(sheet.samples.size()) << "</b> "
      << (sheet.samples.size() < sheet.total ? "of " + number(sheet.total) + " " : "")
      << (sheet.total == 1 ? "sample" : "samples") << "</li>";
  for (const std::string& fact : sheet.facts) out << "<li>" << html_escaped(fact) << "</li>";
  out << "</ul></div>\n";
}

}  // namespace

void write_contact_sheet(std::ostream& out, const ContactSheet& sheet,
                         const std::string& written_at) {
  const std::string style = std::string(contact_sheet_style()) +
                            fmt::format(":root {{\n  --picture: {}px;\n}}\n", sheet.picture_px);
  // A page that was opened as a file is of no origin that 'self' could name.
  write_html_head(out, sheet.title, {style, contact_sheet_script(), "'self' file: data:"},
                  {{"top", sheet.title}});
  write_masthead(out, sheet);
  const std::string address = address_of(sheet.folder);
  const bool any_said = std::any_of(sheet.samples.begin(), sheet.samples.end(),
                                    [](const auto& sample) { return !sample.expressions.empty(); });
  out << "<main id=\"content\">\n<div class=\"sheet" << (any_said ? "" : " silent")
      << "\" id=\"sheet\">\n";
  const std::size_t shown = std::min(sheet.samples.size(), kContactFirstPage);
  for (std::size_t i = 0; i < shown; ++i) write_sample(out, sheet.samples[i], address);
  out << "</div>\n";
  if (sheet.samples.empty()) out << "<p class=\"empty\">No sample was chosen.</p>\n";
  if (shown < sheet.samples.size()) {
    out << fmt::format(
        "<noscript><p class=\"note\">These are the first {} of {}. The others need JavaScript, "
        "which also finds and sorts them.</p></noscript>\n",
        shown, grouped(static_cast<double>(sheet.samples.size()), 0));
  }
  out << "</main>\n";
  write_table(out, sheet, address);
  out << "<footer class=\"footer\"><p>Written by mbench, " << html_escaped(written_at)
      << ". This page needs no network; its pictures lie in <code>" << html_escaped(sheet.folder)
      << "</code> beside it.</p></footer>\n</body>\n</html>\n";
}

}  // namespace mbench

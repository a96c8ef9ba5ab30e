#include "tests/reports/markup.h"

#include <algorithm>
#include <cctype>
#include <sstream>

namespace mbench {
namespace {

bool is_reference(const std::string& text) {
  for (const char* known : {"&amp;", "&lt;", "&gt;", "&quot;"}) {
    if (text.rfind(known, 0) == 0) return true;
  }
  const std::size_t end = text.find_first_not_of("0123456789", 2);
  return text.rfind("&#", 0) == 0 && end != std::string::npos && end > 2 && text[end] == ';';
}

class Reader {
 public:
  explicit Reader(const std::string& page) : page_(page) {}

  Markup read() {
    const std::string doctype = "<!DOCTYPE html>";
    if (page_.rfind(doctype, 0) != 0) fail("no doctype");
    at_ = doctype.size();
    while (at_ < page_.size() && markup_.fault.empty()) {
      if (page_[at_] == '<') {
        read_tag();
      } else {
        read_text();
      }
    }
    if (markup_.fault.empty() && !open_.empty()) fail("left open: " + open_.back());
    return markup_;
  }

 private:
  void fail(const std::string& why) {
    if (!markup_.fault.empty()) return;
    markup_.fault = why + " at " + std::to_string(at_) + ": " + page_.substr(at_, 80);
  }

  void read_text() {
    const std::size_t end = std::min(page_.find('<', at_), page_.size());
    const std::string text = page_.substr(at_, end - at_);
    check_references(text);
    markup_.text += text;
    at_ = end;
  }

  void check_references(const std::string& text) {
    if (text.find('>') != std::string::npos) fail("a loose >");
    for (std::size_t i = text.find('&'); i != std::string::npos; i = text.find('&', i + 1)) {
      if (!is_reference(text.substr(i, 12))) fail("a loose &: " + text.substr(i, 12));
    }
  }

  /// The name that begins at `start`; empty if none does.
  std::string name_at(std::size_t start) const {
    std::size_t end = start;
    while (end < page_.size() && std::isalnum(static_cast<unsigned char>(page_[end])) != 0) ++end;
    return page_.substr(start, end - start);
  }

  void read_end_tag() {
    const std::string name = name_at(at_ + 2);
    const std::size_t close = at_ + 2 + name.size();
    if (name.empty() || close >= page_.size() || page_[close] != '>') return fail("no end tag");
    if (open_.empty() || open_.back() != name) {
      return fail("closes what is not open, within " + (open_.empty() ? "nothing" : open_.back()));
    }
    open_.pop_back();
    at_ = close + 1;
  }

  void read_tag() {
    if (page_.compare(at_, 2, "</") == 0) return read_end_tag();
    MarkupTag tag{name_at(at_ + 1), {}};
    if (tag.name.empty()) return fail("no tag");
    at_ += 1 + tag.name.size();
    read_attributes(tag);
    markup_.tags.push_back(tag);
    if (!markup_.fault.empty()) return;
    if (page_.compare(at_, 2, "/>") == 0) {
      at_ += 2;
      return;
    }
    ++at_;
    open_.push_back(tag.name);
    if (tag.name == "style") markup_.style = read_raw("</style>");
    if (tag.name == "script") markup_.script = read_raw("</script>");
  }

  void read_attributes(MarkupTag& tag) {
    while (markup_.fault.empty()) {
      const std::size_t blanks = page_.find_first_not_of(" \n", at_) - at_;
      at_ += blanks;
      if (page_[at_] == '>' || page_.compare(at_, 2, "/>") == 0) return;
      if (blanks == 0) return fail("no blank before an attribute");
      const std::size_t equals = page_.find_first_of("=> \n", at_);
      if (equals == std::string::npos || page_.compare(equals, 2, "=\"") != 0) {
        return fail("an attribute without quotes");
      }
      const std::string name = page_.substr(at_, equals - at_);
      const std::size_t end = page_.find('"', equals + 2);
      if (end == std::string::npos) return fail("an attribute without end");
      const std::string value = page_.substr(equals + 2, end - equals - 2);
      at_ = end + 1;
      if (value.find('<') != std::string::npos) fail("a loose < in " + name);
      check_references(value);
      if (!tag.attributes.emplace(name, value).second) fail("twice: " + name);
    }
  }

  std::string read_raw(const std::string& end) {
    const std::size_t stop = page_.find(end, at_);
    if (stop == std::string::npos) {
      fail("no " + end);
      return {};
    }
    const std::string raw = page_.substr(at_, stop - at_);
    at_ = stop;
    return raw;
  }

  const std::string& page_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  Markup markup_;
};

}  // namespace

std::vector<MarkupTag> Markup::named(const std::string& name) const {
  std::vector<MarkupTag> found;
  std::copy_if(tags.begin(), tags.end(), std::back_inserter(found),
               [&](const MarkupTag& tag) { return tag.name == name; });
  return found;
}

std::vector<MarkupTag> Markup::of_class(const std::string& name) const {
  std::vector<MarkupTag> found;
  for (const MarkupTag& tag : tags) {
    const auto classes = tag.attributes.find("class");
    if (classes == tag.attributes.end()) continue;
    std::istringstream words(classes->second);
    for (std::string word; words >> word;) {
      if (word == name) found.push_back(tag);
    }
  }
  return found;
}

Markup read_markup(const std::string& page) { return Reader(page).read(); }

}  // namespace mbench

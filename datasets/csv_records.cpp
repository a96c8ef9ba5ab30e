#include "datasets/csv_records.h"

#include <fmt/format.h>

#include "core/error.h"

namespace mbench {
namespace {

/// Goes through the text once, a field at a time.
class CsvParser {
 public:
  CsvParser(std::string_view text, const std::string& name) : text_(text), name_(name) {}

  bool at_end() const { return next_ == text_.size(); }

  CsvRecord record() {
    CsvRecord record{line_, {}};
    for (;;) {
      record.fields.push_back(at('"') ? quoted_field() : plain_field());
      if (at(',')) {
        ++next_;
        continue;
      }
      end_line();
      return record;
    }
  }

 private:
  bool at(char letter) const { return next_ < text_.size() && text_[next_] == letter; }
  bool at_line_end() const {
    return at_end() || at('\n') || (at('\r') && text_.substr(next_).starts_with("\r\n")) ||
           (at('\r') && next_ + 1 == text_.size());
  }

  std::string plain_field() {
    const std::size_t begin = next_;
    while (!at_line_end() && !at(',')) {
      if (at('"')) refuse(line_, "a quote stands within a field that does not begin with one");
      ++next_;
    }
    return std::string(text_.substr(begin, next_ - begin));
  }

  std::string quoted_field() {
    const int first_line = line_;
    std::string field;
    for (++next_; !at_end(); ++next_) {
      if (at('"')) {
        ++next_;
        if (!at('"')) {
          if (!at(',') && !at_line_end()) refuse(line_, "text follows a closing quote");
          return field;
        }
      }
      if (at('\n')) ++line_;
      field += text_[next_];
    }
    refuse(first_line, "a quote is opened and never closed");
  }

  void end_line() {
    if (at('\r')) ++next_;
    if (at('\n')) ++next_;
    ++line_;
  }

  [[noreturn]] void refuse(int line, const char* what) const {
    throw DataError(fmt::format("{}:{}: {}", name_, line, what),
                    "put fields with commas or quotes in double quotes, and double the quotes in "
                    "them");
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t next_ = 0;
  int line_ = 1;
};

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  return text.starts_with(kMark) ? text.substr(kMark.size()) : text;
}

std::vector<CsvRecord> parse_csv(std::string_view text, const std::string& name) {
  std::vector<CsvRecord> records;
  CsvParser parser(without_byte_order_mark(text), name);
  while (!parser.at_end()) {
    CsvRecord record = parser.record();
    const bool nothing = record.fields.size() == 1 && record.fields.front().empty();
    if (!nothing) records.push_back(std::move(record));
  }
  return records;
}

}  // namespace mbench

#include "runners/models/shell_words.h"

#include "core/error.h"

#include <fmt/format.h>

#include <optional>

namespace mbench {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::vector<std::string> words() {
    while (place_ < text_.size()) {
      const char c = text_[place_++];
      if (kBlanks.find(c) != std::string_view::npos) {
        end_word();
      } else {
        if (!word_) word_.emplace();  // quotes alone make a word too, an empty one
        if (c == '\'') {
          single_quoted();
        } else if (c == '"') {
          double_quoted();
        } else {
          *word_ += c == '\\' ? escaped() : c;
        }
      }
    }
    end_word();
    return words_;
  }

 private:
  void end_word() {
    if (word_) words_.push_back(*word_);
    word_.reset();
  }

  void single_quoted() {
    const std::size_t end = text_.find('\'', place_);
    if (end == std::string_view::npos) refuse("a ' without its end");
    *word_ += text_.substr(place_, end - place_);
    place_ = end + 1;
  }

  void double_quoted() {
    while (place_ < text_.size()) {
      const char c = text_[place_++];
      if (c == '"') return;
      const bool keeps = c == '\\' && place_ < text_.size() &&
                         std::string_view("\"\\$`").find(text_[place_]) != std::string_view::npos;
      *word_ += keeps ? escaped() : c;
    }
    refuse("a \" without its end");
  }

  char escaped() {
    if (place_ == text_.size()) refuse("a \\ at its end");
    return text_[place_++];
  }

  [[noreturn]] void refuse(const char* what) const {
    throw UsageError(fmt::format("the command line `{}` has {}", text_, what));
  }

  std::string_view text_;
  std::size_t place_ = 0;
  std::optional<std::string> word_;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view text) { return Reader(text).words(); }

}  // namespace mbench

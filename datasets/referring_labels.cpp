#include "datasets/referring_labels.h"

#include <algorithm>
#include <fstream>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/interrupt.h"
#include "datasets/file_tree.h"
#include "datasets/problem_list.h"

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 64;

std::string shown(std::string_view text) {
  constexpr std::size_t kMostBytes = 80;
  return fmt::format("{:?}", text.substr(0, kMostBytes));
}

std::string without_picture_ending(const std::string& name) {
  return is_picture_name(name) ? name.substr(0, name.rfind('.')) : name;
}

enum class Place { outside, in_file, in_entry, in_expressions };
enum class Field { other, image, category, expressions };

Field field_of(std::string_view key) {
  if (key == "image_name") return Field::image;
  if (key == "category") return Field::category;
  return key == "expressions" ? Field::expressions : Field::other;
}

/// Takes the parser's events. A member that returns false ends the parsing.
class LabelReader final : public nlohmann::json_sax<Json> {
 public:
  LabelReader(std::string name, std::vector<ReferringLabel>& labels)
      : name_(std::move(name)), labels_(labels) {}

  /// Why the parsing ended early; empty if the file is no JSON.
  const std::string& objection() const { return objection_; }
  std::size_t bad_byte() const { return bad_byte_; }
  ProblemList& problems() { return problems_; }

  bool null() override { return place_ == Place::in_entry || wrong_kind(); }
  bool boolean(bool) override { return wrong_kind(); }
  bool number_integer(number_integer_t) override { return wrong_kind(); }
  bool number_unsigned(number_unsigned_t) override { return wrong_kind(); }
  bool number_float(number_float_t, const string_t&) override { return wrong_kind(); }
  bool binary(binary_t&) override { return wrong_kind(); }

  bool string(string_t& text) override {
    if (skipped_ > 0) return true;
    const bool in_entry = place_ == Place::in_entry;
    if (in_entry && field_ == Field::image) {
      entry_.image = without_picture_ending(text);
    } else if (in_entry && field_ == Field::category) {
      entry_.category = text;
    } else if (place_ == Place::in_expressions || (in_entry && field_ == Field::expressions)) {
      entry_.expressions.push_back(text);
    } else {
      return wrong_kind();
    }
    return true;
  }

  bool key(string_t& text) override {
    if (skipped_ > 0) return true;
    if (place_ == Place::in_file) {
      entry_ = {without_picture_ending(text), {}, {}, {}};
      fields_.clear();
      return true;
    }
    field_ = field_of(text);
    if (field_ == Field::other) return true;
    if (std::find(fields_.begin(), fields_.end(), field_) != fields_.end()) {
      complain(fmt::format("has {} twice; the first counts", text));
      field_ = Field::other;
    } else {
      fields_.push_back(field_);
    }
    return true;
  }

  bool start_object(std::size_t) override {
    if (skipped_ > 0) return skip();
    if (place_ == Place::outside) {
      place_ = Place::in_file;
    } else if (place_ == Place::in_file) {
      place_ = Place::in_entry;
    } else {
      return wrong_kind() && skip();
    }
    return true;
  }

  bool end_object() override {
    if (skipped_ > 0) {
      --skipped_;
    } else if (place_ == Place::in_entry) {
      take_entry();
      place_ = Place::in_file;
    }
    return true;
  }

  bool start_array(std::size_t) override {
    if (skipped_ > 0) return skip();
    if (place_ != Place::in_entry || field_ != Field::expressions) return wrong_kind() && skip();
    place_ = Place::in_expressions;
    return true;
  }

  bool end_array() override {
    if (skipped_ > 0) {
      --skipped_;
    } else {
      place_ = Place::in_entry;
    }
    return true;
  }

  bool parse_error(std::size_t position, const std::string&,
                   const nlohmann::detail::exception&) override {
    bad_byte_ = position;
    return false;
  }

 private:
  bool skip() {
    if (++skipped_ <= kDeepest) return true;
    objection_ = fmt::format("it is nested more than {} deep", kDeepest);
    return false;
  }

  void complain(const std::string& what) {
    problems_.add(fmt::format("{}: {} {}", name_, shown(entry_.mask), what));
  }

  /// A value of a kind that is not expected here; told if it would have been of use.
  bool wrong_kind() {
    if (skipped_ > 0) return true;
    if (place_ == Place::outside) {
      objection_ = "it is no object of masks";
      return false;
    }
    if (place_ == Place::in_file) {
      complain("is no object; it is left out");
    } else if (place_ == Place::in_expressions || field_ != Field::other) {
      complain("has a value of the wrong kind, which is passed over");
    }
    return true;
  }

  void take_entry() {
    throw_if_interrupted();
    if (!is_plain_name(entry_.mask)) return complain("is no file's name; it is left out");
    if (!entry_.image.empty() && !is_plain_name(entry_.image)) {
      return complain(fmt::format("has the image {}, which is no file's name; it is left out",
                                  shown(entry_.image)));
    }
    labels_.push_back(std::move(entry_));
  }

  std::string name_;
  std::vector<ReferringLabel>& labels_;
  ProblemList problems_;
  std::string objection_;
  std::size_t bad_byte_ = 0;
  Place place_ = Place::outside;
  int skipped_ = 0;  ///< how many objects and lists are open within one that is passed over
  ReferringLabel entry_;
  Field field_ = Field::other;
  std::vector<Field> fields_;  ///< those that the entry has had
};

[[noreturn]] void refuse(std::istream& stream, const std::string& name, const LabelReader& reader) {
  constexpr const char* kHint = "copy it anew from the data set";
  const bool ended = stream.eof();
  stream.clear();
  if (!reader.objection().empty()) {
    throw DataError(fmt::format("{}: cannot be used from byte {} on: {}", name,
                                static_cast<std::int64_t>(stream.tellg()), reader.objection()),
                    kHint);
  }
  if (ended) {
    throw DataError(fmt::format("{}: ends too early, after byte {}", name,
                                reader.bad_byte() == 0 ? 0 : reader.bad_byte() - 1),
                    kHint);
  }
  throw DataError(fmt::format("{}: is no JSON in UTF-8 at byte {}", name, reader.bad_byte()),
                  kHint);
}

/// Sorts by mask; of several with one mask the first stays.
void sort_labels(std::vector<ReferringLabel>& labels, const std::string& name,
                 ProblemList& problems) {
  const auto before = [](const ReferringLabel& a, const ReferringLabel& b) {
    return a.mask < b.mask;
  };
  if (!std::is_sorted(labels.begin(), labels.end(), before)) {
    std::stable_sort(labels.begin(), labels.end(), before);
  }
  const auto end = std::unique(labels.begin(), labels.end(), [&](const auto& a, const auto& b) {
    if (a.mask != b.mask) return false;
    problems.add(fmt::format("{}: {} is there twice; the first counts", name, shown(a.mask)));
    return true;
  });
  labels.erase(end, labels.end());
}

ReferringLabels read(std::istream& stream, const std::string& name, const std::string& path) {
  ReferringLabels read;
  LabelReader reader(name, read.labels);
  if (!Json::sax_parse(stream, &reader)) refuse(stream, path, reader);
  sort_labels(read.labels, name, reader.problems());
  reader.problems().tell(name, "entries of these kinds", read.problems);
  return read;
}

}  // namespace

ReferringLabels read_referring_labels(std::istream& stream, const std::string& name) {
  return read(stream, name, name);
}

ReferringLabels read_referring_labels(const fs::path& root, const std::string& file) {
  const fs::path path = root / file;
  std::ifstream stream(path.string(), std::ios::binary);
  if (!stream) throw DataError(fmt::format("{} cannot be opened", path.string()));
  return read(stream, file, path.string());
}

}  // namespace mbench

#include "cli/export_formats.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>

namespace mbench {
namespace {

/// Columns of files that make up a sample's line.
using LineColumns = std::vector<std::string>;

std::string joined(const LineColumns& columns) {
  std::string text;
  for (const std::string& column : columns) text += (text.empty() ? "" : ", ") + column;
  return text;
}

/// A format of lines: what may stand in one, the best first, and what parts it.
struct LineFormat {
  std::string name;
  std::vector<LineColumns> forms;
  char separator = '\0';  ///< none: a file for each column
};

/// Finds out what the lines hold, which must be the same in all of them: a reader tells by the
/// place in the line, or by the number of the line, what is what.
class LineForms {
 public:
  explicit LineForms(const LineFormat& format) : format_(format) {}

  const LineColumns& of(const SampleRow& sample) {
    const LineColumns& form = best(sample);
    if (form_ == nullptr) {
      form_ = &form;
      first_ = sample.title();
    }
    if (form_ != &form) {
      throw UsageError(
          fmt::format("sample {} has {}, but sample {} has {}; the lines of one list are alike",
                      sample.title(), joined(form), first_, joined(*form_)),
          "export them apart, with --split or, for example, --where \"trimap is not null\"");
    }
    return form;
  }
  /// Null before the first sample.
  const LineColumns* chosen() const { return form_; }

 private:
  const LineColumns& best(const SampleRow& sample) const {
    for (const LineColumns& form : format_.forms) {
      if (std::none_of(form.begin(), form.end(),
                       [&](const std::string& column) { return sample.text(column).empty(); })) {
        return form;
      }
    }
    throw UsageError(fmt::format("sample {} has not the files of a line: {}", sample.title(),
                                 joined(format_.forms.front())),
                     "leave such samples out with --where \"image is not null\"");
  }

  const LineFormat& format_;
  const LineColumns* form_ = nullptr;
  std::string first_;
};

/// The path, which must come out of a list's reader as it went in. Such readers know no quoting
/// and cut blanks off the ends.
const std::string& plain(const std::string& path, const LineFormat& format) {
  const auto breaks = [&](unsigned char letter) {
    return letter < 0x20 || letter == 0x7F ||
           letter == static_cast<unsigned char>(format.separator);
  };
  const bool broken = std::any_of(path.begin(), path.end(), breaks);
  if (!broken && path.front() != ' ' && path.back() != ' ') return path;
  std::string shown;
  for (const char letter : path) {
    const auto byte = static_cast<unsigned char>(letter);
    shown += byte < 0x20 || byte == 0x7F ? fmt::format("\\x{:02x}", byte) : std::string(1, letter);
  }
  throw DataError(fmt::format("{}: this name cannot stand in a list of the format {}: it holds {}",
                              shown, format.name,
                              !broken                   ? "a blank at its end"
                              : format.separator == '|' ? "a control character or '|'"
                                                        : "a control character"),
                  "rename the file, or export as csv, jsonl, coco or mmagic");
}

std::size_t export_lines(const SampleRows& samples, ExportOutput& output,
                         const LineFormat& format) {
  std::ostream& out = output.out();
  LineForms forms(format);
  return samples.each([&](const SampleRow& sample) {
    std::string line;
    for (const std::string& column : forms.of(sample)) {
      if (!line.empty()) line += format.separator;
      line += plain(sample.text(column), format);
    }
    out << line << '\n';
  });
}

}  // namespace

std::size_t export_lists(const SampleRows& samples, ExportOutput& output) {
  static const LineFormat format{
      "lists", {{"image", "alpha", "trimap"}, {"image", "alpha"}, {"image", "trimap"}, {"image"}}};
  LineForms forms(format);
  output.file("images.txt");  // there, too, where nothing was selected
  const std::size_t count = samples.each([&](const SampleRow& sample) {
    for (const std::string& column : forms.of(sample)) {
      output.file(column + "s.txt") << plain(sample.text(column), format) << '\n';
    }
  });
  const LineColumns written = forms.chosen() == nullptr ? LineColumns{"image"} : *forms.chosen();
  for (const std::string& column : format.forms.front()) {
    if (std::find(written.begin(), written.end(), column) == written.end()) {
      output.leave_out(column + "s.txt");
    }
  }
  return count;
}

std::size_t export_paddleseg(const SampleRows& samples, ExportOutput& output) {
  static const LineFormat format{"paddleseg",
                                 {{"image"},
                                  {"foreground_file", "background_file", "trimap"},
                                  {"foreground_file", "background_file"}},
                                 '|'};
  return export_lines(samples, output, format);
}

std::size_t export_indexnet(const SampleRows& samples, ExportOutput& output) {
  static const LineFormat format{"indexnet",
                                 {{"image", "alpha", "trimap"},
                                  {"image", "alpha", "foreground_file", "background_file"},
                                  {"image", "alpha"}},
                                 '\t'};
  return export_lines(samples, output, format);
}

}  // namespace mbench

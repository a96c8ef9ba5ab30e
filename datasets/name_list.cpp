#include "datasets/name_list.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/csv_records.h"

namespace mbench {
namespace {

/// The longest published list has 43,100 names in 1.5 MB.
constexpr std::int64_t kMaxListBytes = 256LL << 20U;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<std::string> divided(std::string_view line, char separator) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= line.size();) {
    const std::size_t end = std::min(line.find(separator, begin), line.size());
    names.emplace_back(trimmed(line.substr(begin, end - begin)));
    begin = end + 1;
  }
  return names;
}

bool is_absolute(std::string_view name) {
  const bool has_drive = name.size() > 1 && name[1] == ':';
  return name.starts_with('/') || has_drive;
}

bool climbs(std::string_view name) {
  const std::vector<std::string> parts = divided(name, '/');
  return std::find(parts.begin(), parts.end(), "..") != parts.end();
}

void check_name(const FileTree& tree, const TreeFile& file, int line, const std::string& name) {
  if (name.empty()) throw_bad_line(tree, file, line, "an empty name");
  const bool printable = std::none_of(name.begin(), name.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte < 0x20 || byte == 0x7F;
  });
  if (!printable) throw_bad_line(tree, file, line, "a control character");
  if (is_absolute(name)) throw_bad_line(tree, file, line, fmt::format("{} is absolute", name));
  if (climbs(name)) {
    throw_bad_line(tree, file, line, fmt::format("{} leads out of its folder", name));
  }
}

}  // namespace

std::vector<std::string> whole_line(std::string_view line) { return {std::string(line)}; }

std::vector<std::string> at_colons(std::string_view line) { return divided(line, ':'); }

std::vector<std::string> at_bars_tabs_or_blanks(std::string_view line) {
  if (line.find('|') != std::string_view::npos) return divided(line, '|');
  if (line.find('\t') != std::string_view::npos) return divided(line, '\t');
  std::vector<std::string> names;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] != ' ' || !is_picture_name(line.substr(begin, i - begin))) continue;
    names.emplace_back(trimmed(line.substr(begin, i - begin)));
    begin = i + 1;
  }
  names.emplace_back(trimmed(line.substr(begin)));
  return names;
}

std::vector<ListLine> read_list(const FileTree& tree, const TreeFile& file, LineDivision division) {
  if (file.bytes > kMaxListBytes) {
    throw DataError(fmt::format("{} has {} bytes: this is no list of names",
                                tree.absolute(file.path).string(), file.bytes),
                    "put the list of the data set there");
  }
  const std::string text = read_text(tree.absolute(file.path));
  std::string_view rest = without_byte_order_mark(text);
  std::vector<ListLine> lines;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.empty()) continue;
    ListLine read{number, division(line)};
    for (std::string& name : read.names) {
      std::replace(name.begin(), name.end(), '\\', '/');
      check_name(tree, file, number, name);
    }
    lines.push_back(std::move(read));
  }
  return lines;
}

std::vector<std::string> read_name_list(const FileTree& tree, const TreeFile& file) {
  std::vector<std::string> names;
  for (ListLine& line : read_list(tree, file, whole_line)) {
    names.push_back(std::move(line.names.front()));
  }
  return names;
}

void throw_bad_line(const FileTree& tree, const TreeFile& file, int line,
                    const std::string& reason) {
  throw DataError(fmt::format("{} cannot be used: line {}: {}", tree.absolute(file.path).string(),
                              line, reason),
                  "names in a list lie below the data set's folder; put the published list there");
}

const TreeFile* find_list(const FileTree& tree, std::string_view name) {
  const std::string wanted = folded_name(name);
  for (const TreeFile& file : tree.files()) {
    if (file.name().size() == name.size() && folded_name(file.name()) == wanted) return &file;
  }
  return nullptr;
}

std::string stem_of_name(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  if (is_picture_name(name)) name = name.substr(0, name.rfind('.'));
  return std::string(name);
}

}  // namespace mbench

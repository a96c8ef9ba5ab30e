#pragma once

#include "datasets/file_tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One line of a list file.
struct ListLine {
  int number = 0;                  ///< in the file, from 1
  std::vector<std::string> names;  ///< at least one; parts of a path are joined by '/'
};

/// How a line is divided into names.
using LineDivision = std::vector<std::string> (*)(std::string_view line);

std::vector<std::string> whole_line(std::string_view line);
std::vector<std::string> at_colons(std::string_view line);
/// At '|' if the line has one, else at tabs if it has one, else at those blanks that follow the
/// ending of a picture: "fg/cat (1).png bg/wood.jpg" gives two names.
std::vector<std::string> at_bars_tabs_or_blanks(std::string_view line);

/// The lines of a list of files. Empty lines, a carriage return and blanks at the end of a line
/// and a byte order mark do not count, and the last line may lack its end.
///
/// Throws DataError that names file and line for an empty name, an absolute path, one with "..",
/// a control character; and DataError if the file cannot be read or is no list by its size.
std::vector<ListLine> read_list(const FileTree& tree, const TreeFile& file, LineDivision division);

/// The names of a list that has one in each line.
std::vector<std::string> read_name_list(const FileTree& tree, const TreeFile& file);

/// Throws the DataError for a line that cannot be used.
[[noreturn]] void throw_bad_line(const FileTree& tree, const TreeFile& file, int line,
                                 const std::string& reason);

/// The list of this name, whatever its letter case, wherever it lies; null if there is none.
const TreeFile* find_list(const FileTree& tree, std::string_view name);

/// "fg/cat (1).png" gives "cat (1)". Only the ending of a picture is taken off.
std::string stem_of_name(std::string_view name);

}  // namespace mbench

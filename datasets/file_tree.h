#pragma once

#include "core/filesystem.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// One file of a data set's folder.
struct TreeFile {
  std::string path;  ///< below the folder, parts joined by '/'
  std::int64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  std::string_view folder() const;
  std::string_view name() const;       ///< without the folder
  std::string_view stem() const;       ///< of the name
  std::string_view extension() const;  ///< with its dot, as spelt
};

/// Everything below a data set's folder, listed once: the same for every layout that looks at
/// it, and what tells whether anything changed since it was last indexed.
class FileTree {
 public:
  /// Lists the folder and all in it; hidden files and folders are passed over. A symbolic link
  /// counts as what it leads to while that lies in `root`.
  ///
  /// What is left out is a line of problems(): a link out of the folder or in a circle, a name
  /// that is not UTF-8, a folder that cannot be listed. A file that goes while the folder is
  /// read is not there. Throws DataError if `root` is no folder that can be listed, Interrupted
  /// when the user asked to stop.
  explicit FileTree(const fs::path& root);

  /// A tree of these files, for tests.
  FileTree(fs::path root, std::vector<TreeFile> files);

  const fs::path& root() const { return root_; }
  /// Sorted by folder and then by name, both byte by byte.
  const std::vector<TreeFile>& files() const { return files_; }
  const std::vector<std::string>& problems() const { return problems_; }

  /// The files directly in a folder ("" is the root).
  std::span<const TreeFile> in(std::string_view folder) const;
  /// The folders directly in a folder by name, sorted.
  std::vector<std::string> folders_in(std::string_view folder) const;
  /// The file at this exact path; null if there is none.
  const TreeFile* find(std::string_view path) const;

  /// The folder at a pattern like "Test_set|test/merged": names are compared without regard to
  /// letter case, and blanks, '_' and '-' are one; '|' stands between alternatives, the first
  /// that is there wins; "" is the root. None if there is no such folder.
  std::optional<std::string> folder(std::string_view pattern) const;
  /// The same for a file.
  const TreeFile* file(std::string_view pattern) const;

  fs::path absolute(std::string_view path) const { return root_ / std::string(path); }

 private:
  void index_folders();

  fs::path root_;
  std::vector<TreeFile> files_;
  std::vector<std::string> folders_;  ///< every folder's path, sorted
  std::vector<std::string> problems_;
};

/// "Adobe-licensed images" and "adobe_licensed_IMAGES" give the same.
std::string folded_name(std::string_view name);

/// Whether the ending is that of a picture: png, jpg, jpeg, tif, tiff, bmp, webp.
bool is_picture_name(std::string_view name);

/// Well-formed, without surrogates, over-long forms and what lies beyond Unicode.
bool is_utf8(std::string_view text);

/// Whether a text from a list or label file can be a file's name: UTF-8 without '/', '\\' and
/// control characters, and neither empty nor "." nor "..".
bool is_plain_name(std::string_view name);

}  // namespace mbench

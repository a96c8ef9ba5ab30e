#include "datasets/file_tree.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstring>
#include <memory>
#include <set>
#include <tuple>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.h"
#include "core/interrupt.h"

namespace mbench {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using OpenFolder = std::unique_ptr<DIR, CloseFolder>;

std::string printable(std::string_view name) {
  std::string text;
  for (const char letter : name) {
    const auto byte = static_cast<unsigned char>(letter);
    text += byte >= 0x20 && byte < 0x7F ? std::string(1, letter) : fmt::format("\\x{:02x}", byte);
  }
  return text;
}

std::string joined(std::string_view folder, std::string_view name) {
  return folder.empty() ? std::string(name) : fmt::format("{}/{}", folder, name);
}

bool lies_in(const std::string& folder, const std::string& path) {
  return path == folder || path.starts_with(folder == "/" ? folder : folder + "/");
}

/// Lists a folder and what is in it.
class Lister {
 public:
  Lister(const fs::path& root, std::vector<TreeFile>& files, std::vector<std::string>& problems)
      : root_(root.string()), files_(files), problems_(problems) {}

  void list(const std::string& folder) {
    const std::string path = folder.empty() ? root_ : root_ + "/" + folder;
    struct stat status = {};
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return fail(folder, path);
    if (::fstat(descriptor, &status) != 0) return fail_closing(descriptor, folder, path);
    const auto identity = std::pair(status.st_dev, status.st_ino);
    if (!open_.insert(identity).second) {
      ::close(descriptor);
      problems_.push_back(fmt::format("{}: a link in a circle; it is left out", folder));
      return;
    }
    OpenFolder entries(::fdopendir(descriptor));
    if (!entries) return fail_closing(descriptor, folder, path);
    std::vector<std::string> inner;
    errno = 0;
    while (const dirent* entry = ::readdir(entries.get())) {
      add(folder, *entry, ::dirfd(entries.get()), inner);
      errno = 0;
    }
    if (errno != 0) fail(folder, path);
    entries.reset();  // before going deeper: one descriptor at a time
    throw_if_interrupted();
    for (const std::string& name : inner) list(joined(folder, name));
    open_.erase(identity);
  }

 private:
  void fail_closing(int descriptor, const std::string& folder, const std::string& path) {
    const int reason = errno;
    ::close(descriptor);
    errno = reason;
    fail(folder, path);
  }

  void fail(const std::string& folder, const std::string& path) {
    const std::string reason = std::strerror(errno);
    if (folder.empty()) {
      throw DataError(fmt::format("{}: cannot be listed: {}", path, reason),
                      "name the folder that holds the data set");
    }
    problems_.push_back(fmt::format("{}: cannot be listed: {}", folder, reason));
  }

  void add(const std::string& folder, const dirent& entry, int descriptor,
           std::vector<std::string>& inner) {
    const std::string_view name = static_cast<const char*>(entry.d_name);
    if (name.front() == '.') return;
    if (!is_utf8(name)) {
      problems_.push_back(fmt::format("{}: this name is not UTF-8; it is left out, rename it",
                                      joined(folder, printable(name))));
      return;
    }
    if (entry.d_type == DT_DIR) {
      inner.emplace_back(name);
      return;
    }
    struct stat status = {};
    if (::fstatat(descriptor, static_cast<const char*>(entry.d_name), &status,
                  AT_SYMLINK_NOFOLLOW) != 0) {
      return;  // it went while we looked
    }
    if (S_ISLNK(status.st_mode) && !follow(folder, name, status)) return;
    if (S_ISDIR(status.st_mode)) inner.emplace_back(name);
    if (!S_ISREG(status.st_mode)) return;
    constexpr std::int64_t kNanoseconds = 1'000'000'000;
    files_.push_back({joined(folder, name), status.st_size,
                      status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec});
  }

  /// False, with a problem told, unless the link leads to something within the root.
  bool follow(const std::string& folder, std::string_view name, struct stat& status) {
    const std::string path = joined(folder, name);
    boost::system::error_code error;
    const fs::path real = fs::canonical(fs::path(root_) / path, error);
    if (error || ::stat(real.c_str(), &status) != 0) {
      problems_.push_back(fmt::format("{}: a link to nothing; it is left out", path));
      return false;
    }
    if (lies_in(root_, real.string())) return true;
    problems_.push_back(
        fmt::format("{}: a link out of the data set, to {}; it is left out, copy what it leads to",
                    path, real.string()));
    return false;
  }

  std::string root_;
  std::vector<TreeFile>& files_;
  std::vector<std::string>& problems_;
  std::set<std::pair<dev_t, ino_t>> open_;  ///< the folders that the listed one lies in
};

/// Calls `use` with each part of a text between `separator`s.
template <typename Use>
void for_each_part(std::string_view text, char separator, const Use& use) {
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    use(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

}  // namespace

std::string_view TreeFile::folder() const {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string_view{} : std::string_view(path).substr(0, slash);
}

std::string_view TreeFile::name() const {
  const std::size_t slash = path.rfind('/');
  return std::string_view(path).substr(slash == std::string::npos ? 0 : slash + 1);
}

std::string_view TreeFile::stem() const {
  const std::string_view all = name();
  const std::size_t dot = all.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? all : all.substr(0, dot);
}

std::string_view TreeFile::extension() const {
  const std::string_view all = name();
  const std::size_t dot = all.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view{} : all.substr(dot);
}

FileTree::FileTree(const fs::path& root) {
  boost::system::error_code error;
  root_ = real_path(root);
  if (!fs::is_directory(root_, error)) {
    throw DataError(fmt::format("{} is not a folder", root.string()),
                    "name the folder that holds the data set");
  }
  Lister(root_, files_, problems_).list("");
  index_folders();
}

FileTree::FileTree(fs::path root, std::vector<TreeFile> files)
    : root_(std::move(root)), files_(std::move(files)) {
  index_folders();
}

void FileTree::index_folders() {
  std::sort(files_.begin(), files_.end(), [](const TreeFile& a, const TreeFile& b) {
    return std::pair(a.folder(), a.name()) < std::pair(b.folder(), b.name());
  });
  std::set<std::string, std::less<>> folders;
  std::string_view last;
  for (const TreeFile& file : files_) {
    std::string_view folder = file.folder();
    if (folder == last) continue;
    last = folder;
    while (!folder.empty() && folders.emplace(folder).second) {
      const std::size_t slash = folder.rfind('/');
      folder = slash == std::string_view::npos ? std::string_view{} : folder.substr(0, slash);
    }
  }
  folders_.assign(folders.begin(), folders.end());
}

std::span<const TreeFile> FileTree::in(std::string_view folder) const {
  const auto begin = std::lower_bound(
      files_.begin(), files_.end(), folder,
      [](const TreeFile& file, std::string_view wanted) { return file.folder() < wanted; });
  const auto end = std::upper_bound(
      begin, files_.end(), folder,
      [](std::string_view wanted, const TreeFile& file) { return wanted < file.folder(); });
  return {begin, end};
}

std::vector<std::string> FileTree::folders_in(std::string_view folder) const {
  std::vector<std::string> names;
  const std::string head = folder.empty() ? std::string{} : std::string(folder) + "/";
  for (auto place = std::lower_bound(folders_.begin(), folders_.end(), head);
       place != folders_.end() && place->starts_with(head); ++place) {
    const std::string_view rest = std::string_view(*place).substr(head.size());
    if (!rest.empty() && rest.find('/') == std::string_view::npos) names.emplace_back(rest);
  }
  std::sort(names.begin(), names.end());
  return names;
}

const TreeFile* FileTree::find(std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
  const std::span<const TreeFile> files = in(folder);
  const auto place = std::lower_bound(
      files.begin(), files.end(), path,
      [](const TreeFile& file, std::string_view wanted) { return file.path < wanted; });
  return place != files.end() && place->path == path ? &*place : nullptr;
}

std::optional<std::string> FileTree::folder(std::string_view pattern) const {
  std::string place;
  bool there = true;
  if (pattern.empty()) return place;
  for_each_part(pattern, '/', [&](std::string_view part) {
    if (!there) return;
    const std::vector<std::string> names = folders_in(place);
    there = false;
    for_each_part(part, '|', [&](std::string_view alternative) {
      for (const std::string& name : names) {
        if (there || folded_name(name) != folded_name(alternative)) continue;
        place = joined(place, name);
        there = true;
      }
    });
  });
  if (!there) return std::nullopt;
  return place;
}

const TreeFile* FileTree::file(std::string_view pattern) const {
  const std::size_t slash = pattern.rfind('/');
  const bool inner = slash != std::string_view::npos;
  const auto place = folder(inner ? pattern.substr(0, slash) : std::string_view{});
  if (!place) return nullptr;
  const TreeFile* found = nullptr;
  for_each_part(inner ? pattern.substr(slash + 1) : pattern, '|', [&](std::string_view name) {
    for (const TreeFile& file : in(*place)) {
      if (found == nullptr && folded_name(file.name()) == folded_name(name)) found = &file;
    }
  });
  return found;
}

std::string folded_name(std::string_view name) {
  std::string folded;
  for (const char letter : name) {
    folded += letter == '_' || letter == '-'
                  ? ' '
                  : static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  const std::size_t begin = folded.find_first_not_of(' ');
  if (begin == std::string::npos) return folded;
  return folded.substr(begin, folded.find_last_not_of(' ') - begin + 1);
}

bool is_picture_name(std::string_view name) {
  constexpr std::array<std::string_view, 7> kEndings{".png",  ".jpg", ".jpeg", ".tif",
                                                     ".tiff", ".bmp", ".webp"};
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return false;
  std::string ending(name.substr(dot));
  for (char& letter : ending) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned first = byte(i);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || i + length > text.size()) return false;
    unsigned code = first & (0x7FU >> length);
    for (std::size_t k = 1; k < length; ++k) {
      if ((byte(i + k) & 0xC0U) != 0x80U) return false;
      code = code << 6 | (byte(i + k) & 0x3FU);
    }
    constexpr std::array<unsigned, 5> kLeast{0, 0, 0x80, 0x800, 0x10000};
    if (code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
      return false;
    i += length;
  }
  return true;
}

bool is_plain_name(std::string_view name) {
  if (name.empty() || name == "." || name == "..") return false;
  const bool plain = std::none_of(name.begin(), name.end(), [](unsigned char letter) {
    return letter < 0x20 || letter == 0x7F || letter == '/' || letter == '\\';
  });
  return plain && is_utf8(name);
}

}  // namespace mbench

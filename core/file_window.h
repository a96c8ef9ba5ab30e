#pragma once

#include "core/filesystem.h"

#include <cstdint>
#include <span>
#include <vector>

namespace mbench {

/// An open file of which small parts are looked at, mostly in ascending order: each part is
/// read with what follows it, so that most looks cost nothing.
class FileWindow {
 public:
  /// Throws DataError that names the file if it cannot be opened.
  explicit FileWindow(const fs::path& path);
  ~FileWindow();
  FileWindow(const FileWindow&) = delete;
  FileWindow& operator=(const FileWindow&) = delete;

  /// Bytes of the file when it was opened.
  std::uint64_t size() const { return size_; }

  /// `count` bytes from `offset` on, or fewer where the file ends; valid until the next call.
  /// Throws DataError.
  std::span<const std::uint8_t> at(std::uint64_t offset, std::size_t count);

 private:
  void fill(std::uint64_t offset, std::size_t count);

  fs::path path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::uint64_t begin_ = 0;  ///< where in the file bytes_ lie
  std::vector<std::uint8_t> bytes_;
};

}  // namespace mbench

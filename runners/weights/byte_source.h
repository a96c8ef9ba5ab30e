#pragma once

#include "core/filesystem.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace mbench {

/// Bytes of which parts are read on demand: a weight file, or a test's memory. Several threads
/// may read at once. Nothing is mapped, so a file that another program shortens meanwhile is an
/// exception and not a signal.
class ByteSource {
 public:
  explicit ByteSource(std::string name) : name_(std::move(name)) {}
  virtual ~ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;

  /// How messages call it: the file's path.
  const std::string& name() const { return name_; }
  virtual std::uint64_t size() const = 0;
  /// The `count` bytes from `offset` on. Throws DataError if they are not all there.
  virtual void read(std::uint64_t offset, void* bytes, std::size_t count) const = 0;

 private:
  std::string name_;
};

using SharedSource = std::shared_ptr<const ByteSource>;

/// Throws DataError that names the file if it cannot be opened or is not a file.
SharedSource open_byte_source(const fs::path& path);

SharedSource bytes_in_memory(std::string bytes, std::string name);

}  // namespace mbench

#pragma once

#include <string>

#include "core/filesystem.h"

namespace mbench {

/// A folder of tiny pictures, gone with the object.
class TinyDataset {
 public:
  const fs::path& root() const { return folder_.path(); }
  fs::path at(const std::string& file) const { return root() / file; }

  /// Pictures of noise at `file` under the root; the missing folders are made. The seed
  /// follows from the file's name.
  void image(const std::string& file, int width = 12, int height = 8) const;
  void alpha(const std::string& file, int width = 12, int height = 8) const;
  void trimap(const std::string& file, int width = 12, int height = 8) const;
  void text(const std::string& file, const std::string& content) const;

 private:
  TemporaryFolder folder_;
};

/// The message and hint of the Error that `act` throws, or "nothing was thrown".
template <typename Kind, typename Act>
std::string message_of(const Act& act) {
  try {
    act();
  } catch (const Kind& error) {
    return std::string(error.what()) + " | " + error.hint();
  }
  return "nothing was thrown";
}

}  // namespace mbench

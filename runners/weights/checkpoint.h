#pragma once

#include "core/filesystem.h"
#include "runners/weights/checkpoint_content.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace mbench {

struct CheckpointOptions {
  /// Which state dict of several, by the keys that lead to it ("params_ema"); "/" is the file
  /// itself. Empty: the preferred one, see state_dict.h.
  std::string copy;
};

/// A weight file that was looked into: the names, shapes and places of its tensors. Their numbers
/// are read when they are asked for, so a file of gigabytes costs nothing until then.
///
/// The prefix "module." of data-parallel training, and "_orig_mod." of torch.compile, is taken
/// off where every name has it; inner names may hold such words.
class Checkpoint {
 public:
  /// Tells by its first bytes what the file is: safetensors (or the JSON index of several), a
  /// file of torch.save, zip or legacy.
  ///
  /// Throws DataError that names the file: unreadable, damaged, or of another kind (named where
  /// it is known: the tar format of before 2017, TorchScript, a Git LFS pointer, a web page);
  /// UnsafePickle; UsageError for an unknown copy.
  explicit Checkpoint(const fs::path& path, const CheckpointOptions& options = {});
  /// Of bytes in memory. No index: it has no folder.
  explicit Checkpoint(const SharedSource& source, const CheckpointOptions& options = {});

  const std::string& name() const { return name_; }
  const std::string& format() const { return content_.format; }
  /// Which of its state dicts this is, "state_dict"; empty: the file itself.
  const std::string& copy() const { return content_.copy; }
  const std::vector<std::string>& other_copies() const { return content_.other_copies; }

  /// In the file's order; every name once.
  const std::vector<CheckpointTensor>& tensors() const { return content_.tensors; }
  /// What stands under a name, but cannot be read.
  const std::vector<UnreadEntry>& unread() const { return content_.unread; }
  /// Null if there is no tensor of that name.
  const CheckpointTensor* find(const std::string& name) const;
  /// Every file that it lies in, by path.
  std::vector<std::string> files() const;

  /// All elements of one of its tensors in C order as float32 into `values`, which has room for
  /// them. Several threads may read at once. Throws DataError.
  void read_into(const CheckpointTensor& tensor, float* values) const;
  /// The same piece by piece, little-endian and of the tensor's own type.
  void each_piece(
      const CheckpointTensor& tensor,
      const std::function<void(const std::uint8_t* bytes, std::size_t count)>& use) const;

 private:
  void strip_wrappers();

  std::string name_;
  CheckpointContent content_;
};

}  // namespace mbench

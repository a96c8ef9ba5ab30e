#pragma once

#include "runners/weights/checkpoint_content.h"
#include "runners/weights/pickle_tree.h"

#include <cstdint>
#include <map>
#include <string>

namespace mbench {

/// Where in the file the numbers of a storage lie.
struct StoragePlace {
  std::uint64_t offset = 0;
  std::uint64_t bytes = 0;
};

/// The tensors of one state dict of a pickled checkpoint: the one of this path, or the preferred
/// one (state_dict.h) if `copy` is empty. Throws DataError if there is none or a tensor does not
/// lie within its storage, UsageError that lists the copies if `copy` is none of them.
CheckpointContent tensors_of(const PickleTree& tree,
                             const std::map<std::string, StoragePlace>& places, bool big_endian,
                             const SharedSource& source, const std::string& copy);

/// A file of torch.save since PyTorch 1.6: a zip archive with `data.pkl` and the storages.
/// Throws DataError, UnsafePickle; a TorchScript archive is refused by name.
CheckpointContent read_torch_zip(const SharedSource& source, const std::string& copy);

/// A file of torch.save before PyTorch 1.6: five pickles (magic number, protocol, system, object,
/// storage keys), then each storage with its length. Throws DataError, UnsafePickle.
CheckpointContent read_torch_legacy(const SharedSource& source, const std::string& copy);

}  // namespace mbench

#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mbench {

// Pickles and the archives around them, byte by byte.

/// `value` little-endian in `width` bytes.
std::string little_endian(unsigned long long value, std::size_t width);

/// Opcodes: GLOBAL, BINUNICODE, BININT, and a REDUCE of a global with a tuple of pushed values.
std::string pickled_global(const std::string& module, const std::string& name);
std::string pickled_text(const std::string& text);
std::string pickled_int(int value);
std::string pickled_call(const std::string& module, const std::string& name,
                         const std::string& arguments);
/// A persistent id for a float storage of so many elements.
std::string pickled_storage(const std::string& key, int elements,
                            const std::string& type = "FloatStorage");
/// torch._utils._rebuild_tensor_v2 of that storage.
std::string pickled_tensor(const std::string& storage, int offset, const std::vector<int>& shape,
                           const std::vector<int>& strides);
/// {"name": value} for each.
std::string pickled_dict(const std::vector<std::pair<std::string, std::string>>& items);
/// Protocol 2 around them.
std::string pickle(const std::string& opcodes);

/// A file of a zip archive as it is to be written.
struct ZipFile {
  std::string name;
  std::string bytes;
  unsigned method = 0;       ///< 0: stored, 8: deflated
  unsigned flags = 0;        ///< 1: encrypted
  long long says_size = -1;  ///< what the directory claims; -1: the truth
};

/// A zip archive; with `zip64`, every size and offset stands in a zip64 field.
std::string zip_archive(const std::vector<ZipFile>& files, bool zip64 = false);

/// What torch.save would write for that pickle and those storages (key, bytes).
std::string torch_archive(const std::string& pickled,
                          const std::vector<std::pair<std::string, std::string>>& storages = {});

/// The bytes of float32 values.
std::string float_bytes(const std::vector<float>& values);

}  // namespace mbench

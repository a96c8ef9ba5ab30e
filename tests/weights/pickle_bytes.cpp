#include "tests/weights/pickle_bytes.h"

#include <cstring>

namespace mbench {

std::string little_endian(unsigned long long value, std::size_t width) {
  std::string bytes;
  for (std::size_t i = 0; i < width; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

std::string pickled_global(const std::string& module, const std::string& name) {
  return "c" + module + "\n" + name + "\n";
}

std::string pickled_text(const std::string& text) {
  return "X" + little_endian(text.size(), 4) + text;
}

std::string pickled_int(int value) { return "J" + little_endian(static_cast<unsigned>(value), 4); }

std::string pickled_call(const std::string& module, const std::string& name,
                         const std::string& arguments) {
  return pickled_global(module, name) + "(" + arguments + "tR";
}

std::string pickled_storage(const std::string& key, int elements, const std::string& type) {
  return "(" + pickled_text("storage") + pickled_global("torch", type) + pickled_text(key) +
         pickled_text("cpu") + pickled_int(elements) + "tQ";
}

std::string pickled_tensor(const std::string& storage, int offset, const std::vector<int>& shape,
                           const std::vector<int>& strides) {
  std::string arguments = storage + pickled_int(offset);
  for (const std::vector<int>* numbers : {&shape, &strides}) {
    arguments += "(";
    for (const int number : *numbers) arguments += pickled_int(number);
    arguments += "t";
  }
  arguments += "\x89" + pickled_call("collections", "OrderedDict", "");
  return pickled_call("torch._utils", "_rebuild_tensor_v2", arguments);
}

std::string pickled_dict(const std::vector<std::pair<std::string, std::string>>& items) {
  std::string opcodes = "}(";
  for (const auto& [name, value] : items) opcodes += pickled_text(name) + value;
  return opcodes + "u";
}

std::string pickle(const std::string& opcodes) { return "\x80\x02" + opcodes + "."; }

std::string zip_archive(const std::vector<ZipFile>& files, bool zip64) {
  std::string archive;
  std::string directory;
  for (const ZipFile& file : files) {
    const std::size_t header_at = archive.size();
    const auto size =
        file.says_size < 0 ? file.bytes.size() : static_cast<unsigned long long>(file.says_size);
    const unsigned long long shown = zip64 ? 0xFFFFFFFFU : size;
    const unsigned long long packed = zip64 ? 0xFFFFFFFFU : file.bytes.size();
    archive += "PK\x03\x04" + little_endian(20, 2) + little_endian(file.flags, 2) +
               little_endian(file.method, 2) + std::string(8, '\0') + little_endian(packed, 4) +
               little_endian(shown, 4) + little_endian(file.name.size(), 2) + little_endian(0, 2) +
               file.name + file.bytes;
    std::string extra;
    if (zip64) {
      extra = little_endian(1, 2) + little_endian(24, 2) + little_endian(size, 8) +
              little_endian(file.bytes.size(), 8) + little_endian(header_at, 8);
    }
    directory += "PK\x01\x02" + little_endian(20, 2) + little_endian(20, 2) +
                 little_endian(file.flags, 2) + little_endian(file.method, 2) +
                 std::string(8, '\0') + little_endian(packed, 4) + little_endian(shown, 4) +
                 little_endian(file.name.size(), 2) + little_endian(extra.size(), 2) +
                 std::string(10, '\0') + little_endian(zip64 ? 0xFFFFFFFFU : header_at, 4) +
                 file.name + extra;
  }
  const std::size_t directory_at = archive.size();
  archive += directory;
  if (zip64) {
    const std::size_t end_at = archive.size();
    archive += "PK\x06\x06" + little_endian(44, 8) + little_endian(45, 2) + little_endian(45, 2) +
               std::string(8, '\0') + little_endian(files.size(), 8) +
               little_endian(files.size(), 8) + little_endian(directory.size(), 8) +
               little_endian(directory_at, 8);
    archive += "PK\x06\x07" + std::string(4, '\0') + little_endian(end_at, 8) + little_endian(1, 4);
  }
  const unsigned long long count = zip64 ? 0xFFFFU : files.size();
  return archive + "PK\x05\x06" + std::string(4, '\0') + little_endian(count, 2) +
         little_endian(count, 2) + little_endian(zip64 ? 0xFFFFFFFFU : directory.size(), 4) +
         little_endian(zip64 ? 0xFFFFFFFFU : directory_at, 4) + std::string(2, '\0');
}

std::string torch_archive(const std::string& pickled,
                          const std::vector<std::pair<std::string, std::string>>& storages) {
  std::vector<ZipFile> files{{"archive/data.pkl", pickled}};
  for (const auto& [key, bytes] : storages) files.push_back({"archive/data/" + key, bytes});
  return zip_archive(files);
}

std::string float_bytes(const std::vector<float>& values) {
  std::string bytes(values.size() * sizeof(float), '\0');
  std::memcpy(bytes.data(), values.data(), bytes.size());
  return bytes;
}

}  // namespace mbench

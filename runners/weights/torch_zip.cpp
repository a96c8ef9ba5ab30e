#include "core/error.h"
#include "runners/weights/shown_name.h"
#include "runners/weights/torch_file.h"
#include "runners/weights/unpickler.h"
#include "runners/weights/zip_directory.h"

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr std::uint64_t kMaxPickleBytes = std::uint64_t{256} << 20;
constexpr const char* kPickleName = "/data.pkl";

bool ends_with(const std::string& text, const std::string& ending) {
  return text.size() >= ending.size() &&
         text.compare(text.size() - ending.size(), ending.size(), ending) == 0;
}

/// What torch.save wrote: everything lies in one folder, named after the file.
struct Archive {
  const ZipEntry* pickle = nullptr;
  const ZipEntry* byte_order = nullptr;
  std::map<std::string, const ZipEntry*> storages;
};

[[noreturn]] void compressed(const ByteSource& source, const ZipEntry& entry) {
  throw DataError(fmt::format("{}: {} is compressed, which PyTorch never does", source.name(),
                              shown_name(entry.name)),
                  "obtain the file as it was published, not packed again");
}

Archive find_archive(const ByteSource& source, const std::vector<ZipEntry>& entries) {
  Archive archive;
  for (const ZipEntry& entry : entries) {
    if (!ends_with(entry.name, kPickleName)) continue;
    if (archive.pickle != nullptr) {
      throw DataError(fmt::format("{} holds two checkpoints, {} and {}", source.name(),
                                  shown_name(archive.pickle->name), shown_name(entry.name)));
    }
    archive.pickle = &entry;
  }
  if (archive.pickle == nullptr) {
    throw DataError(fmt::format("{} is a zip archive, but none of torch.save", source.name()),
                    "if the weights are packed in it, unpack them first");
  }
  const std::string folder =
      archive.pickle->name.substr(0, archive.pickle->name.size() - std::string(kPickleName).size());
  for (const ZipEntry& entry : entries) {
    if (entry.name == folder + "/constants.pkl") {
      throw DataError(
          fmt::format("{} is a TorchScript archive: a program, not weights alone", source.name()),
          "run it as the model torchscript:FILE, or save its state_dict in Python");
    }
    if (entry.name == folder + "/byteorder") archive.byte_order = &entry;
    const std::string data = folder + "/data/";
    if (entry.name.rfind(data, 0) == 0) archive.storages[entry.name.substr(data.size())] = &entry;
  }
  return archive;
}

bool is_big_endian(const ByteSource& source, const ZipEntry* entry) {
  if (entry == nullptr) return false;
  const std::string expected = "big";
  if (!entry->stored || entry->size != expected.size()) return false;
  std::string text(expected.size(), '\0');
  source.read(entry->offset, text.data(), text.size());
  return text == expected;
}

}  // namespace

CheckpointContent read_torch_zip(const SharedSource& source, const std::string& copy) {
  const std::vector<ZipEntry> entries = zip_entries(*source);
  const Archive archive = find_archive(*source, entries);
  if (!archive.pickle->stored) compressed(*source, *archive.pickle);
  if (archive.pickle->size > kMaxPickleBytes) {
    throw DataError(
        fmt::format("{}: its pickle would have {} bytes", source->name(), archive.pickle->size));
  }
  std::map<std::string, StoragePlace> places;
  for (const auto& [key, entry] : archive.storages) {
    if (!entry->stored) compressed(*source, *entry);
    places[key] = {entry->offset, entry->size};
  }
  PickleInput input(*source, archive.pickle->offset, archive.pickle->offset + archive.pickle->size);
  CheckpointContent content =
      tensors_of(unpickle(input), places, is_big_endian(*source, archive.byte_order), source, copy);
  content.format = "PyTorch zip";
  return content;
}

}  // namespace mbench

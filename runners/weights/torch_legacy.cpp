#include "core/error.h"
#include "runners/weights/shown_name.h"
#include "runners/weights/torch_file.h"
#include "runners/weights/unpickler.h"

#include <fmt/format.h>

namespace mbench {
namespace {

/// All five pickles together.
constexpr std::uint64_t kMaxPickleBytes = std::uint64_t{256} << 20;
constexpr std::uint64_t kLengthBytes = 8;
/// 0x1950a86a20f9469cfc6c, little-endian.
constexpr std::string_view kMagic = "\x6C\xFC\x9C\x46\xF9\x20\x6A\xA8\x50\x19";
constexpr std::int64_t kProtocol = 1001;

[[noreturn]] void damaged(const ByteSource& source, const std::string& why) {
  throw DataError(fmt::format("{} is not a whole file of torch.save: {}", source.name(), why),
                  "obtain the file again");
}

/// The pickles before the object: a number that marks the format, its version, the machine.
void check_preamble(PickleInput& input, const ByteSource& source) {
  const PickleTree magic = unpickle(input);
  const PickleNode& number = magic.at(magic.root);
  if (number.kind != PickleKind::big_integer || number.text != kMagic) {
    throw DataError(fmt::format("{} is a pickle, but none of torch.save", source.name()),
                    "weights are read from safetensors and from files of torch.save");
  }
  const PickleTree protocol = unpickle(input);
  if (protocol.at(protocol.root).integer != kProtocol) damaged(source, "its version is unknown");
  const PickleTree system = unpickle(input);
  const auto little = system.find(system.root, "little_endian");
  if (little && system.at(*little).integer == 0) {
    damaged(source, "it was written by a big-endian machine");
  }
}

/// Each storage's number of elements, then its bytes, in the order of the keys.
std::map<std::string, StoragePlace> find_storages(const ByteSource& source, std::uint64_t offset,
                                                  const PickleTree& keys,
                                                  const PickleTree& object) {
  std::map<std::string, std::string> types;
  for (const PickledStorage& storage : object.storages) types.emplace(storage.key, storage.type);
  std::map<std::string, StoragePlace> places;
  const PickleNode& list = keys.at(keys.root);
  if (list.kind != PickleKind::list) damaged(source, "its storages are not listed");
  for (const PickleId id : list.items) {
    const std::string& key = keys.at(id).text;
    const auto type = types.find(key);
    if (type == types.end()) damaged(source, "it lists a storage that it does not use");
    const std::optional<std::size_t> size = storage_element_bytes(type->second);
    if (!size) damaged(source, "it has a " + shown_name(type->second));
    if (source.size() < kLengthBytes || offset > source.size() - kLengthBytes) {
      damaged(source, "it is cut off");
    }
    std::uint64_t elements = 0;
    source.read(offset, &elements, sizeof(elements));
    offset += kLengthBytes;
    if (elements > (source.size() - offset) / *size) damaged(source, "it is cut off");
    places[key] = {offset, elements * *size};
    offset += elements * *size;
  }
  return places;
}

}  // namespace

CheckpointContent read_torch_legacy(const SharedSource& source, const std::string& copy) {
  PickleInput input(*source, 0, kMaxPickleBytes);
  check_preamble(input, *source);
  const PickleTree object = unpickle(input);
  const PickleTree keys = unpickle(input);
  const auto places = find_storages(*source, input.position(), keys, object);
  CheckpointContent content = tensors_of(object, places, false, source, copy);
  content.format = "PyTorch legacy";
  return content;
}

}  // namespace mbench

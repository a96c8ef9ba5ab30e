// A file's header in both ways, which must agree, and with what the decoder makes of it.

#include "core/decode_error.h"
#include "core/error.h"
#include "core/picture_decoder.h"
#include "core/picture_metadata.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/write_quickly.h"

#include <cstdlib>
#include <optional>
#include <vector>

namespace {

// A header may rightly ask for gigabytes; that only slows the search down.
constexpr double kMostDecodedPixels = 1 << 20;

template <typename Read>
std::optional<mbench::PictureMetadata> read(const mbench::fs::path& path, Read read_one) {
  try {
    return read_one(path);
  } catch (const mbench::DataError&) {
    return std::nullopt;
  }
}

void check_plausible(const mbench::PictureMetadata& metadata) {
  const cv::Size size = metadata.size;
  if (size.width < 1 || size.height < 1) std::abort();
  if (static_cast<double>(size.width) * size.height > mbench::kMostPixels) std::abort();
  if (metadata.exif_orientation < 1 || metadata.exif_orientation > 8) std::abort();
  if (metadata.kind.empty() || metadata.channels < 1) std::abort();
}

/// What decodes has a readable header of the same size.
void check_against_decoder(const std::uint8_t* bytes, std::size_t size,
                           const std::optional<mbench::PictureMetadata>& metadata) {
  std::vector<std::uint8_t> copy(bytes, bytes + size);
  try {
    const cv::Mat pixels = mbench::decode_picture(copy);
    if (!metadata || metadata->size != pixels.size()) std::abort();
  } catch (const mbench::DecodeError&) {
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const mbench::TemporaryFolder folder;
  const mbench::fs::path path = folder.path() / "picture";
  write_quickly(path, bytes, size);
  const auto header = read(path, mbench::picture_header);
  if (!header) {
    // All that is more only needs more of the file.
    if (read(path, mbench::picture_metadata)) std::abort();
    return 0;
  }
  check_plausible(*header);
  const auto metadata = read(path, mbench::picture_metadata);
  if (metadata) {
    check_plausible(*metadata);
    if (metadata->size != header->size || metadata->kind != header->kind) std::abort();
  }
  const double pixels = static_cast<double>(header->size.width) * header->size.height;
  if (pixels <= kMostDecodedPixels) check_against_decoder(bytes, size, metadata);
  return 0;
}

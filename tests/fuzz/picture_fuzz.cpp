#include "core/decode_error.h"
#include "core/error.h"
#include "core/image_io.h"
#include "core/picture_decoder.h"
#include "tests/fuzz/fuzz_target.h"
#include "tests/fuzz/write_quickly.h"

#include <cstdlib>
#include <vector>

namespace {

// A header may rightly ask for gigabytes; that only slows the search down.
constexpr int kMostPixels = 1 << 20;

/// Reads the file in all ways; errors of the user's kind are what damaged files give.
void read_all(const mbench::fs::path& path, cv::Size size) {
  try {
    if (mbench::read_image(path).picture.size() != size) std::abort();
  } catch (const mbench::DataError&) {
  }
  try {
    if (mbench::read_alpha(path).picture.size() != size) std::abort();
  } catch (const mbench::DataError&) {
  }
  try {
    if (mbench::read_trimap(path).picture.size() != size) std::abort();
  } catch (const mbench::DataError&) {
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  static const mbench::TemporaryFolder folder;
  const mbench::fs::path path = folder.path() / "picture";
  write_quickly(path, bytes, size);
  try {
    const cv::Size picture = mbench::image_size(path);
    if (picture.area() > kMostPixels) return 0;
    std::vector<std::uint8_t> copy(bytes, bytes + size);  // of exactly that size, for the sanitizer
    mbench::decode_picture(copy);
    read_all(path, picture);
  } catch (const mbench::DataError&) {
  } catch (const mbench::DecodeError&) {
  }
  return 0;
}

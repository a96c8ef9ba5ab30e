#pragma once

#include "core/filesystem.h"

#include <opencv2/core/mat.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace mbench {

/// SHA-256, fed in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  void add(const void* bytes, std::size_t size);
  void add(std::string_view text) { add(text.data(), text.size()); }
  /// 64 lower-case hexadecimal digits. Nothing may be added afterwards.
  std::string digest();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string sha256(std::string_view bytes);

/// Of a file's bytes, read in pieces. Throws DataError.
std::string sha256_of_file(const fs::path& path);

/// Of decoded pixels: width and height as 32-bit little-endian integers, then the raw
/// rows without padding, channels interleaved as stored. The same picture gives the same
/// digest whatever file it came from.
std::string sha256_of_pixels(const cv::Mat& pixels);

}  // namespace mbench

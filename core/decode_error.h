#pragma once

#include <stdexcept>

namespace mbench {

/// Why a picture's bytes cannot be decoded: "its pixel data is damaged". The decoders know
/// no file names; image_io adds them and makes a DataError of it.
class DecodeError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Above this many pixels a picture is refused before memory is asked for.
constexpr double kMostPixels = 1 << 30;

}  // namespace mbench

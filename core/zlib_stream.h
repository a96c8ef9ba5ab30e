#pragma once

#include "core/large_buffer.h"

namespace mbench {

/// How bytes become a zlib stream.
struct Deflation {
  /// libdeflate's level, of 1 (fast) to 12 (small). 0: zlib, looking for runs of one byte
  /// only, which suits the differences of noisy pictures: where there is nothing to find,
  /// libdeflate's short matches cost more than they save.
  int level = 6;
};

/// The stream (RFC 1950) of all bytes.
LargeBuffer zlib_stream(const LargeBuffer& bytes, Deflation how);

}  // namespace mbench

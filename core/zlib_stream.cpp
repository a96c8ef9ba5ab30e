#include "core/zlib_stream.h"

#include <libdeflate.h>
#include <zlib.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <new>

#include "core/error.h"

namespace mbench {
namespace {

LargeBuffer by_libdeflate(const LargeBuffer& bytes, int level) {
  struct Free {
    void operator()(libdeflate_compressor* c) const { libdeflate_free_compressor(c); }
  };
  const std::unique_ptr<libdeflate_compressor, Free> compressor(libdeflate_alloc_compressor(level));
  if (compressor == nullptr) throw std::bad_alloc();
  LargeBuffer stream(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
  const std::size_t used = libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(),
                                                    stream.data(), stream.size());
  MBENCH_ASSERT(used > 0);
  stream.shrink(used);
  return stream;
}

/// zlib counts what it is given in 32 bits.
uInt piece(std::size_t bytes) {
  return static_cast<uInt>(std::min<std::size_t>(bytes, std::numeric_limits<uInt>::max()));
}

LargeBuffer by_runs(const LargeBuffer& bytes) {
  constexpr int kWindowBits = 15;
  constexpr int kMostMemory = 9;
  z_stream state{};
  if (deflateInit2(&state, Z_BEST_SPEED, Z_DEFLATED, kWindowBits, kMostMemory, Z_RLE) != Z_OK) {
    throw std::bad_alloc();
  }
  const std::unique_ptr<z_stream, int (*)(z_stream*)> ending(&state, deflateEnd);
  LargeBuffer stream(deflateBound(&state, bytes.size()));
  std::size_t read = 0;
  std::size_t written = 0;
  int result = Z_OK;
  while (result == Z_OK) {
    state.next_in = const_cast<Bytef*>(bytes.data()) + read;
    state.avail_in = piece(bytes.size() - read);
    state.next_out = stream.data() + written;
    state.avail_out = piece(stream.size() - written);
    const uInt input = state.avail_in;
    const uInt room = state.avail_out;
    result = deflate(&state, read + input == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    read += input - state.avail_in;
    written += room - state.avail_out;
  }
  MBENCH_ASSERT(result == Z_STREAM_END && read == bytes.size());
  stream.shrink(written);
  return stream;
}

}  // namespace

LargeBuffer zlib_stream(const LargeBuffer& bytes, Deflation how) {
  return how.level == 0 ? by_runs(bytes) : by_libdeflate(bytes, how.level);
}

}  // namespace mbench

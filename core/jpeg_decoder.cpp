#include "core/jpeg_decoder.h"

#include <csetjmp>
#include <cstddef>
#include <string>

// libjpeg's header uses std::size_t and FILE without naming where they come from.
#include <jpeglib.h>

#include <jerror.h>

#include <fmt/format.h>

#include "core/decode_error.h"
#include "core/large_pages.h"

namespace mbench {
namespace {

/// Warnings after which libjpeg goes on with made-up pixels. Others, such as superfluous
/// bytes between two markers, occur in published data sets and change nothing.
bool costs_pixels(int warning) {
  return warning == JWRN_JPEG_EOF || warning == JWRN_HIT_MARKER || warning == JWRN_HUFF_BAD_CODE ||
         warning == JWRN_ARITH_BAD_CODE || warning == JWRN_MUST_RESYNC;
}

/// libjpeg reports an error by a call that must not return. The call jumps back to the
/// function of JpegReader that called libjpeg, where nothing has to be destroyed on the way.
struct Failure {
  jpeg_error_mgr manager{};
  std::jmp_buf back{};
  char message[JMSG_LENGTH_MAX]{};
};

extern "C" {
void jump_back(j_common_ptr jpeg) {
  auto* const failure = reinterpret_cast<Failure*>(jpeg->err);
  jpeg->err->format_message(jpeg, failure->message);
  std::longjmp(failure->back, 1);
}

void hear_warning(j_common_ptr jpeg, int level) {
  if (level >= 0) return;
  ++jpeg->err->num_warnings;
  if (costs_pixels(jpeg->err->msg_code)) jump_back(jpeg);
}

void say_nothing(j_common_ptr) {}
}

class JpegReader {
 public:
  JpegReader() {
    jpeg_.err = jpeg_std_error(&failure_.manager);
    failure_.manager.error_exit = jump_back;
    failure_.manager.emit_message = hear_warning;
    failure_.manager.output_message = say_nothing;
    if (setjmp(failure_.back) != 0) fail();
    jpeg_create_decompress(&jpeg_);
  }
  ~JpegReader() { jpeg_destroy_decompress(&jpeg_); }
  JpegReader(const JpegReader&) = delete;
  JpegReader& operator=(const JpegReader&) = delete;

  void read_header(std::span<const std::uint8_t> bytes) {
    if (setjmp(failure_.back) != 0) fail();
    jpeg_mem_src(&jpeg_, bytes.data(), bytes.size());
    jpeg_read_header(&jpeg_, TRUE);
  }

  void read_header(std::FILE* file) {
    if (setjmp(failure_.back) != 0) fail();
    jpeg_stdio_src(&jpeg_, file);
    jpeg_read_header(&jpeg_, TRUE);
  }

  cv::Size size() const {
    return {static_cast<int>(jpeg_.image_width), static_cast<int>(jpeg_.image_height)};
  }

  int channels() const { return jpeg_.num_components; }

  /// Into rows of channels() bytes a pixel.
  void read_pixels(cv::Mat& pixels) {
    if (setjmp(failure_.back) != 0) fail();
    jpeg_.out_color_space = jpeg_.num_components == 1   ? JCS_GRAYSCALE
                            : jpeg_.num_components == 3 ? JCS_RGB
                                                        : JCS_CMYK;
    jpeg_start_decompress(&jpeg_);
    while (jpeg_.output_scanline < jpeg_.output_height) {
      JSAMPROW row = pixels.ptr(static_cast<int>(jpeg_.output_scanline));
      jpeg_read_scanlines(&jpeg_, &row, 1);
    }
    // Reads on to the end marker, so a file that lacks its last bytes is noticed.
    jpeg_finish_decompress(&jpeg_);
  }

 private:
  [[noreturn]] void fail() const {
    throw DecodeError(fmt::format("the file is damaged or truncated: {}", failure_.message));
  }

  jpeg_decompress_struct jpeg_{};
  Failure failure_;
};

/// Pillow's integer product of two bytes taken as fractions of 255.
int product(int a, int b) {
  const int t = a * b + 128;
  return ((t >> 8) + t) >> 8;
}

cv::Mat inverted_cmyk_to_rgb(const cv::Mat& cmyk) {
  cv::Mat rgb = new_pixels(cmyk.size(), CV_8UC3);
  for (int y = 0; y < cmyk.rows; ++y) {
    const std::uint8_t* from = cmyk.ptr(y);
    std::uint8_t* to = rgb.ptr(y);
    for (int x = 0; x < cmyk.cols; ++x, from += 4, to += 3) {
      const int white = from[3];
      for (int c = 0; c < 3; ++c) {
        to[c] = static_cast<std::uint8_t>(white - product(255 - from[c], white));
      }
    }
  }
  return rgb;
}

void require_decodable(const JpegReader& reader) {
  const cv::Size size = reader.size();
  if (static_cast<double>(size.width) * size.height > kMostPixels) {
    throw DecodeError(
        fmt::format("its header says {}x{} pixels, more than 2^30", size.width, size.height));
  }
  if (reader.channels() != 1 && reader.channels() != 3 && reader.channels() != 4) {
    throw DecodeError(fmt::format("it has {} channels", reader.channels()));
  }
}

}  // namespace

bool is_jpeg(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 3 && bytes[0] == 0xFF && bytes[1] == 0xD8 && bytes[2] == 0xFF;
}

cv::Mat decode_jpeg(std::span<const std::uint8_t> bytes) {
  JpegReader reader;
  reader.read_header(bytes);
  require_decodable(reader);
  cv::Mat pixels = new_pixels(reader.size(), CV_8UC(reader.channels()));
  reader.read_pixels(pixels);
  return reader.channels() == 4 ? inverted_cmyk_to_rgb(pixels) : pixels;
}

cv::Size read_jpeg_size(std::FILE* file) {
  JpegReader reader;
  reader.read_header(file);
  require_decodable(reader);
  return reader.size();
}

}  // namespace mbench

#include "tests/datasets/tiny_dataset.h"

#include <numeric>

#include "core/image_io.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

constexpr int kJpegQuality = 95;

unsigned seed_of(const std::string& file) { return std::accumulate(file.begin(), file.end(), 1U); }

void write_picture(const fs::path& path, const cv::Mat& pixels) {
  const std::string ending = path.extension().string();
  const bool is_png = ending == ".png" || ending == ".PNG";
  const auto bytes = is_png ? encode_png(pixels) : encode_jpeg(pixels, kJpegQuality);
  write_file_atomically(path, bytes.data(), bytes.size());
}

}  // namespace

void TinyDataset::image(const std::string& file, int width, int height) const {
  write_picture(at(file), noise_image(width, height, seed_of(file)).pixels());
}

void TinyDataset::alpha(const std::string& file, int width, int height) const {
  write_picture(at(file), noise_bytes(width, height, seed_of(file)).pixels());
}

void TinyDataset::trimap(const std::string& file, int width, int height) const {
  write_picture(at(file), noise_trimap(width, height, seed_of(file)).pixels());
}

void TinyDataset::text(const std::string& file, const std::string& content) const {
  write_file_atomically(at(file), content);
}

}  // namespace mbench

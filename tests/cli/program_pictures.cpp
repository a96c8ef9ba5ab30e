#include "tests/cli/program_pictures.h"

#include "core/image_io.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>

namespace mbench {
namespace {

constexpr int kWidth = 32;
constexpr int kHeight = 24;
const cv::Rect kUnknown(10, 6, 10, 10);

/// Opaque left of the unknown square, clear right of it, `middle` within.
Alpha alpha_with(std::uint8_t middle) {
  cv::Mat pixels(kHeight, kWidth, CV_8UC1, cv::Scalar(0));
  pixels.colRange(0, kUnknown.x) = cv::Scalar(255);
  pixels(kUnknown) = cv::Scalar(middle);
  return Alpha(pixels);
}

Trimap trimap_with(std::uint8_t unknown) {
  cv::Mat pixels(kHeight, kWidth, CV_8UC1, cv::Scalar(0));
  pixels.colRange(0, kUnknown.x) = cv::Scalar(255);
  pixels(kUnknown) = cv::Scalar(unknown);
  return Trimap(pixels);
}

void put_copy(const fs::path& from, const fs::path& to) {
  fs::create_directories(to.parent_path());
  fs::copy_file(from, to);
}

}  // namespace

void make_program_pictures(const fs::path& folder) {
  const fs::path in = folder / "in";
  fs::create_directories(in);
  write_image(in / "image.png", noise_image(kWidth, kHeight, 7));
  write_trimap(in / "trimap.png", trimap_with(128));
  write_trimap(in / "grey-trimap.png", trimap_with(100));
  write_alpha(in / "truth.png", alpha_with(102));
  write_alpha(in / "perfect.png", alpha_with(102));
  write_alpha(in / "off.png", alpha_with(153));
  write_alpha(in / "small.png", flat_bytes(16, 12, 0));
  const std::string whole = read_text(in / "image.png");
  write_file_atomically(in / "broken.png", std::string_view(whole).substr(0, whole.size() / 2));

  for (const char* set : {"set", "bad"}) {
    for (const char* stem : {"a.png", "b.png"}) {
      put_copy(in / (*stem == 'a' ? "perfect.png" : "off.png"), folder / set / "pred" / stem);
      put_copy(in / "truth.png", folder / set / "gt" / stem);
      put_copy(in / "trimap.png", folder / set / "trimap" / stem);
    }
  }
  fs::remove(folder / "bad/pred/b.png");
  put_copy(in / "broken.png", folder / "bad/pred/b.png");
  put_copy(in / "truth.png", folder / "bad/gt/c.png");
  put_copy(in / "image.png", folder / "photos/images/cat.png");
  put_copy(in / "truth.png", folder / "photos/alphas/cat.png");
  put_copy(in / "trimap.png", folder / "photos/trimaps/cat.png");
}

}  // namespace mbench

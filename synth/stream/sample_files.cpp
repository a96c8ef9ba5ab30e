#include "synth/stream/sample_files.h"

#include "synth/stream/npy.h"

namespace mbench {
namespace {

/// `most` is the value of the picture that means 255, or 1 in floats.
SampleFile file_of(const char* part, const cv::Mat& pixels, double most, const SampleParts& parts) {
  if (parts.floats) return {part, "npy", npy_bytes(pixels / most)};
  cv::Mat bytes;
  pixels.convertTo(bytes, CV_8U, 255 / most);
  return {part, "png", png_bytes(bytes, parts.png)};
}

}  // namespace

std::vector<SampleFile> sample_files(const StreamSample& sample, const SampleParts& parts) {
  std::vector<SampleFile> files;
  files.push_back(file_of("image", sample.image, 255, parts));
  files.push_back(file_of("alpha", sample.alpha, 1, parts));
  files.push_back({"trimap", "png", png_bytes(sample.trimap, parts.png)});
  if (parts.foreground) files.push_back(file_of("fg", sample.foreground, 255, parts));
  if (parts.background) files.push_back(file_of("bg", sample.background, 255, parts));
  return files;
}

}  // namespace mbench

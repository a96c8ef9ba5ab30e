#pragma once

#include <string>
#include <vector>

#include "core/png_encoder.h"
#include "synth/stream/stream_sample.h"

namespace mbench {

/// What is written of a sample besides image, alpha, trimap and what determined it.
struct SampleParts {
  bool foreground = false;
  bool background = false;
  bool floats = false;  ///< unrounded, in 0..1, as .npy; the trimap stays a PNG
  PngEffort png = PngEffort::normal;
};

/// One file of a sample.
struct SampleFile {
  std::string part;    ///< "image", "alpha", "trimap", "fg" or "bg"
  std::string ending;  ///< "png" or "npy"
  std::vector<unsigned char> bytes;
};

/// The sample's files in the order in which they are written. Only here are values rounded, to
/// the nearest byte.
std::vector<SampleFile> sample_files(const StreamSample& sample, const SampleParts& parts);

}  // namespace mbench

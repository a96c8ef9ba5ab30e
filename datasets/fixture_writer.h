#pragma once

#include "core/filesystem.h"
#include "core/image.h"

#include <string>
#include <vector>

namespace mbench {

/// One synthetic foreground with everything that belongs to it; all pictures have one size.
struct FixturePicture {
  Image foreground;  ///< in full, without a background
  Alpha alpha;       ///< bytes with 0, 255 and values between
  Trimap trimap;     ///< from the alpha by kFixtureTrimap, so nothing contradicts it
  Image composite;   ///< over a background of its own
};

inline constexpr const char* kFixtureTrimap = "ellipse:5";
/// Lies in the root of every fixture and says that it is one.
inline constexpr const char* kFixtureMarker = "mbench-fixture.json";

/// Writes synthetic data sets: small pictures that differ from each other, real files.
/// Every write throws DataError (not writable, disk full).
class FixtureWriter {
 public:
  /// `samples` >= 1 for each split.
  FixtureWriter(fs::path root, int samples) : root_(std::move(root)), samples_(samples) {}

  const fs::path& root() const { return root_; }
  int samples() const { return samples_; }

  /// The picture of a number: the same for the same number, unlike for unlike ones.
  static FixturePicture picture(int number, cv::Size size = {96, 64});
  /// A background of a number.
  static Image background(int number, cv::Size size = {80, 60});

  /// Files below the root; missing folders are made. The ending tells the form: .png, or
  /// .jpg/.jpeg for images (quality 95).
  void image(const std::string& path, const Image& image);
  void alpha(const std::string& path, const Alpha& alpha);
  /// As three equal channels, the way some sets ship them.
  void alpha_as_rgb(const std::string& path, const Alpha& alpha);
  void trimap(const std::string& path, const Trimap& trimap);
  void text(const std::string& path, const std::string& content);

 private:
  fs::path root_;
  int samples_;
};

}  // namespace mbench

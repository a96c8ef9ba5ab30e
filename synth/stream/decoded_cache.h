#pragma once

#include <opencv2/core/mat.hpp>

#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace mbench {

/// Decoded pictures that were used last, up to a number of bytes. May be asked from several
/// threads; two that ask for the same at once may both decode it.
class DecodedCache {
 public:
  explicit DecodedCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}

  /// The picture under this name, else what `decode` returns. Nobody may change its pixels.
  cv::Mat get(const std::string& name, const std::function<cv::Mat()>& decode);

  std::size_t bytes() const;

 private:
  struct Entry {
    std::string name;
    cv::Mat pixels;
  };

  void keep(const std::string& name, const cv::Mat& pixels);

  const std::size_t most_bytes_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  std::list<Entry> entries_;  ///< the last used first
  std::unordered_map<std::string, std::list<Entry>::iterator> places_;
};

}  // namespace mbench

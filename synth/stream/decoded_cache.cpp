#include "synth/stream/decoded_cache.h"

namespace mbench {
namespace {

std::size_t bytes_of(const cv::Mat& pixels) { return pixels.total() * pixels.elemSize(); }

}  // namespace

cv::Mat DecodedCache::get(const std::string& name, const std::function<cv::Mat()>& decode) {
  {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(name);
    if (found != places_.end()) {
      entries_.splice(entries_.begin(), entries_, found->second);
      return found->second->pixels;
    }
  }
  const cv::Mat pixels = decode();
  const std::lock_guard lock(mutex_);
  keep(name, pixels);
  return pixels;
}

std::size_t DecodedCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

void DecodedCache::keep(const std::string& name, const cv::Mat& pixels) {
  if (bytes_of(pixels) > most_bytes_ || places_.count(name) != 0) return;
  entries_.push_front({name, pixels});
  places_[name] = entries_.begin();
  bytes_ += bytes_of(pixels);
  while (bytes_ > most_bytes_) {
    bytes_ -= bytes_of(entries_.back().pixels);
    places_.erase(entries_.back().name);
    entries_.pop_back();
  }
}

}  // namespace mbench

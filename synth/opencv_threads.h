#pragma once

#include <opencv2/core/utility.hpp>

namespace mbench {

/// While it lives, OpenCV has one thread: for work that is already divided among threads of our
/// own, to which OpenCV's would come on top.
class OneThreadOfOpenCv {
 public:
  OneThreadOfOpenCv() { cv::setNumThreads(1); }
  ~OneThreadOfOpenCv() { cv::setNumThreads(before_); }
  OneThreadOfOpenCv(const OneThreadOfOpenCv&) = delete;
  OneThreadOfOpenCv& operator=(const OneThreadOfOpenCv&) = delete;

 private:
  int before_ = cv::getNumThreads();
};

}  // namespace mbench

#include "datasets/layouts/entity_fixture.h"

#include <opencv2/core.hpp>

#include "datasets/fixture_writer.h"

namespace mbench {

EntityPicture entity_picture(int number, int entities) {
  std::vector<cv::Mat> images;
  std::vector<cv::Mat> alphas;
  for (int entity = 0; entity < entities; ++entity) {
    const FixturePicture picture = FixtureWriter::picture(number + 50'000 * entity);
    images.push_back(picture.composite.pixels());
    alphas.push_back(picture.alpha.pixels());
  }
  cv::Mat image;
  cv::hconcat(images, image);
  EntityPicture made{Image(image), {}};
  for (int entity = 0; entity < entities; ++entity) {
    cv::Mat alpha = cv::Mat::zeros(image.size(), CV_8UC1);
    const int width = image.cols / entities;
    alphas[static_cast<std::size_t>(entity)].copyTo(
        alpha(cv::Rect(entity * width, 0, width, image.rows)));
    made.alphas.emplace_back(alpha);
  }
  return made;
}

}  // namespace mbench

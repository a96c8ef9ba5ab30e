#include "tests/models/dense_matting.h"

#include <vector>

#include <Eigen/Dense>

namespace mbench {
namespace {

Eigen::MatrixXd laplacian(const Image& image, int radius, double epsilon) {
  const int columns = image.size().width;
  const int rows = image.size().height;
  const int side = 2 * radius + 1;
  const double area = side * side;
  Eigen::MatrixXd sum = Eigen::MatrixXd::Zero(rows * columns, rows * columns);
  for (int top = 0; top + side <= rows; ++top) {
    for (int left = 0; left + side <= columns; ++left) {
      std::vector<int> pixels;
      Eigen::MatrixXd colours(3, side * side);
      for (int y = top; y < top + side; ++y) {
        for (int x = left; x < left + side; ++x) {
          const auto& colour = image.pixels().at<cv::Vec3b>(y, x);
          const auto column = static_cast<Eigen::Index>(pixels.size());
          for (int c = 0; c < 3; ++c) colours(c, column) = colour[c] / 255.0;
          pixels.push_back(y * columns + x);
        }
      }
      const Eigen::MatrixXd centred = colours.colwise() - colours.rowwise().mean();
      const Eigen::Matrix3d covariance =
          centred * centred.transpose() / area + epsilon / area * Eigen::Matrix3d::Identity();
      const Eigen::MatrixXd likeness = centred.transpose() * covariance.inverse() * centred;
      for (std::size_t i = 0; i < pixels.size(); ++i) {
        for (std::size_t j = 0; j < pixels.size(); ++j) {
          sum(pixels[i], pixels[j]) +=
              (i == j ? 1.0 : 0.0) -
              (1 + likeness(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j))) / area;
        }
      }
    }
  }
  return sum;
}

}  // namespace

cv::Mat dense_closed_form(const Image& image, const Trimap& trimap, int radius, double epsilon) {
  Eigen::MatrixXd matrix = laplacian(image, radius, epsilon);
  Eigen::VectorXd right_side = Eigen::VectorXd::Zero(matrix.rows());
  const int columns = image.size().width;
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) {
    const int pixel = static_cast<int>(i);
    const auto known = trimap.pixels().at<std::uint8_t>(pixel / columns, pixel % columns);
    if (known == Trimap::kUnknown) continue;
    matrix.row(i).setZero();
    matrix(i, i) = 1;
    right_side[i] = known == Trimap::kForeground ? 1 : 0;
  }
  const Eigen::VectorXd solution = matrix.fullPivLu().solve(right_side);
  cv::Mat opacity(image.size(), CV_64FC1);
  for (Eigen::Index i = 0; i < solution.size(); ++i) {
    const int pixel = static_cast<int>(i);
    opacity.at<double>(pixel / columns, pixel % columns) = solution[i];
  }
  return opacity;
}

}  // namespace mbench

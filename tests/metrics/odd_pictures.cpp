#include "tests/metrics/odd_pictures.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace mbench {
namespace {

/// Numbers from a seed; std distributions differ between libraries.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : generator_(seed) {}
  int below(int count) { return static_cast<int>(generator_() % static_cast<unsigned>(count)); }
  std::uint8_t byte() { return static_cast<std::uint8_t>(generator_() >> 24); }

 private:
  std::mt19937 generator_;
};

constexpr std::array<std::uint8_t, 14> kOnThresholds{0,   25,  26,  51,  77,  102, 128,
                                                     152, 153, 154, 179, 204, 230, 255};

cv::Mat noise(cv::Size size, Dice& dice, int kind) {
  cv::Mat picture(size, CV_8UC1);
  const int levels = 2 + dice.below(4);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t value = dice.byte();
      if (kind == 1) value = kOnThresholds[value % kOnThresholds.size()];
      if (kind == 2) value = static_cast<std::uint8_t>(value % levels * 255 / (levels - 1));
      picture.at<std::uint8_t>(y, x) = value;
    }
  }
  return picture;
}

/// Equal blocks with gaps: components that tie.
cv::Mat islands(cv::Size size, Dice& dice) {
  cv::Mat picture(size, CV_8UC1, cv::Scalar(dice.below(3) == 0 ? dice.byte() : 0));
  const int block = 1 + dice.below(4);
  const int pitch = block + 1 + dice.below(2);
  const std::uint8_t value = dice.byte();
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (x % pitch < block && y % pitch < block) {
        picture.at<std::uint8_t>(y, x) =
            dice.below(6) == 0 ? static_cast<std::uint8_t>(value ^ 64) : value;
      }
    }
  }
  return picture;
}

/// A path one pixel wide that winds inwards, its opacity rising or falling on the way.
cv::Mat spiral(cv::Size size, Dice& dice) {
  cv::Mat picture(size, CV_8UC1, cv::Scalar(dice.below(2) == 0 ? 0 : dice.byte() / 4));
  cv::Rect ring(0, 0, size.width, size.height);
  int value = dice.byte();
  const int step = dice.below(7) - 3;
  while (ring.width > 0 && ring.height > 0) {
    const auto put = [&](int y, int x) {
      picture.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(value);
      value = std::clamp(value + step, 0, 255);
    };
    const int right = ring.x + ring.width - 1;
    const int bottom = ring.y + ring.height - 1;
    for (int x = ring.x; x <= right; ++x) put(ring.y, x);
    for (int y = ring.y + 1; y <= bottom; ++y) put(y, right);
    for (int x = right - 1; x >= ring.x; --x) put(bottom, x);
    for (int y = bottom - 1; y > ring.y + 1; --y) put(y, ring.x);
    ring = cv::Rect(ring.x + 2, ring.y + 2, ring.width - 4, ring.height - 4);
  }
  return picture;
}

cv::Mat checkerboard(cv::Size size, Dice& dice) {
  const std::uint8_t colours[2] = {dice.byte(), dice.byte()};
  const int cell = 1 + dice.below(3);
  cv::Mat picture(size, CV_8UC1);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      picture.at<std::uint8_t>(y, x) = colours[(x / cell + y / cell) % 2];
    }
  }
  return picture;
}

/// Soft hills: long runs, nested components.
cv::Mat hills(cv::Size size, Dice& dice) {
  cv::Mat picture(size, CV_8UC1);
  const int dx = 1 + dice.below(9);
  const int dy = 1 + dice.below(9);
  const int turn = 20 + dice.below(40);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const int phase = (x * dx + y * dy) % (2 * turn);
      picture.at<std::uint8_t>(y, x) =
          static_cast<std::uint8_t>(std::min(255, std::abs(phase - turn) * 9));
    }
  }
  return picture;
}

/// Most pixels opaque, with noise around them and some in them, as mattes are: one component is
/// the largest at each threshold, and loses pieces.
cv::Mat body(cv::Size size, Dice& dice) {
  cv::Mat picture = noise(size, dice, dice.below(3));
  const cv::Rect opaque(size.width / 8, size.height / 8, size.width - size.width / 4,
                        size.height - size.height / 4);
  const int holes = 2 + dice.below(30);
  const std::uint8_t value = dice.below(2) == 0 ? 255 : dice.byte();
  for (int y = opaque.y; y < opaque.y + opaque.height; ++y) {
    for (int x = opaque.x; x < opaque.x + opaque.width; ++x) {
      if (dice.below(holes) != 0) picture.at<std::uint8_t>(y, x) = value;
    }
  }
  return picture;
}

cv::Mat alpha(cv::Size size, Dice& dice) {
  switch (dice.below(10)) {
    case 0:
      return cv::Mat(size, CV_8UC1, cv::Scalar(kOnThresholds[dice.byte() % kOnThresholds.size()]));
    case 1:
      return islands(size, dice);
    case 2:
      return spiral(size, dice);
    case 3:
      return checkerboard(size, dice);
    case 4:
      return hills(size, dice);
    case 5:
    case 6:
      return body(size, dice);
    default:
      return noise(size, dice, dice.below(3));
  }
}

/// `truth` with a few pixels changed.
cv::Mat nearly(const cv::Mat& truth, Dice& dice) {
  cv::Mat picture = truth.clone();
  for (int i = dice.below(5); i > 0; --i) {
    picture.at<std::uint8_t>(dice.below(truth.rows), dice.below(truth.cols)) = dice.byte();
  }
  return picture;
}

cv::Mat trimap(cv::Size size, Dice& dice) {
  static constexpr std::array<std::uint8_t, 8> kValues{0, 128, 255, 128, 128, 127, 129, 102};
  const int kind = dice.below(4);
  if (kind == 0) return cv::Mat(size, CV_8UC1, cv::Scalar(128));
  cv::Mat picture(size, CV_8UC1);
  const int cell = kind == 1 ? 1 : 4;
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const bool inside_cell = x % cell != 0 || y % cell != 0;
      picture.at<std::uint8_t>(y, x) =
          inside_cell && y > 0 ? picture.at<std::uint8_t>(y - y % cell, x - x % cell)
                               : kValues[static_cast<std::size_t>(dice.below(kind == 3 ? 3 : 8))];
    }
  }
  return picture;
}

int side(Dice& dice, int longest) {
  static constexpr std::array<int, 18> kSides{1,  2,  3,  4,  5,  7,  9,  13,  16,
                                              31, 33, 63, 64, 65, 66, 71, 127, 130};
  return std::min(longest, kSides[static_cast<std::size_t>(dice.below(kSides.size()))]);
}

/// Of the size, with what the dice still give.
OddPictures pictures_of(cv::Size size, Dice& dice) {
  OddPictures pictures;
  pictures.truth = alpha(size, dice);
  pictures.predicted = dice.below(3) == 0 ? nearly(pictures.truth, dice) : alpha(size, dice);
  pictures.trimap = trimap(size, dice);
  return pictures;
}

}  // namespace

OddPictures odd_pictures(std::uint32_t seed, int longest) {
  Dice dice(seed);
  cv::Size size(side(dice, longest), side(dice, longest));
  while (size.area() > 12 * longest) size.height = (size.height + 1) / 2;
  if (dice.below(2) == 0) std::swap(size.width, size.height);
  return pictures_of(size, dice);
}

OddPictures wide_pictures(std::uint32_t seed) {
  Dice dice(seed);
  const int width = 4090 + dice.below(4300);
  return pictures_of({width, 1 + dice.below(5)}, dice);
}

}  // namespace mbench

#include "runners/models/matting_laplacian.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace mbench {
namespace {

using Colour = std::array<double, 3>;

/// G of Δ = G·Gᵀ, Δ the regularised covariance of a window's colours. Solved with rather
/// than inverted: Δ is close to singular wherever the window is flat or grey.
class WindowMetric {
 public:
  WindowMetric(const std::vector<Colour>& centred, double ridge) {
    std::array<double, 6> sum{};
    for (const Colour& c : centred) {
      sum[0] += c[0] * c[0];
      sum[1] += c[0] * c[1];
      sum[2] += c[0] * c[2];
      sum[3] += c[1] * c[1];
      sum[4] += c[1] * c[2];
      sum[5] += c[2] * c[2];
    }
    const double share = 1.0 / static_cast<double>(centred.size());
    g00_ = std::sqrt(sum[0] * share + ridge);
    g10_ = sum[1] * share / g00_;
    g20_ = sum[2] * share / g00_;
    g11_ = std::sqrt(above(sum[3] * share + ridge - g10_ * g10_, ridge));
    g21_ = (sum[4] * share - g20_ * g10_) / g11_;
    g22_ = std::sqrt(above(sum[5] * share + ridge - g20_ * g20_ - g21_ * g21_, ridge));
  }

  /// G⁻¹·c
  Colour scaled(const Colour& c) const {
    const double first = c[0] / g00_;
    const double second = (c[1] - g10_ * first) / g11_;
    return {first, second, (c[2] - g20_ * first - g21_ * second) / g22_};
  }

 private:
  /// A pivot is at least the ridge; rounding may say otherwise.
  static double above(double pivot, double ridge) { return std::max(pivot, ridge); }

  double g00_, g10_, g20_, g11_, g21_, g22_;
};

/// Adds windows to a system. Windows whose top rows lie `window_rows()` apart touch no
/// common pixel.
class WindowSummation {
 public:
  WindowSummation(const Image& image, const Trimap& trimap, int radius, double epsilon,
                  MattingSystem& system)
      : image_(image.pixels()),
        trimap_(trimap.pixels()),
        epsilon_(epsilon),
        columns_(std::min(image_.cols, 2 * radius + 1)),
        rows_(std::min(image_.rows, 2 * radius + 1)),
        system_(system) {
    for (int p = 0; p < rows_ * columns_; ++p) {
      for (int q = p + 1; q < rows_ * columns_; ++q) {
        coupling_.push_back(
            system.matrix.offset_index(q / columns_ - p / columns_, q % columns_ - p % columns_));
      }
    }
  }

  int window_rows() const { return rows_; }
  int top_rows() const { return image_.rows - rows_ + 1; }

  /// All windows with an unknown pixel whose first row is `top`.
  void add_row_of_windows(int top) {
    std::vector<ColumnRange> lefts;
    for (const auto& run : system_.matrix.lattice.runs(top, top + rows_)) {
      lefts.push_back(
          {std::max(0, run.begin - columns_ + 1), std::min(run.end, image_.cols - columns_ + 1)});
    }
    Window window;
    window.pixels.resize(static_cast<std::size_t>(rows_ * columns_));
    for (const ColumnRange& range : united(std::move(lefts))) {
      for (int left = range.begin; left < range.end; ++left) {
        take(top, left, range.begin, window);
        add(window);
      }
    }
  }

 private:
  struct Pixel {
    bool unknown = false;
    double opacity = 0;  ///< if known
    std::size_t slot = 0;
    Colour scaled{};
  };
  struct Window {
    std::vector<Pixel> pixels;
    std::vector<Colour> centred;
    std::vector<std::size_t> row_slots;
  };

  /// Reads the window at `left`; `first` is the left of the range of windows it is in,
  /// along which slots are consecutive.
  void take(int top, int left, int first, Window& window) const {
    if (left == first) {
      window.row_slots.clear();
      for (int y = top; y < top + rows_; ++y) {
        window.row_slots.push_back(system_.matrix.lattice.slot(y, first));
      }
    }
    const int area = rows_ * columns_;
    std::array<int, 3> sum{};
    for (int p = 0; p < area; ++p) {
      const auto& colour = image_.at<cv::Vec3b>(top + p / columns_, left + p % columns_);
      for (std::size_t c = 0; c < 3; ++c) sum[c] += colour[static_cast<int>(c)];
    }
    window.centred.resize(window.pixels.size());
    for (int p = 0; p < area; ++p) {
      const int y = p / columns_;
      const int x = left + p % columns_;
      const auto& colour = image_.at<cv::Vec3b>(top + y, x);
      // Whole numbers up to the division, so that a flat window is flat to the last bit.
      for (std::size_t c = 0; c < 3; ++c) {
        window.centred[static_cast<std::size_t>(p)][c] =
            (area * colour[static_cast<int>(c)] - sum[c]) / (255.0 * area);
      }
      const std::uint8_t value = trimap_.at<std::uint8_t>(top + y, x);
      Pixel& pixel = window.pixels[static_cast<std::size_t>(p)];
      pixel.unknown = value == Trimap::kUnknown;
      pixel.opacity = value == Trimap::kForeground ? 1 : 0;
      pixel.slot =
          window.row_slots[static_cast<std::size_t>(y)] + static_cast<std::size_t>(x - first);
    }
  }

  void add(Window& window) {
    const double share = 1.0 / static_cast<double>(window.pixels.size());
    const WindowMetric metric(window.centred, epsilon_ * share);
    for (std::size_t p = 0; p < window.pixels.size(); ++p) {
      window.pixels[p].scaled = metric.scaled(window.centred[p]);
    }
    const std::size_t* coupling = coupling_.data();
    for (std::size_t p = 0; p < window.pixels.size(); ++p) {
      const Pixel& a = window.pixels[p];
      if (a.unknown) system_.matrix.diagonal[a.slot] += 1 - likeness(a, a) * share;
      for (std::size_t q = p + 1; q < window.pixels.size(); ++q, ++coupling) {
        const Pixel& b = window.pixels[q];
        const double value = -likeness(a, b) * share;
        if (a.unknown && b.unknown) {
          system_.matrix.couplings[*coupling][a.slot] += value;
        } else if (a.unknown) {
          system_.right_side[a.slot] -= value * b.opacity;
        } else if (b.unknown) {
          system_.right_side[b.slot] -= value * a.opacity;
        }
      }
    }
  }

  static double likeness(const Pixel& a, const Pixel& b) {
    return 1 + a.scaled[0] * b.scaled[0] + a.scaled[1] * b.scaled[1] + a.scaled[2] * b.scaled[2];
  }

  cv::Mat image_;
  cv::Mat trimap_;
  double epsilon_;
  int columns_;
  int rows_;
  std::vector<std::size_t> coupling_;  ///< which offset each pair of a window's pixels is
  MattingSystem& system_;
};

}  // namespace

MattingSystem matting_laplacian(const Image& image, const Trimap& trimap, int radius,
                                double epsilon, ThreadTeam& team) {
  MattingSystem system{StencilMatrix(UnknownLattice(trimap, 2 * radius)), {}};
  system.right_side.resize(system.matrix.lattice.slots());
  WindowSummation windows(image, trimap, radius, epsilon, system);
  // Strips of rows are summed at the same time, first those of even number, then the odd
  // ones between: no two touch a pixel at once, and the order of sums is always the same.
  const RowStrips strips{windows.top_rows(), std::max(32, windows.window_rows())};
  for (std::size_t parity : {0U, 1U}) {
    team.each((strips.count() + 1 - parity) / 2, [&](std::size_t i) {
      const std::size_t strip = 2 * i + parity;
      for (int top = strips.begin(strip); top < strips.end(strip); ++top) {
        windows.add_row_of_windows(top);
      }
    });
  }
  return system;
}

}  // namespace mbench

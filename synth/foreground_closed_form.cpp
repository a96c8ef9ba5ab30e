#include "synth/foreground_closed_form.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <numeric>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <opencv2/core.hpp>

#include "core/conjugate_gradients.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "synth/foreground_graph.h"
#include "synth/foreground_multigrid.h"

namespace mbench {
namespace {

/// Opacities nearer than this to 0 or 1 count as known.
constexpr double kMargin = 0.02;
constexpr std::size_t kColours = LayerGraph::kColours;
constexpr std::size_t kValues = LayerGraph::kValues;

class Opacities {
 public:
  explicit Opacities(const Alpha& alpha) : alpha_(alpha) {}
  cv::Size size() const { return alpha_.size(); }
  double at(cv::Point place) const {
    if (alpha_.is_bytes()) return alpha_.pixels().at<std::uint8_t>(place) / 255.0;
    return static_cast<double>(alpha_.pixels().at<float>(place));
  }
  bool is_open(cv::Point place) const {
    const double opacity = at(place);
    return !(opacity < kMargin || opacity > 1.0 - kMargin);
  }

 private:
  const Alpha& alpha_;
};

/// Squared weights that hold a layer to the image and to zero. `hidden` is the share of the
/// other layer: 1-a for the foreground.
struct Pins {
  double image = 0;
  double zero = 0;
};

Pins pins_of(double hidden) {
  double weight = 0;
  if (hidden < kMargin) weight += 100.0;
  if (hidden < 0.3) weight += 0.03 * (1.0 - hidden);
  if (hidden > 1.0 - kMargin) weight += 0.01;
  return hidden < 1.0 - kMargin ? Pins{weight * weight, 0} : Pins{0, weight * weight};
}

/// A pixel's own equations, and what stands on their right side for a colour of 1.
struct OwnEquations {
  LayerBlock block;
  double foreground = 0;
  double background = 0;
};

/// `hold` holds both layers to the image, squared.
OwnEquations own_equations(double opacity, double hold) {
  const double clear = 1.0 - opacity;
  Pins foreground = pins_of(clear);
  Pins background = pins_of(opacity);
  foreground.image += hold;
  background.image += hold;
  return {{opacity * opacity + foreground.image + foreground.zero, opacity * clear,
           clear * clear + background.image + background.zero},
          opacity + foreground.image,
          clear + background.image};
}

/// Squared weight that holds all pixels to the image where no opacity pins any: there may be no
/// single solution.
double hold_for(const Opacities& opacities) {
  for (int y = 0; y < opacities.size().height; ++y) {
    for (int x = 0; x < opacities.size().width; ++x) {
      const double opacity = opacities.at({x, y});
      if (opacity < 0.3 || 1.0 - opacity < 0.3) return 0;
    }
  }
  return 1e-8;
}

/// The pixels with an opacity between the margins and all neighbours of such.
std::vector<cv::Point> joined_pixels(const Opacities& opacities) {
  const cv::Size size = opacities.size();
  cv::Mat joined(size, CV_8UC1, cv::Scalar(0));
  const cv::Rect all({}, size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      if (opacities.is_open({x, y})) joined(cv::Rect(x - 1, y - 1, 3, 3) & all).setTo(1);
    }
  }
  std::vector<cv::Point> places;
  for (int y = 0; y < size.height; ++y) {
    const std::uint8_t* const row = joined.ptr(y);
    for (int x = 0; x < size.width; ++x) {
      if (row[x] != 0) places.emplace_back(x, y);
    }
  }
  return places;
}

LayerGraph joined_graph(const Opacities& opacities, double hold) {
  LayerGraph graph(opacities.size(), joined_pixels(opacities));
  for (std::size_t i = 0; i < graph.pixels(); ++i) {
    const cv::Point place = graph.places()[i];
    const double opacity = opacities.at(place);
    graph.add_own(i, own_equations(opacity, hold).block);
    for (int direction = 0; direction < LayerGraph::kForwards; ++direction) {
      const std::size_t other = graph.neighbour(i, direction);
      if (other == graph.pixels()) continue;
      const cv::Point later = graph.places()[other];
      if (!opacities.is_open(place) && !opacities.is_open(later)) continue;
      const double later_opacity = opacities.at(later);
      const double change = std::sqrt(std::abs(later_opacity - opacity));
      const double foreground = change + 0.003 * (1.0 - later_opacity);
      const double background = change + 0.003 * later_opacity;
      graph.add_join(i, direction, foreground * foreground, background * background);
    }
  }
  graph.finish();
  return graph;
}

double norm(const Vector& x) {
  return std::sqrt(std::inner_product(x.begin(), x.end(), x.begin(), 0.0));
}

/// As a vector of LayerGraph has it.
using Solved = std::vector<float>;

class ClosedForm {
 public:
  ClosedForm(const Image& image, const Opacities& opacities, const ClosedFormOptions& options,
             ThreadTeam& team)
      : image_(image),
        opacities_(opacities),
        options_(options),
        team_(team),
        hold_(hold_for(opacities)),
        graph_(joined_graph(opacities, hold_)),
        multigrid_(graph_) {}

  const LayerGraph& graph() const { return graph_; }
  int iterations() const { return iterations_; }

  Solved solve() {
    // Both layers are the image: right but for the joins. From zero the pins would drown all else
    // in the norm that ends the iterations.
    Vector solution = graph_.zeros();
    Vector right_side = graph_.zeros();
    start(solution, right_side);
    const double size = norm(right_side);
    graph_.subtract(right_side, solution, right_side, team_);
    // Else nothing is left but rounding: the image is of one colour, or nothing is joined.
    if (norm(right_side) > 1e-14 * size) {
      const Vector change = change_for(right_side);
      std::transform(solution.begin(), solution.end(), change.begin(), solution.begin(),
                     std::plus<>());
    }
    return Solved(solution.begin(), solution.end());
  }

 private:
  void start(Vector& solution, Vector& right_side) const {
    for (std::size_t i = 0; i < graph_.pixels(); ++i) {
      const cv::Point place = graph_.places()[i];
      const cv::Vec3b colours = image_.pixels().at<cv::Vec3b>(place);
      const OwnEquations own = own_equations(opacities_.at(place), hold_);
      for (std::size_t c = 0; c < kColours; ++c) {
        const double value = colours[static_cast<int>(c)] / 255.0;
        solution[kValues * i + c] = solution[kValues * i + kColours + c] = value;
        right_side[kValues * i + c] = own.foreground * value;
        right_side[kValues * i + kColours + c] = own.background * value;
      }
    }
  }

  Vector change_for(const Vector& right_side) {
    const LinearSystem system{[this](const Vector& x, Vector& product) {
                                throw_if_interrupted();
                                graph_.multiply(x, product, team_);
                              },
                              [this](const Vector& rest, Vector& solution) {
                                multigrid_.precondition(rest, solution, team_);
                              }};
    ConjugateGradientsResult change = conjugate_gradients(system, right_side, options_.tolerance,
                                                          options_.most_iterations, team_);
    iterations_ = change.iterations;
    if (!(change.residual <= options_.tolerance)) {
      throw DataError(fmt::format("after {} iterations {:.2g} of the equations are left",
                                  change.iterations, change.residual),
                      "allow more iterations or a larger tolerance");
    }
    return std::move(change.solution);
  }

  const Image& image_;
  const Opacities& opacities_;
  const ClosedFormOptions& options_;
  ThreadTeam& team_;
  double hold_;
  LayerGraph graph_;
  LayerMultigrid multigrid_;
  int iterations_ = 0;
};

/// A pixel that nothing joins with others.
void solve_alone(double opacity, const cv::Vec3b& colours, float* to) {
  const OwnEquations own = own_equations(opacity, 0);
  const LayerBlock& block = own.block;
  const double scale = 1.0 / (255.0 * (block.ff * block.bb - block.fb * block.fb));
  const double foreground = scale * (block.bb * own.foreground - block.fb * own.background);
  const double background = scale * (block.ff * own.background - block.fb * own.foreground);
  for (int c = 0; c < 3; ++c) {
    to[c] = static_cast<float>(foreground * colours[c]);
    to[4 + c] = static_cast<float>(background * colours[c]);
  }
}

void emit_row(int y, const Image& image, const Opacities& opacities,
              const std::vector<cv::Point>& places, std::size_t first, const Solved& solved,
              const LayerSink& sink) {
  std::vector<float> row(static_cast<std::size_t>(LayerPiece::kStride) * image.size().width);
  for (int x = 0; x < image.size().width; ++x) {
    float* const to = row.data() + LayerPiece::kStride * x;
    if (first < places.size() && places[first] == cv::Point(x, y)) {
      for (std::size_t c = 0; c < kColours; ++c) {
        to[c] = solved[kValues * first + c];
        to[4 + c] = solved[kValues * first + kColours + c];
      }
      ++first;
    } else {
      solve_alone(opacities.at({x, y}), image.pixels().at<cv::Vec3b>(y, x), to);
    }
  }
  sink({y, 0, image.size().width, row.data()});
}

}  // namespace

void ClosedFormOptions::check() const {
  if (!(tolerance > 0 && tolerance < 1)) {
    throw UsageError(fmt::format("a tolerance of {} is not between 0 and 1", tolerance),
                     "the usual one is 1e-8");
  }
  if (most_iterations < 1) throw UsageError("solving needs at least one iteration");
}

ClosedFormSolution closed_form_layers(const Image& image, const Alpha& alpha,
                                      const ClosedFormOptions& options, ThreadTeam& team,
                                      const LayerSink& sink) {
  const cv::Size size = image.size();
  if (alpha.size() != size) {
    throw DataError(fmt::format("the image is {}x{} but its alpha is {}x{}", size.width,
                                size.height, alpha.size().width, alpha.size().height));
  }
  const Opacities opacities(alpha);
  ClosedForm equations(image, opacities, options, team);
  const Solved solved = equations.solve();
  const std::vector<cv::Point>& places = equations.graph().places();
  team.each(static_cast<std::size_t>(size.height), [&](std::size_t y) {
    const auto row = static_cast<int>(y);
    const auto first = std::partition_point(
        places.begin(), places.end(), [row](const cv::Point& place) { return place.y < row; });
    emit_row(row, image, opacities, places, static_cast<std::size_t>(first - places.begin()),
             solved, sink);
  });
  return {places.size(), equations.iterations()};
}

}  // namespace mbench

#include "synth/foreground_sweep.h"

#include <algorithm>
#include <cmath>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "synth/foreground_sweep.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace mbench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_TARGET == HWY_SCALAR
/// R, G, B and 0.
struct Colour {
  float lanes[4];
};

Colour load_colour(const float* from) { return {{from[0], from[1], from[2], from[3]}}; }

void store_colour(const Colour& colour, float* to) { std::copy_n(colour.lanes, 4, to); }

Colour plus_product(Colour sum, float weight, const Colour& colour) {
  for (int i = 0; i < 4; ++i) sum.lanes[i] += weight * colour.lanes[i];
  return sum;
}

/// p·x + q·y in double, clipped to 0..1.
Colour combined(double p, const Colour& x, double q, const Colour& y) {
  Colour to;
  for (int i = 0; i < 4; ++i) {
    const double sum = p * static_cast<double>(x.lanes[i]) + q * static_cast<double>(y.lanes[i]);
    to.lanes[i] = static_cast<float>(std::max(0.0, std::min(1.0, sum)));
  }
  return to;
}
#else
using Floats = hn::FixedTag<float, 4>;
using Colour = hn::Vec<Floats>;

HWY_INLINE Colour load_colour(const float* from) { return hn::Load(Floats(), from); }

HWY_INLINE void store_colour(Colour colour, float* to) { hn::Store(colour, Floats(), to); }

HWY_INLINE Colour plus_product(Colour sum, float weight, Colour colour) {
  return hn::Add(sum, hn::Mul(hn::Set(Floats(), weight), colour));
}

template <typename D>
HWY_INLINE hn::Vec<D> clipped_sum(D d, double p, hn::Vec<D> x, double q, hn::Vec<D> y) {
  const auto sum = hn::Add(hn::Mul(hn::Set(d, p), x), hn::Mul(hn::Set(d, q), y));
  return hn::Max(hn::Zero(d), hn::Min(hn::Set(d, 1.0), sum));
}

/// p·x + q·y in double, clipped to 0..1.
HWY_INLINE Colour combined(double p, Colour x, double q, Colour y) {
  const Floats d;
#if HWY_ARCH_X86 && HWY_MAX_BYTES >= 32
  const hn::FixedTag<double, 4> wide;
  return hn::DemoteTo(d, clipped_sum(wide, p, hn::PromoteTo(wide, x), q, hn::PromoteTo(wide, y)));
#else
  const hn::FixedTag<double, 2> wide;
  const hn::FixedTag<float, 2> half;
  const auto low = clipped_sum(wide, p, hn::PromoteTo(wide, hn::LowerHalf(half, x)), q,
                               hn::PromoteTo(wide, hn::LowerHalf(half, y)));
  const auto high = clipped_sum(wide, p, hn::PromoteTo(wide, hn::UpperHalf(half, x)), q,
                                hn::PromoteTo(wide, hn::UpperHalf(half, y)));
  return hn::Combine(d, hn::DemoteTo(half, high), hn::DemoteTo(half, low));
#endif
}
#endif

/// Of one pixel.
struct Layers {
  Colour foreground;
  Colour background;
};

HWY_INLINE Layers load(const float* pixel) { return {load_colour(pixel), load_colour(pixel + 4)}; }

HWY_INLINE void store(const Layers& layers, float* pixel) {
  store_colour(layers.foreground, pixel);
  store_colour(layers.background, pixel + 4);
}

HWY_INLINE void pull_to(const Layers& neighbour, float pull, Layers& sum) {
  sum.foreground = plus_product(sum.foreground, pull, neighbour.foreground);
  sum.background = plus_product(sum.background, pull, neighbour.background);
}

/// The solution of pixel `i`'s equations. The order of the sum is the reference's.
HWY_INLINE Layers solved(const PixelEquations& equations, int i, const Layers& left,
                         const Layers& right, const Layers& above, const Layers& below) {
  Layers sum = load(equations.known + 8 * i);
  pull_to(left, equations.left[i], sum);
  pull_to(right, equations.right[i], sum);
  pull_to(above, equations.above[i], sum);
  pull_to(below, equations.below[i], sum);
  const double ff = equations.inverse_ff[i];
  const double fb = equations.inverse_fb[i];
  const double bb = equations.inverse_bb[i];
  return {combined(ff, sum.foreground, fb, sum.background),
          combined(fb, sum.foreground, bb, sum.background)};
}

void sweep_one(const SweptRow& row, int begin, int end, int width) {
  Layers left = load(row.here + 8 * std::max(begin - 1, 0));
  for (int x = begin; x < end; ++x) {
    const Layers right = load(row.here + 8 * std::min(x + 1, width - 1));
    left = solved(*row.equations, x - begin, left, right, load(row.above + 8 * x),
                  load(row.below + 8 * x));
    store(left, row.here + 8 * x);
  }
}

void sweep_two(const SweptRow& lower, const SweptRow& upper, int begin, int end, int width) {
  Layers lower_left = load(lower.here + 8 * std::max(begin - 1, 0));
  Layers upper_left = load(upper.here + 8 * std::max(begin - 1, 0));
  for (int x = begin; x < end; ++x) {
    const int next = 8 * std::min(x + 1, width - 1);
    const Layers upper_own = load(upper.here + 8 * x);
    lower_left = solved(*lower.equations, x - begin, lower_left, load(lower.here + next), upper_own,
                        load(lower.below + 8 * x));
    upper_left = solved(*upper.equations, x - begin, upper_left, load(upper.here + next),
                        load(upper.above + 8 * x), lower_left);
    store(lower_left, lower.here + 8 * x);
    store(upper_left, upper.here + 8 * x);
  }
}

void set_up(const OpacityRows& opacities, const std::uint8_t* colours, int count,
            const NeighbourPull& pull, PixelEquations& equations) {
  const auto weight = [&pull](float a, float b) {
    return pull.regularization + pull.gradient_weight * std::abs(a - b);
  };
  for (int i = 0; i < count; ++i) {
    const float a = opacities.here[i];
    const float left = weight(a, opacities.here[i - 1]);
    const float right = weight(a, opacities.here[i + 1]);
    const float above = weight(a, opacities.above[i]);
    const float below = weight(a, opacities.below[i]);
    const double clear = 1.0 - static_cast<double>(a);
    const double ff = static_cast<double>(a * a + left + right + above + below);
    const double fb = static_cast<double>(a) * clear;
    const double bb = clear * clear + static_cast<double>(left) + static_cast<double>(right) +
                      static_cast<double>(above) + static_cast<double>(below);
    const double inverse = 1.0 / (ff * bb - fb * fb);
    equations.left[i] = left;
    equations.right[i] = right;
    equations.above[i] = above;
    equations.below[i] = below;
    equations.inverse_ff[i] = inverse * bb;
    equations.inverse_fb[i] = inverse * -fb;
    equations.inverse_bb[i] = inverse * ff;
  }
  for (int i = 0; i < count; ++i) {
    const float a = opacities.here[i];
    const double clear = 1.0 - static_cast<double>(a);
    float* const known = equations.known + 8 * i;
    for (int c = 0; c < 3; ++c) {
      const float colour = static_cast<float>(colours[3 * i + c]) / 255.0F;
      known[c] = a * colour;
      known[4 + c] = static_cast<float>(clear * static_cast<double>(colour));
    }
    known[3] = known[7] = 0;
  }
}

}  // namespace
}  // namespace mbench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace mbench {
namespace {
HWY_EXPORT(set_up);
HWY_EXPORT(sweep_one);
HWY_EXPORT(sweep_two);
}  // namespace

void set_up_equations(const OpacityRows& opacities, const std::uint8_t* colours, int count,
                      const NeighbourPull& pull, PixelEquations& equations) {
  HWY_DYNAMIC_DISPATCH(set_up)(opacities, colours, count, pull, equations);
}

void sweep_row(const SweptRow& row, int begin, int end, int width) {
  HWY_DYNAMIC_DISPATCH(sweep_one)(row, begin, end, width);
}

void sweep_two_rows(const SweptRow& lower, const SweptRow& upper, int begin, int end, int width) {
  HWY_DYNAMIC_DISPATCH(sweep_two)(lower, upper, begin, end, width);
}

}  // namespace mbench
#endif

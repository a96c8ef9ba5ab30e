#pragma once

#include "core/image.h"
#include "core/random.h"

namespace mbench {

/// The picture with Gaussian noise of deviation `sigma` in 8-bit units, above 0, on every sample
/// of every channel alone: round(v + sigma z), clipped to 0..255, with z normal.
///
/// As v is whole, that is v + n with P(n = k) = Phi((k + 1/2) / sigma) - Phi((k - 1/2) / sigma);
/// n is drawn from these probabilities, rounded to 2^-32, by the alias method (Walker, ACM TOMS
/// 1977; Vose, IEEE TSE 1991). What lies beyond ±255 is clipped anyway and counts there.
///
/// Row y is drawn from `random.part(y)`: the same on any number of threads.
Image with_noise(const Image& image, double sigma, const Random& random);

}  // namespace mbench

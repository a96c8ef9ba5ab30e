#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// Under which names a state dict holds a weight that is divided by its largest singular value.
struct SpectralNames {
  std::string weight;
  std::string u;
  std::string v;
};

/// The three forms of "X.weight": torch.nn.utils.spectral_norm ("X.weight_orig"), its successor
/// ("X.parametrizations.weight.original"), and the one of SAGAN, which MAM uses ("X.weight_bar").
/// Empty if `name` does not end with ".weight".
std::vector<SpectralNames> spectral_forms(const std::string& name);

/// The weight as evaluation uses it: W / (u . (M v)), where M is W with `u`'s side as its rows and
/// all other sides as its columns. That side is the first if the lengths allow it, else the
/// second (transposed convolutions of torch). There is no power step and no epsilon, which only
/// training has.
///
/// Replaces `weight`. Throws ModelError, naming `name`, if the lengths fit no side or the divisor
/// is zero or not finite.
void fold_spectral_norm(const std::string& name, const std::vector<std::int64_t>& shape,
                        std::vector<float>& weight, const std::vector<float>& u,
                        const std::vector<float>& v);

/// One step of power iteration in float64, rounded to float32 at the end: v = M'u / |M'u|, then
/// u = M v / |M v|, with M the weight as rows x columns. Replaces both vectors.
void power_step(const std::vector<float>& weight, std::vector<float>& u, std::vector<float>& v);

}  // namespace mbench

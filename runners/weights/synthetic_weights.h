#pragma once

#include "runners/weights/weight_source.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace mbench {

/// The value of every element of a parameter, in C order, by seed, name and shape alone, so that
/// any program can make the same network:
///
///   h   = FNV-1a (64 bits) of the text "SEED:NAME"
///   u_i = (SplitMix64(h + i) >> 11) * 2^-53
///   v_i = low + (high - low) * u_i in float64, then rounded to float32
///
/// where low and high are 0.5 and 1.5 for names that end with "running_var", -0.1 and 0.1 for
/// "running_mean", -b and b with b = sqrt(6 / product of shape[1:]) for other tensors of two sides
/// or more, 0.9 and 1.1 for vectors whose name ends with "weight", else -0.05 and 0.05.
void synthetic_values(std::uint64_t seed, const std::string& name,
                      const std::vector<std::int64_t>& shape, float* values);

/// Weights of a network by that rule, then the manifest's tweaks; where it says so, u and v of
/// every "X.weight_bar" by one power step from the rule's u, and the heads times `head_gain`.
std::unique_ptr<WeightSource> synthetic_weights(const ParameterManifest& manifest,
                                                std::uint64_t seed, float head_gain = 1);

/// Whether a text for weights means synthetic ones.
bool names_synthetic_weights(const std::string& text);

/// As above, of "synthetic:SEED" or "synthetic:SEED,head_gain=G". Throws UsageError.
std::unique_ptr<WeightSource> parse_synthetic_weights(const ParameterManifest& manifest,
                                                      const std::string& text);

}  // namespace mbench

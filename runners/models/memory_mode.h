#pragma once

#include <cstdint>
#include <optional>
#include <string>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// How a model saves memory, as `--memory` says it: "plain", or parts with '+' between, such as
/// "exact-lean+tokens:4096".
struct MemoryMode {
  /// A square window and how many pixels it shares with its neighbours.
  struct Tiles {
    int side = 0;
    int overlap = 0;
  };

  /// "exact-lean": attention, convolutions and linear layers in blocks, the same alpha.
  bool lean = false;
  /// "tokens:N": a routed layer of MEMatte sends at most N tokens through attention.
  std::optional<std::int64_t> max_tokens;
  /// "grid:K": attention over the whole picture runs within each of K x K strided sub-grids.
  std::optional<std::int64_t> grid;
  /// "tile:SIZE:OVERLAP": the picture in windows, blended where they overlap.
  std::optional<Tiles> tiles;
  /// "downscale:MAX": the picture is shrunk until its longer side has at most MAX pixels.
  std::optional<int> longest_side;
  /// "bf16", "fp16" or "tf32": products in less than float32; empty: none of them.
  std::string precision;
  /// "offload": weights wait on the host until their layer runs.
  bool offload = false;

  bool plain() const { return text() == "plain"; }
  /// Whether the alpha is another one than without the mode.
  bool is_approximate() const;
  /// The parts in the order above.
  std::string text() const;
};

/// Throws UsageError for a part that is none, stands twice, or has a number out of range.
MemoryMode parse_memory_mode(const std::string& text);

}  // namespace mbench

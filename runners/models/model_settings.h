#pragma once

#include "runners/models/memory_mode.h"

#include <cstdint>
#include <optional>
#include <string>

// Included by sources that also include LibTorch, so no newer than C++17.

namespace mbench {

/// How a model is run, beside its own options: what `--weights`, `--memory`, `--tta`, `--fusion`
/// and `--box-from` say. All empty: as its authors' script runs it, with the registered weights.
struct ModelSettings {
  /// As for open_weights(): a file, two with a comma between, "synthetic:SEED", or nothing.
  std::string weights;
  /// MemoryMode::text().
  std::string memory = "plain";
  /// Augmentation::text(), see augmentation.h; empty for none.
  std::string augmentation;
  /// Which of Matting Anything's ways to join three scales; empty: its default.
  std::string fusion;
  /// The model's process may take so many bytes of main memory, or of a GPU's; none: all there are.
  std::optional<std::int64_t> ram_bytes = {};
  std::optional<std::int64_t> vram_bytes = {};

  /// Throws UsageError for a memory mode or an augmentation that is none.
  void check() const;
  /// What the rows of a run with these settings stand under, "plain" or what differs from it:
  /// "tokens:4096+tta=flip+fusion=plain+ram=8GiB". Weights are not part of it. A limit is: its rows
  /// are emulated, and another memory's machine would not have failed where they do.
  std::string mode() const;
  /// Throws UsageError as check() does.
  MemoryMode memory_mode() const { return parse_memory_mode(memory); }
};

/// What of the settings a model that is no network cannot do; empty: nothing.
std::string refusal_without_network(const ModelSettings& settings);

}  // namespace mbench

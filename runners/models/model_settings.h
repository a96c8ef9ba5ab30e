#pragma once

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
  /// "plain", or "tokens:N": a routed layer of MEMatte sends at most N tokens through attention.
  std::string memory = "plain";
  /// Augmentation::text(), see augmentation.h; empty for none.
  std::string augmentation;
  /// Which of Matting Anything's ways to join three scales; empty: its default.
  std::string fusion;

  /// Throws UsageError for a memory mode or an augmentation that is none.
  void check() const;
  /// What the rows of a run with these settings stand under, "plain" or what differs from it:
  /// "tokens:4096+tta=flip+fusion=plain". Weights are not part of it.
  std::string mode() const;
  /// N of "tokens:N".
  std::optional<std::int64_t> max_tokens() const;
};

/// What of the settings a model that is no network cannot do; empty: nothing.
std::string refusal_without_network(const ModelSettings& settings);

}  // namespace mbench

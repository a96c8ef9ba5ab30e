#pragma once

#include "core/filesystem.h"
#include "runners/models/matting_input.h"
#include "runners/networks/network.h"
#include "runners/weights/checkpoint.h"

#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What the authors' code gave for one input, with the state of its stages.
class GoldenNetwork {
 public:
  explicit GoldenNetwork(const fs::path& file) : file_(file) {}

  bool has(const std::string& name) const { return file_.find(name) != nullptr; }
  std::vector<std::int64_t> shape(const std::string& name) const;
  std::vector<float> values(const std::string& name) const;

  /// Image, trimap and prompts, as far as they are there.
  MattingInput input() const;

  /// Empty if the stage is as stored, or not stored; else how it differs. A stage is compared by
  /// its mean, deviation, first 64 values and 64 values spread over it, as far as stored, each
  /// within `tolerance` times the stage's largest stored magnitude.
  std::string difference(const std::string& name, const at::Tensor& found, double tolerance) const;
  bool has_stage(const std::string& name) const { return stage(name).has_value(); }

 private:
  struct Stage {
    double mean = 0;
    double deviation = 0;
    std::vector<float> head;
    std::vector<float> spread;
    bool scattered = false;  ///< whether `spread` jumps about instead of going evenly
  };
  std::optional<Stage> stage(const std::string& name) const;

  Checkpoint file_;
};

}  // namespace mbench

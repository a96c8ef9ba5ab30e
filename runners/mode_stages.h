#pragma once

#include "runners/planned_samples.h"

#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace mbench {

/// A cell with those of its samples that are run in it.
struct CellPart {
  const PlannedCell* cell = nullptr;
  std::vector<std::size_t> places;
  /// A sample that runs out of memory here is tried in a later mode.
  bool has_next = false;
};

/// The stages of a run, one after the other. With OnOom::keep there is one, of all cells. With
/// OnOom::next_mode there is one for each memory mode, in the order given; from the second on a
/// cell has the samples that ran out of memory in the mode before.
class ModeStages {
 public:
  /// All must outlive the object.
  ModeStages(const std::vector<PlannedCell>& plan, const PlannedSamples& samples, OnOom on_oom);

  std::size_t count() const { return count_; }
  /// The parts that have samples, in the plan's order. From the second stage on it rests on what
  /// was told of the one before.
  std::vector<CellPart> parts(std::size_t stage) const;
  /// Tells which samples of a cell ran out of memory, after its stage.
  void out_of_memory(const PlannedCell& cell, std::vector<std::size_t> places);

 private:
  using Group = std::pair<std::string, std::string>;  // suite and model
  static Group group_of(const PlannedCell& cell) { return {cell.record.suite, cell.record.model}; }
  std::size_t stage_of(const PlannedCell& cell) const;
  bool has_later(const PlannedCell& cell) const;
  std::vector<std::size_t> places_of(const PlannedCell& cell) const;

  const std::vector<PlannedCell>& plan_;
  const PlannedSamples& samples_;
  OnOom on_oom_;
  std::size_t count_ = 1;
  std::map<Group, std::vector<std::size_t>> left_;
};

}  // namespace mbench

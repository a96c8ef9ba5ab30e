#pragma once

#include "core/filesystem.h"
#include "core/image.h"
#include "runners/mode_stages.h"

#include <opencv2/core/types.hpp>

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace mbench {

/// How far one alpha is from another, over all pixels of the image.
struct AlphaDifference {
  double largest = 0;  ///< of the absolute differences, 0..1
  double mean = 0;     ///< of the same
};

/// Of two alphas of one size in floats.
AlphaDifference difference(const Alpha& one, const Alpha& other);

/// The alphas that a stage's plain cells make, kept for its approximate cells of the same model
/// and suite: each as a file of floats in a temporary folder, from when it is made until the last
/// of these cells has taken it. The folder goes with the object.
///
/// Any lane may call. Samples are begun in the order of the parts, the plain ones first, so that
/// whoever waits for one waits for a lane that does not wait for him.
class PlainAlphas {
 public:
  explicit PlainAlphas(const std::vector<CellPart>& parts);

  /// Whether this approximate cell has a plain one beside it.
  bool has_plain(const PlannedCell& cell) const { return users_of(cell) > 0; }

  /// Tells what a plain cell made of a sample; null: no alpha. Nothing is kept that nobody takes.
  /// Throws DataError if the file cannot be written; the sample then has none.
  void settle(const PlannedCell& plain, std::size_t place, const Alpha* alpha);

  /// The plain alpha for an approximate cell with has_plain(), once for each sample; waits until
  /// it is settled. None if plain made none.
  std::optional<Alpha> take(const PlannedCell& approximate, std::size_t place);

  /// A lane ended early: nobody waits any more, and what is not settled never will be.
  void give_up();

 private:
  using Group = std::pair<std::string, std::string>;              // suite and model
  using Key = std::tuple<std::string, std::string, std::size_t>;  // and the sample's place
  struct Entry {
    int users_left = 0;
    bool is_settled = false;
    fs::path file;  // empty: none
    cv::Size size;
  };

  int users_of(const PlannedCell& cell) const;
  Entry& entry(const PlannedCell& cell, std::size_t place);
  fs::path write(const Alpha& alpha);
  void let_go(const PlannedCell& approximate, std::size_t place);

  std::map<Group, int> users_;  // approximate cells with a plain one beside them
  std::mutex mutex_;
  std::condition_variable settled_;
  std::map<Key, Entry> entries_;
  std::optional<TemporaryFolder> folder_;
  std::size_t files_ = 0;
  bool given_up_ = false;
};

}  // namespace mbench

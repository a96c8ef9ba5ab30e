#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/image.h"

namespace mbench {

/// Which backgrounds a foreground meets.
enum class PairingRule {
  in_order,  ///< foreground i the backgrounds n·i to n·i + n - 1 of a list, n being fixed
  listed,    ///< those that one list of pairs names
};

/// How large a background becomes that does not cover its foreground: both of its sides times
/// `ratio = max(w/bw, h/bh)`, in IEEE double in that order. A larger one is left as it is.
enum class SizeRule {
  ceiling,   ///< ceil(bw·ratio)
  one_more,  ///< trunc(bw·ratio + 1)
};

enum class Resampler {
  pillow_bicubic,  ///< see pillow_resize
  opencv_linear,   ///< cv::resize with INTER_LINEAR, of the OpenCV at hand
};

/// Which part of an enlarged background is taken.
enum class Crop { top_left };

/// How opacity weighs foreground and background: a·F + (1-a)·B with a = A/255.
enum class Arithmetic {
  doubles,  ///< IEEE double, each product and the sum rounded on its own
};

/// What a composite is called.
enum class Naming {
  own_number,         ///< FOREGROUND_j: the j-th of its foreground
  series_and_number,  ///< what stands before the foreground's first '_', and the number in the
                      ///< split
  running_number,     ///< FOREGROUND_n: the n-th of the split
  background_name,    ///< FOREGROUND_BACKGROUND
};

/// To what size foreground and alpha are brought before anything else; 0 is no limit.
struct ForegroundLimit {
  int longest_px = 0;   ///< the long side becomes at most this
  int shortest_px = 0;  ///< and then the short side at least this
};

/// One set of composites that a protocol makes.
struct ProtocolSplit {
  std::string name;             ///< "test", "train"
  std::string foreground_list;  ///< file of names; of PairingRule::listed, the list of pairs
  std::string background_list;
  int backgrounds_each = 0;  ///< n of PairingRule::in_order
  Naming naming = Naming::own_number;
};

/// A published way to make composites, or a variation of it.
struct Protocol {
  std::string name;     ///< as after --protocol: "dim"
  int version = 1;      ///< raised when it gives other pixels than before
  std::string summary;  ///< one line
  std::string source;   ///< where it is written down: paper, or repository and file
  PairingRule pairing = PairingRule::in_order;
  bool needs_lists = true;  ///< else the order of the folders counts where no lists are given
  ForegroundLimit limit;
  SizeRule size_rule = SizeRule::ceiling;
  Resampler resampler = Resampler::pillow_bicubic;  ///< of backgrounds and limited foregrounds
  Crop crop = Crop::top_left;
  Arithmetic arithmetic = Arithmetic::doubles;
  Rounding quantisation = Rounding::truncate;  ///< of the sum; it never lies at a half
  std::string trimap_recipe;  ///< by which its authors make trimaps of the alphas; mostly none
  std::vector<ProtocolSplit> splits;

  /// Throws UsageError that names the splits there are.
  const ProtocolSplit& split(std::string_view name) const;
  /// "dim/1".
  std::string identity() const;
};

/// Every protocol, in the order in which people see them.
const std::vector<Protocol>& protocols();

/// Throws UsageError that names the nearest known names.
const Protocol& find_protocol(std::string_view name);

/// What determines the pixels and names of the protocol's composites, as pairs of words:
/// {"resampler", "pillow-bicubic"}.
std::vector<std::pair<std::string, std::string>> parameters_of(const Protocol& protocol,
                                                               const ProtocolSplit& split);

}  // namespace mbench

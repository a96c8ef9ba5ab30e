#pragma once

#include "core/filesystem.h"

#include <array>
#include <cstdint>
#include <string>

namespace mbench {

/// How pictures become the input of a TorchScript network, and its output an alpha. Read from
/// FILE.toml beside FILE, in which every key may be left out whose default fits.
struct TorchScriptSettings {
  /// Whether image and trimap are one tensor, 1 x (3 + trimap channels) x H x W; else two.
  bool joined = true;
  bool bgr = false;
  /// In the order of the channels, of colours in 0..1.
  std::array<double, 3> mean{0, 0, 0};
  std::array<double, 3> deviation{1, 1, 1};
  enum class TrimapCoding {
    scale,    ///< one channel: 0, 128/255, 1
    one_hot,  ///< three channels: background, unknown, foreground
    none      ///< the network takes no trimap
  };
  TrimapCoding trimap = TrimapCoding::scale;
  std::int64_t pad_multiple = 1;  ///< both sides become multiples of it
  enum class PadMode {
    reflect,    ///< mirrored, the border pixel not repeated
    symmetric,  ///< mirrored, the border pixel repeated
    zero        ///< of the normalised tensors
  };
  PadMode pad_mode = PadMode::reflect;
  bool pad_all_sides = false;  ///< half on each side, the odd pixel below and right; else there all
  std::int64_t output = 0;     ///< which one, if the network gives several
  bool keep_known = true;      ///< whether alpha is 0 and 1 where the trimap is sure
};

/// Throws ModelError: the file is missing (the hint is one that can be filled in), is not TOML, has
/// an unknown key or a value that is none of its key's.
TorchScriptSettings read_torchscript_settings(const fs::path& file);

}  // namespace mbench

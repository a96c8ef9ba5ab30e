#pragma once

#include "runners/networks/blocks.h"
#include "runners/networks/layers.h"
#include "runners/networks/network.h"
#include "runners/networks/token_map.h"

#include <cstdint>
#include <string>
#include <vector>

namespace mbench {

/// How the tokens of a map fall into windows of 7 x 7: the map is padded at the right and the
/// bottom to whole windows, and rolled up and left by `shift` tokens.
class WindowGrid {
 public:
  WindowGrid(std::int64_t height, std::int64_t width, std::int64_t shift,
             const c10::Device& device);

  std::int64_t rows;     ///< of windows
  std::int64_t columns;  ///< of windows
  /// Window after window, which token stands at each of the 49 places; height·width for padding.
  at::Tensor order;
  /// Where each token stands in `order`.
  at::Tensor places;
};

/// Memory that the blocks of a layer use one after the other: fresh pages cost as much as using
/// them.
struct WindowMemory {
  WindowMemory(const TokenMap& map, const WindowGrid& grid, const Blocks& blocks);

  /// Per token query, key and value; the last row is the padding's. Undefined with blocks, which
  /// have those of some rows of windows at a time.
  at::Tensor query_key_value;
  /// For each place of the grid the values of its window, mixed by the scores.
  at::Tensor mixed;
};

/// A block of Swin (Liu et al., ICCV 2021) as in microsoft/Swin-Transformer's segmentation form:
/// x += attention(norm1(x)) among the tokens of each window, x += fc2(gelu(fc1(norm2(x)))).
///
/// Scores get a learned bias by the two tokens' relative position and, in shifted windows, -100
/// between tokens that lie on different sides of the picture's border. Padding takes part as
/// tokens that are zero after norm1. Epsilon 1e-5, exact GELU.
class WindowBlock {
 public:
  WindowBlock(const Parameters& own, std::int64_t width, std::int64_t heads, bool shifted,
              const Blocks& blocks);

  /// Once, after Parameters::load().
  void prepare();
  bool shifted() const { return shifted_; }

  /// `map` in place. `grid` is of its size and of this block's shift.
  void operator()(TokenMap& map, const WindowGrid& grid, const WindowMemory& memory,
                  const Probes& probes, const std::string& name) const;

 private:
  void attend(const at::Tensor& tokens, const WindowGrid& grid, const WindowMemory& memory) const;
  void project(const at::Tensor& tokens, const WindowMemory& memory) const;
  /// Query, key and value of the tokens that `order` names.
  at::Tensor projected(const at::Tensor& tokens, const at::Tensor& order,
                       const WindowMemory& memory) const;
  void attend_rows(const at::Tensor& tokens, const WindowGrid& grid, std::int64_t first,
                   std::int64_t rows, const WindowMemory& memory) const;
  /// Of rows of windows, the last of which may be the map's last.
  void fill_bias(const at::Tensor& scores, std::int64_t head, bool has_last_row) const;

  Blocks blocks_;
  std::int64_t heads_;
  bool shifted_;
  LayerNorm norm1_;
  at::Tensor bias_table_;
  Linear qkv_;
  Linear projection_;
  LayerNorm norm2_;
  Linear fc1_;
  Linear fc2_;
  /// (kinds of window, heads, 49, 49): bias by position and border. Kinds are 2·(last row) + (last
  /// column), or one if not shifted.
  at::Tensor biases_;
};

/// Blocks of which every second is shifted by 3.
class WindowLayer {
 public:
  WindowLayer(const Parameters& own, std::int64_t depth, std::int64_t width, std::int64_t heads,
              const Blocks& blocks);

  /// Once, after Parameters::load().
  void prepare();
  /// `map` in place; the blocks are probed as NAME.blocks.N.
  void operator()(TokenMap& map, const Probes& probes, const std::string& name) const;

 private:
  Blocks at_once_;
  std::vector<WindowBlock> blocks_;
};

}  // namespace mbench

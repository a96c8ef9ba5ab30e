#pragma once

#include "runners/networks/layers.h"

#include <vector>

namespace mbench {

/// Attention with projections of its own for queries, keys and values, which may be narrower
/// than the tokens.
struct ProjectedAttention {
  ProjectedAttention(const Parameters& own, std::int64_t width, std::int64_t inner);
  /// (queries, width) of (queries, width), (keys, width) and (keys, width).
  at::Tensor operator()(const at::Tensor& q, const at::Tensor& k, const at::Tensor& v) const;

  Linear q_proj;
  Linear k_proj;
  Linear v_proj;
  Linear out_proj;
};

/// The few tokens that ask, and the many of the picture.
struct TwoWayTokens {
  at::Tensor queries;  ///< (prompt and result tokens, 256)
  at::Tensor keys;     ///< (picture tokens, 256)
};

/// One layer: the queries attend to each other and to the picture, then the picture to them.
struct TwoWayLayer {
  TwoWayLayer(const Parameters& own, bool first);
  /// `query_places` and `key_places` are added wherever tokens are compared; in the first layer
  /// the queries' self attention goes without them, and replaces the queries.
  TwoWayTokens operator()(TwoWayTokens tokens, const at::Tensor& query_places,
                          const at::Tensor& key_places) const;

  bool first;
  ProjectedAttention self_attn;
  LayerNorm norm1;
  ProjectedAttention cross_attn_token_to_image;
  LayerNorm norm2;
  Linear lin1;
  Linear lin2;
  LayerNorm norm3;
  LayerNorm norm4;
  ProjectedAttention cross_attn_image_to_token;
};

/// Segment Anything's decoder of tokens: two such layers and a last look at the picture
/// (facebookresearch/segment-anything at dca509fe, modeling/transformer.py).
struct TwoWayTransformer {
  explicit TwoWayTransformer(const Parameters& own);
  /// Of the picture's tokens with their places, and the queries, which are their own places.
  TwoWayTokens operator()(const at::Tensor& picture, const at::Tensor& places,
                          const at::Tensor& queries) const;

  std::vector<TwoWayLayer> layers;
  ProjectedAttention final_attn_token_to_image;
  LayerNorm norm_final_attn;
};

}  // namespace mbench

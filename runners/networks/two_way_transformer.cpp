#include "runners/networks/two_way_transformer.h"

#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>

#include <cmath>
#include <utility>

namespace mbench {
namespace {

constexpr std::int64_t kHeads = 8;
constexpr std::int64_t kHidden = 2048;
constexpr double kEpsilon = 1e-5;
constexpr std::int64_t kNarrow = kSamWidth / 2;  // where queries meet the picture

/// (heads, tokens, inner / heads) of (tokens, inner), sharing its memory.
at::Tensor heads_of(const at::Tensor& x) {
  return x.view({x.size(0), kHeads, x.size(1) / kHeads}).transpose(0, 1);
}

}  // namespace

ProjectedAttention::ProjectedAttention(const Parameters& own, std::int64_t width,
                                       std::int64_t inner)
    : q_proj(own / "q_proj", width, inner),
      k_proj(own / "k_proj", width, inner),
      v_proj(own / "v_proj", width, inner),
      out_proj(own / "out_proj", inner, width) {}

at::Tensor ProjectedAttention::operator()(const at::Tensor& q, const at::Tensor& k,
                                          const at::Tensor& v) const {
  const at::Tensor queries = heads_of(q_proj(q));
  const at::Tensor likeness = at::bmm(queries, heads_of(k_proj(k)).transpose(1, 2))
                                  .div_(std::sqrt(static_cast<double>(queries.size(2))));
  const at::Tensor mixed = at::bmm(at::softmax(likeness, -1), heads_of(v_proj(v)));
  return out_proj(mixed.transpose(0, 1).flatten(1));
}

TwoWayLayer::TwoWayLayer(const Parameters& own, bool first_)
    : first(first_),
      self_attn(own / "self_attn", kSamWidth, kSamWidth),
      norm1(own / "norm1", kSamWidth, kEpsilon),
      cross_attn_token_to_image(own / "cross_attn_token_to_image", kSamWidth, kNarrow),
      norm2(own / "norm2", kSamWidth, kEpsilon),
      lin1(own / "mlp" / "lin1", kSamWidth, kHidden),
      lin2(own / "mlp" / "lin2", kHidden, kSamWidth),
      norm3(own / "norm3", kSamWidth, kEpsilon),
      norm4(own / "norm4", kSamWidth, kEpsilon),
      cross_attn_image_to_token(own / "cross_attn_image_to_token", kSamWidth, kNarrow) {}

TwoWayTokens TwoWayLayer::operator()(TwoWayTokens tokens, const at::Tensor& query_places,
                                     const at::Tensor& key_places) const {
  auto& [queries, keys] = tokens;
  if (first) {
    queries = norm1(self_attn(queries, queries, queries));
  } else {
    const at::Tensor placed = queries + query_places;
    queries = norm1(queries + self_attn(placed, placed, queries));
  }
  const at::Tensor placed_keys = keys + key_places;
  queries = norm2(queries + cross_attn_token_to_image(queries + query_places, placed_keys, keys));
  queries = norm3(queries + lin2(lin1(queries).relu_()));
  keys = norm4(keys + cross_attn_image_to_token(placed_keys, queries + query_places, queries));
  return tokens;
}

TwoWayTransformer::TwoWayTransformer(const Parameters& own)
    : layers{TwoWayLayer(own / "layers" / 0, true), TwoWayLayer(own / "layers" / 1, false)},
      final_attn_token_to_image(own / "final_attn_token_to_image", kSamWidth, kNarrow),
      norm_final_attn(own / "norm_final_attn", kSamWidth, kEpsilon) {}

TwoWayTokens TwoWayTransformer::operator()(const at::Tensor& picture, const at::Tensor& places,
                                           const at::Tensor& queries) const {
  TwoWayTokens tokens{queries, picture};
  for (const TwoWayLayer& layer : layers) tokens = layer(std::move(tokens), queries, places);
  const at::Tensor seen =
      final_attn_token_to_image(tokens.queries + queries, tokens.keys + places, tokens.keys);
  tokens.queries = norm_final_attn(tokens.queries + seen);
  return tokens;
}

}  // namespace mbench

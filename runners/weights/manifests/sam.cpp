#include "runners/weights/manifests/sam.h"

#include <algorithm>

namespace mbench {
namespace {

constexpr std::int64_t kGrid = 64;  // a side of 1024 pixels in patches of 16
constexpr std::int64_t kWindow = 14;
constexpr std::int64_t kWidth = 256;  // of prompts, masks and the encoder's result
constexpr std::int64_t kHidden = 2048;

void picture_encoder(ManifestBuilder& build, const std::string& name, const SamEncoder& encoder) {
  const std::int64_t width = encoder.width;
  build.add(name + "pos_embed", {1, kGrid, kGrid, width});
  build.convolution(name + "patch_embed.proj", 3, width, 16);
  for (int i = 0; i < encoder.blocks; ++i) {
    const std::string block = name + "blocks." + std::to_string(i);
    const auto& whole = encoder.whole_picture_blocks;
    const bool everything = std::find(whole.begin(), whole.end(), i) != whole.end();
    const std::int64_t side = everything ? kGrid : kWindow;
    build.norm(block + ".norm1", width);
    build.add(block + ".attn.rel_pos_h", {2 * side - 1, width / encoder.heads});
    build.add(block + ".attn.rel_pos_w", {2 * side - 1, width / encoder.heads});
    build.linear(block + ".attn.qkv", width, 3 * width);
    build.linear(block + ".attn.proj", width, width);
    build.norm(block + ".norm2", width);
    build.linear(block + ".mlp.lin1", width, 4 * width);
    build.linear(block + ".mlp.lin2", 4 * width, width);
  }
  build.convolution(name + "neck.0", width, kWidth, 1, false);
  build.norm(name + "neck.1", kWidth);
  build.convolution(name + "neck.2", kWidth, kWidth, 3, false);
  build.norm(name + "neck.3", kWidth);
}

void prompt_encoder(ManifestBuilder& build, const std::string& name) {
  build.add(name + "pe_layer.positional_encoding_gaussian_matrix", {2, kWidth / 2});
  for (int i = 0; i < 4; ++i) {
    build.add(name + "point_embeddings." + std::to_string(i) + ".weight", {1, kWidth});
  }
  build.add(name + "not_a_point_embed.weight", {1, kWidth});
  build.convolution(name + "mask_downscaling.0", 1, 4, 2);
  build.norm(name + "mask_downscaling.1", 4);
  build.convolution(name + "mask_downscaling.3", 4, 16, 2);
  build.norm(name + "mask_downscaling.4", 16);
  build.convolution(name + "mask_downscaling.6", 16, kWidth, 1);
  build.add(name + "no_mask_embed.weight", {1, kWidth});
}

void attention(ManifestBuilder& build, const std::string& name, std::int64_t inner) {
  build.linear(name + ".q_proj", kWidth, inner);
  build.linear(name + ".k_proj", kWidth, inner);
  build.linear(name + ".v_proj", kWidth, inner);
  build.linear(name + ".out_proj", inner, kWidth);
}

void two_way_transformer(ManifestBuilder& build, const std::string& name) {
  for (int i = 0; i < 2; ++i) {
    const std::string layer = name + "layers." + std::to_string(i);
    attention(build, layer + ".self_attn", kWidth);
    build.norm(layer + ".norm1", kWidth);
    attention(build, layer + ".cross_attn_token_to_image", kWidth / 2);
    build.norm(layer + ".norm2", kWidth);
    build.linear(layer + ".mlp.lin1", kWidth, kHidden);
    build.linear(layer + ".mlp.lin2", kHidden, kWidth);
    build.norm(layer + ".norm3", kWidth);
    build.norm(layer + ".norm4", kWidth);
    attention(build, layer + ".cross_attn_image_to_token", kWidth / 2);
  }
  attention(build, name + "final_attn_token_to_image", kWidth / 2);
  build.norm(name + "norm_final_attn", kWidth);
}

/// Three linear layers.
void perceptron(ManifestBuilder& build, const std::string& name, std::int64_t to) {
  build.linear(name + ".layers.0", kWidth, kWidth);
  build.linear(name + ".layers.1", kWidth, kWidth);
  build.linear(name + ".layers.2", kWidth, to);
}

void mask_decoder(ManifestBuilder& build, const std::string& name) {
  two_way_transformer(build, name + "transformer.");
  build.add(name + "iou_token.weight", {1, kWidth});
  build.add(name + "mask_tokens.weight", {4, kWidth});
  // Transposed convolutions: their weights begin with the channels they read.
  build.add(name + "output_upscaling.0.weight", {kWidth, 64, 2, 2});
  build.add(name + "output_upscaling.0.bias", {64});
  build.norm(name + "output_upscaling.1", 64);
  build.add(name + "output_upscaling.3.weight", {64, 32, 2, 2});
  build.add(name + "output_upscaling.3.bias", {32});
  for (int i = 0; i < 4; ++i) {
    perceptron(build, name + "output_hypernetworks_mlps." + std::to_string(i), 32);
  }
  perceptron(build, name + "iou_prediction_head", 4);
}

}  // namespace

void add_sam(ManifestBuilder& build, const std::string& prefix, const SamEncoder& encoder) {
  picture_encoder(build, prefix + "image_encoder.", encoder);
  prompt_encoder(build, prefix + "prompt_encoder.");
  mask_decoder(build, prefix + "mask_decoder.");
}

}  // namespace mbench

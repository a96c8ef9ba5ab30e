#include "runners/weights/manifests/vit_matting.h"

namespace mbench {
namespace {

constexpr std::int64_t kHeadWidth = 64;
constexpr int kBlocks = 12;

bool sees_everything(int block) { return block % 3 == 2; }

void light_branch(ManifestBuilder& build, const std::string& name, std::int64_t width) {
  build.linear(name + ".fc1", width, 2 * width);
  build.convolution(name + ".dwconv", 1, 2 * width, 5);  // depthwise
  build.linear(name + ".fc2", 2 * width, width);
  build.add(name + ".eca.conv.weight", {1, 1, 5});
}

void bottleneck(ManifestBuilder& build, const std::string& name, std::int64_t width) {
  const std::int64_t inner = width / 2;
  build.convolution(name + ".conv1", width, inner, 1, false);
  build.norm(name + ".norm1", inner);
  build.convolution(name + ".conv2", inner, inner, 3, false);
  build.norm(name + ".norm2", inner);
  build.convolution(name + ".conv3", inner, width, 1, false);
  build.norm(name + ".norm3", width);
}

void block(ManifestBuilder& build, int number, const VitMatting& options) {
  const std::string name = "backbone.blocks." + std::to_string(number);
  const std::int64_t width = options.width;
  const bool everything = sees_everything(number);
  build.norm(name + ".norm1", width);
  if (!(everything && options.routed)) {
    const std::int64_t side = everything ? 32 : 14;  // tokens it was trained on
    build.add(name + ".attn.rel_pos_h", {2 * side - 1, kHeadWidth});
    build.add(name + ".attn.rel_pos_w", {2 * side - 1, kHeadWidth});
  }
  build.linear(name + ".attn.qkv", width, 3 * width);
  build.linear(name + ".attn.proj", width, width);
  build.norm(name + ".norm2", width);
  build.linear(name + ".mlp.fc1", width, 4 * width);
  build.linear(name + ".mlp.fc2", 4 * width, width);
  if (everything && options.routed) light_branch(build, name + ".efficient_block", width);
  if (everything) bottleneck(build, name + ".residual", width);
}

void router(ManifestBuilder& build, int number, std::int64_t width) {
  const std::string name = "backbone.routers." + std::to_string(number);
  build.norm(name + ".in_conv.0", width);
  build.linear(name + ".in_conv.1", width, width);
  build.linear(name + ".out_conv.0", width, width / 2);
  build.linear(name + ".out_conv.2", width / 2, width / 4);
  build.linear(name + ".out_conv.4", width / 4, 2);
}

void decoder(ManifestBuilder& build, std::int64_t width) {
  const std::int64_t detail[] = {4, 48, 96, 192};
  for (int i = 0; i < 3; ++i) {
    const std::string name = "decoder.convstream.convs." + std::to_string(i);
    build.convolution(name + ".conv", detail[i], detail[i + 1], 3, false);
    build.batch_norm(name + ".bn", detail[i + 1]);
  }
  const std::int64_t fused[] = {width, 256, 128, 64, 32};
  for (int i = 0; i < 4; ++i) {
    const std::string name = "decoder.fusion_blks." + std::to_string(i) + ".conv";
    build.convolution(name + ".conv", detail[3 - i] + fused[i], fused[i + 1], 3, false);
    build.batch_norm(name + ".bn", fused[i + 1]);
  }
  const std::string head = "decoder.matting_head.matting_convs.";
  build.convolution(head + "0", 32, 16, 3);
  build.batch_norm(head + "1", 16);
  build.convolution(head + "3", 16, 1, 1);
}

}  // namespace

void add_vit_matting(ManifestBuilder& build, const VitMatting& options) {
  build.add("backbone.pos_embed", {1, 14 * 14 + 1, options.width});
  build.convolution("backbone.patch_embed.proj", 4, options.width, 16);
  for (int i = 0; i < kBlocks; ++i) block(build, i, options);
  if (options.routed) {
    for (int i = 0; i < kBlocks / 3; ++i) router(build, i, options.width);
  }
  decoder(build, options.width);
}

}  // namespace mbench

#include "runners/weights/manifests/manifests.h"

namespace mbench {
namespace {

constexpr std::int64_t kWindow = 7;

/// A block of window attention with its bias table.
void window_block(ManifestBuilder& build, const std::string& name, std::int64_t width,
                  std::int64_t heads) {
  constexpr std::int64_t kOffsets = (2 * kWindow - 1) * (2 * kWindow - 1);
  constexpr std::int64_t kTokens = kWindow * kWindow;
  build.norm(name + ".norm1", width);
  build.add(name + ".attn.relative_position_bias_table", {kOffsets, heads});
  build.add_computed(name + ".attn.relative_position_index", {kTokens, kTokens});
  build.linear(name + ".attn.qkv", width, 3 * width);
  build.linear(name + ".attn.proj", width, width);
  build.norm(name + ".norm2", width);
  build.linear(name + ".mlp.fc1", width, 4 * width);
  build.linear(name + ".mlp.fc2", 4 * width, width);
}

/// Swin-T in its segmentation form on 64 channels.
void swin(ManifestBuilder& build) {
  const std::string name = "trans.";
  build.convolution(name + "patch_embed.proj", 64, 96, 3);
  build.norm(name + "patch_embed.norm", 96);
  const int depths[] = {2, 2, 6, 2};
  for (int layer = 0; layer < 4; ++layer) {
    const std::string at = name + "layers." + std::to_string(layer);
    const std::int64_t width = std::int64_t{96} << layer;
    for (int block = 0; block < depths[layer]; ++block) {
      window_block(build, at + ".blocks." + std::to_string(block), width, 3 << layer);
    }
    if (layer == 3) continue;
    build.linear(at + ".downsample.reduction", 4 * width, 2 * width, false);
    build.norm(at + ".downsample.norm", 4 * width);
  }
  for (int layer = 0; layer < 4; ++layer) {
    build.norm(name + "norm" + std::to_string(layer), std::int64_t{96} << layer);
  }
}

/// 1x1 down, 3x3, 1x1 up, two GroupNorms between.
void residual_block(ManifestBuilder& build, const std::string& name, std::int64_t width,
                    std::int64_t inner) {
  build.convolution(name + ".conv1", width, inner, 1);
  build.norm(name + ".gn1", inner);
  build.convolution(name + ".conv2", inner, inner, 3);
  build.norm(name + ".gn2", inner);
  build.convolution(name + ".conv3", inner, width, 1);
}

/// Convolutions of 3x3, each with a PReLU; the last without if `bare_end`.
void prelu_stack(ManifestBuilder& build, const std::string& name,
                 const std::vector<std::int64_t>& widths, bool bare_end) {
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) {
    build.convolution(name + "." + std::to_string(2 * i), widths[i], widths[i + 1], 3);
    const bool last = i + 2 == widths.size();
    if (last && bare_end) continue;
    build.add(name + "." + std::to_string(2 * i + 1) + ".weight", {widths[i + 1]});
  }
}

void decoder(ManifestBuilder& build) {
  const std::int64_t joined[] = {1408, 640, 448, 288};
  const std::int64_t widths[] = {256, 256, 192, 128};
  const std::int64_t heads[] = {8, 8, 6, 4};
  for (int i = 0; i < 4; ++i) {
    build.convolution("conv" + std::to_string(i + 1) + ".0", joined[i], widths[i], 1);
  }
  for (int i = 0; i < 4; ++i) {
    for (int block = 0; block < 3; ++block) {
      window_block(build, "ctran" + std::to_string(i) + ".blocks." + std::to_string(block),
                   widths[i], heads[i]);
    }
  }
  prelu_stack(build, "conv5", {192, 64, 64, 48}, false);
  prelu_stack(build, "convo", {102, 32, 32, 1}, true);
}

/// The guide and the embedding of the last stage.
void guide(ManifestBuilder& build) {
  build.convolution("apptrans.0", 640, 256, 1);
  residual_block(build, "apptrans.1", 256, 128);
  residual_block(build, "apptrans.2", 256, 128);
  build.convolution("apptrans.3", 256, 512, 2);
  residual_block(build, "apptrans.4", 512, 128);
  build.convolution("emb.0", 768, 640, 1);
  residual_block(build, "emb.1", 640, 160);
  build.convolution("embdp.0", 640, 640, 1);
  build.convolution("h2l", 768, 256, 1);
}

/// An appearance-enhanced axis-wise learning block.
void axis_block(ManifestBuilder& build, const std::string& name) {
  build.add(name + ".gamma", {1});
  for (const char* attention : {".self_attn2", ".self_attn1"}) {
    build.add(name + attention + ".in_proj_weight", {960, 320});
    build.add(name + attention + ".in_proj_bias", {960});
    build.linear(name + attention + ".out_proj", 320, 320);
  }
  build.linear(name + ".linear1", 640, 2048);
  build.linear(name + ".linear2", 2048, 640);
  build.norm(name + ".norm1", 640);
  build.norm(name + ".norm2", 640);
  build.convolution(name + ".trans.0", 1152, 320, 1);
  residual_block(build, name + ".trans.1", 320, 160);
  build.convolution(name + ".trans.2", 320, 640, 1);
}

}  // namespace

// AEMatter (Liu et al., 2024), aipixel/AEMatter, branch main at
// 30dbee2665e3bc95f643c343be60e69f376ad8fb.
ParameterManifest aematter_manifest() {
  ParameterManifest manifest;
  manifest.model = "aematter";
  manifest.files = {{"AEMFIX.ckpt", "mega.nz, by the link in github.com/aipixel/AEMatter"}};
  manifest.clues = {{"trans1.gamma",
                     "a file without trans1.gamma is of AEMatter's abandoned branch PT20, which is "
                     "another network; take AEMFIX.ckpt (195 MiB)"}};
  // Without these nearly every pixel of a synthetic network's alpha is 0 or 1.
  manifest.tweaks = {{"convo.4.weight", 0.015625F, 0}, {"convo.4.bias", 1, 0.5F}};
  ManifestBuilder build(manifest);
  prelu_stack(build, "start_conv0", {6, 48}, false);
  prelu_stack(build, "start_conv", {48, 64, 64}, false);
  swin(build);
  decoder(build);
  guide(build);
  for (int i = 1; i <= 3; ++i) axis_block(build, "trans" + std::to_string(i));
  return manifest;
}

}  // namespace mbench

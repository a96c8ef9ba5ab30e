#include "runners/networks/mask_to_matte.h"

#include "runners/networks/sam_prompt_encoder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <utility>

namespace mbench {
namespace {

constexpr double kSlope = 0.2;       // of every LeakyReLU
constexpr std::int64_t kGuides = 4;  // channels of picture and mask
constexpr std::int64_t kFewestRows = 32;
constexpr ConvolutionShape kSquare{/*kernel=*/3, /*stride=*/1, /*padding=*/1, 1, false};
constexpr ConvolutionShape kPixel{/*kernel=*/1, /*stride=*/1, /*padding=*/0, 1, false};
constexpr ConvolutionShape kDoubling{/*kernel=*/4, /*stride=*/2, /*padding=*/1, 1, false};

at::Tensor activated(at::Tensor x) { return at::leaky_relu_(x, kSlope); }

/// Folds, and lays the weights out as the pictures are.
void fold_into(Convolution& convolution, const BatchNorm& norm) {
  norm.fold_into(convolution);
  convolution.weight = convolution.weight.contiguous(at::MemoryFormat::ChannelsLast);
}

at::Tensor corner(const at::Tensor& x, MapSize size) {
  return x.narrow(2, 0, std::min(size.rows, x.size(2)))
      .narrow(3, 0, std::min(size.columns, x.size(3)));
}

/// How many pixels of a line of each scale the first `pixels` of the results depend on.
struct Reach {
  explicit Reach(std::int64_t pixels) {
    os2 = doubled_to(pixels + 2);
    os4 = std::max(doubled_to(os2 + 3), pixels / 4 + 4);
    os8 = doubled_to(os4 + 5);
    os16 = doubled_to(os8 + 5);
  }
  std::int64_t os2 = 0;
  std::int64_t os4 = 0;
  std::int64_t os8 = 0;
  std::int64_t os16 = 0;

 private:
  static std::int64_t doubled_to(std::int64_t pixels) { return pixels / 2 + 1; }
};

/// Features, picture and mask of `side` x `side`, as far as `size` goes, one after the other.
at::Tensor guided(const at::Tensor& features, const at::Tensor& picture, const at::Tensor& guide,
                  std::int64_t side, MapSize size) {
  const at::Tensor part = corner(features, size);
  const std::int64_t channels = part.size(1);
  at::Tensor all = at::empty({1, channels + kGuides, part.size(2), part.size(3)},
                             part.options().memory_format(at::MemoryFormat::ChannelsLast));
  all.narrow(1, 0, channels).copy_(part);
  all.narrow(1, channels, 3)
      .copy_(corner(at::upsample_bilinear2d(picture, {side, side}, false), size));
  all.narrow(1, channels + 3, 1)
      .copy_(corner(at::upsample_bilinear2d(guide, {side, side}, false), size));
  return all;
}

at::Tensor through(const std::vector<MatteBlock>& blocks, at::Tensor x) {
  for (const MatteBlock& block : blocks) x = block(x);
  return x;
}

std::vector<MatteBlock> stage(const Parameters& own, int blocks, std::int64_t from,
                              std::int64_t to) {
  std::vector<MatteBlock> result;
  for (int i = 0; i < blocks; ++i) result.emplace_back(own / i, i == 0, from + kGuides, to);
  return result;
}

/// Logits `factor` times as large, then as opacity.
at::Tensor opacity(const at::Tensor& logits, std::int64_t factor, MapSize needed) {
  const at::Tensor enlarged =
      factor == 1 ? logits
                  : at::upsample_bilinear2d(
                        logits, {logits.size(2) * factor, logits.size(3) * factor}, false);
  return widened(corner(enlarged, needed)).tanh().add_(1).div_(2);
}

}  // namespace

DoublingConvolution::DoublingConvolution(const Parameters& own, std::int64_t from, std::int64_t to)
    : stored(own, from, to, kDoubling) {}

void DoublingConvolution::fold(const BatchNorm& norm) {
  norm.fold_into(stored);
  // Pixel 2m gets weight 3 from m - 1 and 1 from m; pixel 2m + 1 gets 2 from m and 0 from m + 1.
  const at::TensorOptions numbers = stored.weight.options().dtype(at::kLong);
  const at::Tensor taps[] = {at::tensor({3, 1}, numbers), at::tensor({2, 0}, numbers)};
  std::vector<at::Tensor> weights;
  for (const at::Tensor& rows : taps) {
    for (const at::Tensor& columns : taps) {
      weights.push_back(
          stored.weight.index_select(2, rows).index_select(3, columns).transpose(0, 1));
    }
  }
  weight = at::cat(weights).contiguous(at::MemoryFormat::ChannelsLast);
  bias = stored.bias.repeat({4});
  stored.weight.reset();
}

at::Tensor DoublingConvolution::operator()(const at::Tensor& x) const {
  // Of m - 1 and m, so there is a row and a column more than pixels of a kind.
  const at::Tensor four = at::conv2d(x, beside(weight, x), bias, /*stride=*/1, /*padding=*/1);
  const std::int64_t channels = four.size(1) / 4;
  const std::int64_t rows = x.size(2);
  const std::int64_t columns = x.size(3);
  at::Tensor result = at::empty({1, channels, 2 * rows, 2 * columns},
                                x.options().memory_format(at::MemoryFormat::ChannelsLast));
  const at::Tensor places = result.view({1, channels, rows, 2, columns, 2});
  for (std::int64_t kind = 0; kind < 4; ++kind) {
    places.select(5, kind % 2)
        .select(3, kind / 2)
        .copy_(four.narrow(1, kind * channels, channels)
                   .narrow(2, kind / 2, rows)
                   .narrow(3, kind % 2, columns));
  }
  return result;
}

MatteBlock::MatteBlock(const Parameters& own, bool doubles, std::int64_t from, std::int64_t to)
    : bn1(own / "bn1", doubles ? from : to),
      conv2(own / "conv2" / "module", doubles ? from : to, to, kSquare),
      bn2(own / "bn2", to) {
  if (doubles) {
    doubling.emplace_back(own / "conv1" / "module", from, from);
    shortcut.emplace_back(own / "upsample" / 1 / "module", from, to, kPixel);
    shortcut_norm.emplace_back(own / "upsample" / 2, to);
  } else {
    conv1.emplace_back(own / "conv1" / "module", to, to, kSquare);
  }
}

void MatteBlock::fold() {
  if (doubling.empty()) {
    fold_into(conv1[0], bn1);
  } else {
    doubling[0].fold(bn1);
    fold_into(shortcut[0], shortcut_norm[0]);
  }
  fold_into(conv2, bn2);
}

at::Tensor MatteBlock::operator()(const at::Tensor& x) const {
  if (doubling.empty()) {
    return activated(conv2(activated(conv1[0](x))).add_(x));
  }
  at::Tensor result = conv2(activated(doubling[0](x)));
  // The authors repeat pixels first and mix channels then; this is the same for a quarter.
  result.view({1, result.size(1), x.size(2), 2, x.size(3), 2})
      .add_(shortcut[0](x).unsqueeze(3).unsqueeze(5));
  return activated(std::move(result));
}

MatteHead::MatteHead(const Parameters& own, std::int64_t width)
    : first(own / 0, width, 32, kSquare), norm(own / 1, 32), last(own / 3, 32, 1) {}

void MatteHead::fold() { fold_into(first, norm); }

at::Tensor MatteHead::operator()(const at::Tensor& x) const { return last(activated(first(x))); }

MaskToMatte::MaskToMatte(const Parameters& own, const Blocks& blocks_)
    : blocks(blocks_),
      layer2(stage(own / "layer2", 3, kSamWidth, 128)),
      layer3(stage(own / "layer3", 3, 128, 64)),
      layer4(stage(own / "layer4", 2, 64, 32)),
      conv1(own / "conv1" / "module", 32, 32),
      bn1(own / "bn1", 32),
      refine_OS8(own / "refine_OS8", 128),
      refine_OS4(own / "refine_OS4", 64),
      refine_OS1(own / "refine_OS1", 32) {}

void MaskToMatte::fold() {
  for (std::vector<MatteBlock>* group : {&layer2, &layer3, &layer4}) {
    for (MatteBlock& block : *group) block.fold();
  }
  conv1.fold(bn1);
  for (MatteHead* head : {&refine_OS8, &refine_OS4, &refine_OS1}) head->fold();
}

MatteMaps MaskToMatte::operator()(const at::Tensor& features, const at::Tensor& picture,
                                  const at::Tensor& guide, MapSize needed,
                                  const Probes& probes) const {
  const Reach rows(probes ? kSamSide : needed.rows);
  const Reach columns(probes ? kSamSide : needed.columns);
  const auto told = [&](const char* stage_name, const at::Tensor& values) {
    if (probes) probes(stage_name, values);
    return values;
  };
  MatteMaps maps;
  at::Tensor x =
      told("m2m.layer2",
           through(layer2, guided(features, picture, guide, kSamGrid, {rows.os16, columns.os16})));
  maps.os8 = opacity(told("m2m.refine_OS8", refine_OS8(x)), 8, needed);
  x = guided(x, picture, guide, 2 * kSamGrid, {rows.os8, columns.os8});
  x = told("m2m.layer3", through(layer3, std::move(x)));
  maps.os4 = opacity(told("m2m.refine_OS4", refine_OS4(x)), 4, needed);
  x = guided(x, picture, guide, 4 * kSamGrid, {rows.os4, columns.os4});
  x = told("m2m.layer4", through(layer4, std::move(x)));
  const at::Tensor logits = finest(corner(x, {rows.os2, columns.os2}), needed.rows, probes);
  maps.os1 = opacity(told("m2m.refine_OS1", logits), 1, needed);
  return maps;
}

at::Tensor MaskToMatte::finest(const at::Tensor& x, std::int64_t rows, const Probes& probes) const {
  const std::int64_t available = x.size(2);
  // A probe wants all rows.
  const std::int64_t at_once =
      probes ? available : blocks.at_once(available, 4 * x.size(1) * x.size(3), kFewestRows);
  at::Tensor logits = at::empty({1, 1, 2 * available, 2 * x.size(3)}, x.options());
  for (std::int64_t first = 0; first < available && 2 * first < rows; first += at_once) {
    const std::int64_t count = std::min(at_once, available - first);
    // Two rows more at both ends: three convolutions spoil at most three rows of the result.
    const std::int64_t from = std::max<std::int64_t>(0, first - 2);
    const std::int64_t to = std::min(available, first + count + 2);
    at::Tensor wide = conv1(x.narrow(2, from, to - from));
    if (probes) probes("m2m.bn1", wide);
    logits.narrow(2, 2 * first, 2 * count)
        .copy_(refine_OS1(activated(std::move(wide))).narrow(2, 2 * (first - from), 2 * count));
  }
  return logits;
}

}  // namespace mbench

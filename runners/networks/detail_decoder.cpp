#include "runners/networks/detail_decoder.h"

#include <ATen/Functions.h>

#include <algorithm>
#include <string>

namespace mbench {
namespace {

constexpr std::int64_t kFewestRows = 16;

/// Rows of a picture, of which those above its top or below its bottom are zeros.
struct Rows {
  std::int64_t first;
  std::int64_t count;
};

/// The picture's rows of `coarse` at twice its size (bilinear, pixel centres): rows from `first`
/// up to `end`.
at::Tensor doubled(const at::Tensor& coarse, std::int64_t first, std::int64_t end) {
  // An even row lies between the coarse row of half its number and the one above, an odd one
  // between that and the one below. Only at the picture's edges may the part end with its edge.
  const std::int64_t top = std::max<std::int64_t>((first + 1) / 2 - 1, 0);
  const std::int64_t bottom = std::min(end / 2 + 1, coarse.size(2));
  const at::Tensor part = coarse.narrow(2, top, bottom - top);
  return at::upsample_bilinear2d(part, {2 * part.size(2), 2 * part.size(3)},
                                 /*align_corners=*/false)
      .narrow(2, first - 2 * top, end - first);
}

/// Those rows of `detail` and of `coarse` at twice its size, channels last.
at::Tensor joined(const at::Tensor& detail, const at::Tensor& coarse, const Rows& rows) {
  const std::int64_t fine = detail.size(1);
  const std::int64_t first = std::max<std::int64_t>(rows.first, 0);
  const std::int64_t end = std::min(rows.first + rows.count, detail.size(2));
  at::Tensor result = at::empty({1, fine + coarse.size(1), rows.count, detail.size(3)},
                                detail.options().memory_format(at::MemoryFormat::ChannelsLast));
  const std::int64_t above = first - rows.first;
  const std::int64_t below = rows.first + rows.count - end;
  result.narrow(2, 0, above).zero_();
  result.narrow(2, rows.count - below, below).zero_();
  const at::Tensor inside = result.narrow(2, above, end - first);
  inside.narrow(1, 0, fine).copy_(detail.narrow(2, first, end - first));
  inside.narrow(1, fine, coarse.size(1)).copy_(doubled(coarse, first, end));
  return result;
}

/// The convolution without rows of zeros above and below.
at::Tensor within_rows(const Convolution& convolution, const at::Tensor& rows) {
  return at::conv2d(rows, beside(convolution.weight, rows), convolution.bias, at::IntArrayRef{1, 1},
                    at::IntArrayRef{0, 1});
}

at::Tensor empty_picture(std::int64_t channels, const at::Tensor& like) {
  return at::empty({1, channels, like.size(2), like.size(3)},
                   like.options().memory_format(at::MemoryFormat::ChannelsLast));
}

void to_channels_last(Convolution& convolution) {
  convolution.weight = convolution.weight.contiguous(at::MemoryFormat::ChannelsLast);
}

}  // namespace

ConvNormReLU::ConvNormReLU(const Parameters& own, std::int64_t from, std::int64_t to,
                           std::int64_t stride)
    : conv(own / "conv", from, to, {3, stride, 1, 1, false}), bn(own / "bn", to) {}

at::Tensor ConvNormReLU::operator()(const at::Tensor& x) const { return conv(x).relu_(); }

at::Tensor ConvNormReLU::within(const at::Tensor& rows) const {
  return within_rows(conv, rows).relu_();
}

void ConvNormReLU::fold() {
  bn.fold_into(conv);
  to_channels_last(conv);
}

DetailDecoder::DetailDecoder(const Parameters& own, std::int64_t width, const Blocks& blocks_)
    : blocks(blocks_),
      head_first(own / "matting_head" / "matting_convs" / 0, 32, 16),
      head_norm(own / "matting_head" / "matting_convs" / 1, 16),
      head_last(own / "matting_head" / "matting_convs" / 3, 16, 1, {1, 1, 0, 1, true}) {
  const std::int64_t detail[] = {4, 48, 96, 192};
  for (int i = 0; i < 3; ++i) {
    convs.emplace_back(own / "convstream" / "convs" / i, detail[i], detail[i + 1], 2);
  }
  const std::int64_t running[] = {width, 256, 128, 64, 32};
  for (int i = 0; i < 4; ++i) {
    fusions.emplace_back(own / "fusion_blks" / i / "conv", detail[3 - i] + running[i],
                         running[i + 1], 1);
  }
}

void DetailDecoder::fold() {
  for (ConvNormReLU& each : convs) each.fold();
  for (ConvNormReLU& each : fusions) each.fold();
  head_norm.fold_into(head_first);
  to_channels_last(head_first);
}

std::int64_t DetailDecoder::rows_at_once(const ConvNormReLU& fusion,
                                         const at::Tensor& picture) const {
  return blocks.at_once(picture.size(2), fusion.conv.weight.size(1) * picture.size(3), kFewestRows);
}

at::Tensor DetailDecoder::fused(const ConvNormReLU& fusion, const at::Tensor& detail,
                                const at::Tensor& coarse) const {
  const std::int64_t height = detail.size(2);
  const std::int64_t step = rows_at_once(fusion, detail);
  if (step == height) return fusion.within(joined(detail, coarse, {-1, height + 2}));
  at::Tensor result = empty_picture(fusion.conv.weight.size(0), detail);
  for (std::int64_t row = 0; row < height; row += step) {
    const std::int64_t count = std::min(step, height - row);
    result.narrow(2, row, count).copy_(fusion.within(joined(detail, coarse, {row - 1, count + 2})));
  }
  return result;
}

at::Tensor DetailDecoder::predicted(const at::Tensor& input, const at::Tensor& coarse,
                                    const Stage& stage) const {
  const ConvNormReLU& fusion = fusions.back();
  const std::int64_t height = input.size(2);
  const std::int64_t step = rows_at_once(fusion, input);
  at::Tensor logits = at::empty({1, 1, height, input.size(3)}, input.options());
  at::Tensor all_fused;
  if (stage.probes) all_fused = empty_picture(fusion.conv.weight.size(0), input);
  for (std::int64_t row = 0; row < height; row += step) {
    const std::int64_t count = std::min(step, height - row);
    const at::Tensor band = fusion.within(joined(input, coarse, {row - 2, count + 4}));
    // Beyond the picture the head's convolution sees zeros, not what a fusion gives there.
    if (row == 0) band.narrow(2, 0, 1).zero_();
    if (row + count == height) band.narrow(2, count + 1, 1).zero_();
    if (stage.probes) all_fused.narrow(2, row, count).copy_(band.narrow(2, 1, count));
    logits.narrow(2, row, count).copy_(head_last(within_rows(head_first, band).relu_()));
  }
  if (stage.probes) stage("fusion3", all_fused);
  return logits;
}

at::Tensor DetailDecoder::operator()(const at::Tensor& input, const at::Tensor& features,
                                     const Stage& stage) const {
  std::vector<at::Tensor> details{input.contiguous(at::MemoryFormat::ChannelsLast)};
  for (std::size_t i = 0; i < convs.size(); ++i) {
    details.push_back(convs[i](details.back()));
    stage(("D" + std::to_string(i + 1)).c_str(), details.back());
  }
  at::Tensor running = features;
  for (std::size_t i = 0; i + 1 < fusions.size(); ++i) {
    running = fused(fusions[i], details.back(), running);
    details.pop_back();
    stage(("fusion" + std::to_string(i)).c_str(), running);
  }
  at::Tensor logits = predicted(details.back(), running, stage);
  stage("logits", logits);
  return logits;
}

}  // namespace mbench

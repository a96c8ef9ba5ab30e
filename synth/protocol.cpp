#include "synth/protocol.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"

namespace mbench {
namespace {

ProtocolSplit composition1k_test() {
  return {"test", "test_fg_names.txt", "test_bg_names.txt", 20, Naming::own_number};
}

ProtocolSplit composition1k_training() {
  return {"train", "training_fg_names.txt", "training_bg_names.txt", 100, Naming::own_number};
}

Protocol dim() {
  Protocol protocol;
  protocol.name = "dim";
  protocol.summary = "Composition-1K: Pillow's bicubic, doubles, truncated";
  protocol.source =
      "Xu et al., CVPR 2017; Composition_code.py in foamliu/Deep-Image-Matting-PyTorch at 3101f7b";
  protocol.splits = {composition1k_test(), composition1k_training()};
  return protocol;
}

Protocol d646() {
  Protocol protocol = dim();
  protocol.name = "d646";
  protocol.summary = "Distinctions-646: as dim, by its own lists, numbered through the whole split";
  protocol.source =
      "Qiao et al., CVPR 2020; utils/gen_dataset.py in yuhaoliu7456/CVPR2020-HAttMatting at "
      "377652b";
  protocol.splits = {{"test", "fg_test.txt", "bg_test.txt", 20, Naming::series_and_number},
                     {"train", "fg_train.txt", "bg_train.txt", 80, Naming::running_number}};
  return protocol;
}

Protocol simd() {
  Protocol protocol;
  protocol.name = "simd";
  protocol.summary = "SIMD: foregrounds from 800 to 1920 pixels, OpenCV's bilinear, truncated";
  // The script asks for Lanczos in the place of another parameter, so that bilinear runs.
  protocol.source =
      "Sun et al., CVPR 2021; dataset/generate_testset.py in nowsyn/SIM at 8a9f12f, whose "
      "INTER_LANCZOS4 is never heard";
  protocol.pairing = PairingRule::listed;
  protocol.limit = {1920, 800};
  protocol.size_rule = SizeRule::one_more;
  protocol.resampler = Resampler::opencv_linear;
  protocol.trimap_recipe = "ellipse:3:5";
  protocol.splits = {
      {"test", "SIMD_composition_test_filelist.txt", "", 10, Naming::background_name}};
  return protocol;
}

Protocol paddle() {
  Protocol protocol = dim();
  protocol.name = "paddle";
  protocol.summary = "Composition-1K as PaddleSeg makes it: OpenCV's bilinear instead of bicubic";
  protocol.source =
      "Matting/ppmatting/datasets/matting_dataset.py in PaddlePaddle/PaddleSeg at 0c92c2d";
  protocol.resampler = Resampler::opencv_linear;
  return protocol;
}

Protocol huochaitiantang() {
  Protocol protocol = dim();
  protocol.name = "huochaitiantang";
  protocol.summary =
      "the widespread wrong Composition-1K: OpenCV's bilinear, one pixel more, rounded";
  protocol.source =
      "tools/composite.py in huochaitiantang/pytorch-deep-image-matting; GCA's weights score SAD "
      "37.84 on it instead of 35.28 (Yaoyi-Li/GCA-Matting issue 4)";
  protocol.size_rule = SizeRule::one_more;
  protocol.resampler = Resampler::opencv_linear;
  protocol.quantisation = Rounding::nearest;
  return protocol;
}

Protocol local() {
  Protocol protocol = dim();
  protocol.name = "local";
  protocol.summary = "one's own pictures: as dim, in the order of the folders or of given lists";
  protocol.source = "mbench";
  protocol.needs_lists = false;
  protocol.splits = {{"test", "", "", 20, Naming::own_number},
                     {"train", "", "", 100, Naming::own_number}};
  return protocol;
}

std::string word(PairingRule rule) { return rule == PairingRule::in_order ? "in-order" : "listed"; }
std::string word(SizeRule rule) { return rule == SizeRule::ceiling ? "ceiling" : "one-more"; }
std::string word(Resampler resampler) {
  return resampler == Resampler::pillow_bicubic ? "pillow-bicubic" : "opencv-linear";
}
std::string word(Rounding quantisation) {
  return quantisation == Rounding::truncate ? "truncated" : "rounded";
}

std::string word(Crop) { return "top-left"; }
std::string word(Arithmetic) { return "doubles"; }

std::string word(Naming naming) {
  switch (naming) {
    case Naming::own_number:
      return "foreground-and-own-number";
    case Naming::series_and_number:
      return "series-and-running-number";
    case Naming::running_number:
      return "foreground-and-running-number";
    case Naming::background_name:
      return "foreground-and-background";
  }
  throw InternalError("a naming without a name");
}

std::string word(const ForegroundLimit& limit) {
  if (limit.longest_px == 0 && limit.shortest_px == 0) return "none";
  return fmt::format("{}-to-{}-px", limit.shortest_px, limit.longest_px);
}

}  // namespace

const ProtocolSplit& Protocol::split(std::string_view wanted) const {
  std::string names;
  for (const ProtocolSplit& one : splits) {
    if (one.name == wanted) return one;
    names += (names.empty() ? "" : ", ") + one.name;
  }
  throw UsageError(fmt::format("protocol {} has no split '{}'", name, wanted),
                   fmt::format("it has {}", names));
}

std::string Protocol::identity() const { return fmt::format("{}/{}", name, version); }

const std::vector<Protocol>& protocols() {
  static const std::vector<Protocol> list{dim(),  d646(), simd(), paddle(), huochaitiantang(),
                                          local()};
  return list;
}

const Protocol& find_protocol(std::string_view name) {
  std::vector<std::string> names;
  for (const Protocol& protocol : protocols()) {
    if (protocol.name == name) return protocol;
    names.push_back(protocol.name);
  }
  throw UsageError(fmt::format("there is no protocol named '{}'", name), did_you_mean(name, names));
}

std::vector<std::pair<std::string, std::string>> parameters_of(const Protocol& protocol,
                                                               const ProtocolSplit& split) {
  return {{"pairing", word(protocol.pairing)},
          {"backgrounds_each", std::to_string(split.backgrounds_each)},
          {"foreground_limit", word(protocol.limit)},
          {"size_rule", word(protocol.size_rule)},
          {"resampler", word(protocol.resampler)},
          {"crop", word(protocol.crop)},
          {"arithmetic", word(protocol.arithmetic)},
          {"quantisation", word(protocol.quantisation)},
          {"naming", word(split.naming)}};
}

}  // namespace mbench

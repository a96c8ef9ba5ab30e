#include "runners/models/network_cards.h"

#include "runners/weights/weight_registry.h"

#include <utility>

namespace mbench {
namespace {

constexpr const char* kAdobe = "Composition-1K's training set (Adobe)";

ModelEntry network(std::string name, std::string summary) {
  ModelEntry entry;
  entry.card.name = std::move(name);
  entry.card.summary = std::move(summary);
  entry.card.is_network = true;
  entry.card.needs_weights = true;
  return entry;
}

ModelEntry dim() {
  ModelEntry entry = network("dim", "Deep Image Matting: VGG encoder, un-pooling decoder, refiner");
  ModelCard& card = entry.card;
  card.paper = "Xu, Price, Cohen, Huang: Deep Image Matting, CVPR 2017";
  card.code = "open-mmlab/mmagic at 0a560bba9b79";
  card.licence = "Apache-2.0";
  card.weights_licence = "none of its own; published with the code";
  card.training_data = kAdobe;
  card.published = {"Composition-1K: SAD 50.6, MSE 15, Grad 29.0, Conn 50.7 (stage 3)",
                    "Composition-1K: SAD 53.8, MSE 17, Grad 32.7, Conn 54.5 (stage 1)"};
  card.rounding = Rounding::nearest;
  return entry;
}

ModelEntry dim_foamliu() {
  ModelEntry entry =
      network("dim-foamliu", "Deep Image Matting's first stage with batch normalisation");
  ModelCard& card = entry.card;
  card.paper = "Xu, Price, Cohen, Huang: Deep Image Matting, CVPR 2017";
  card.code = "foamliu/Deep-Image-Matting-PyTorch at db6a96de7dd2";
  card.licence = "MIT";
  card.weights_licence = "none of its own; published with the code";
  card.training_data = kAdobe;
  card.published = {"Composition-1K: SAD 66.8 (whole composites, by its own script)"};
  return entry;
}

ModelEntry aematter() {
  ModelEntry entry = network("aematter", "Swin encoder with strips of attention over the whole");
  ModelCard& card = entry.card;
  card.paper =
      "Liu et al.: Rethinking Context Aggregation in Natural Image Matting, arXiv 2304.01171";
  card.code = "aipixel/AEMatter at 30dbee2665e3, branch main";
  card.licence = "GPL-2.0 for the authors' code";
  card.weights_licence = "non-commercial use only";
  card.training_data = kAdobe;
  card.published = {"Composition-1K: SAD 17.53, MSE 2.26, Grad 4.76, Conn 12.46",
                    "Composition-1K, --tta aematter: SAD 16.89, MSE 2.06, Grad 4.24, Conn 11.72"};
  return entry;
}

ModelEntry vitmatte(std::string name, std::string summary, std::vector<std::string> published) {
  ModelEntry entry = network(std::move(name), std::move(summary));
  ModelCard& card = entry.card;
  card.paper =
      "Yao, Wang, Yang, Wang: ViTMatte, Boosting Image Matting with Pretrained Plain Vision "
      "Transformers, Information Fusion 2024";
  card.code = "hustvl/ViTMatte at 8cd7ef068380";
  card.licence = "MIT";
  card.weights_licence = "Apache-2.0 as Hugging Face's copies state it";
  card.training_data = std::string(kAdobe) + ", or Distinctions-646's";
  card.has_whole_attention = true;
  card.published = std::move(published);
  return entry;
}

ModelEntry mematte(std::string name, std::string summary, std::vector<std::string> published) {
  ModelEntry entry = network(std::move(name), std::move(summary));
  ModelCard& card = entry.card;
  card.paper =
      "Lin et al.: Memory Efficient Matting with Adaptive Token Routing, AAAI 2025, arXiv "
      "2412.10702";
  card.code = "linyiheng123/MEMatte at 44e8ac65807f";
  card.licence = "MIT by its README, which has no licence file";
  card.weights_licence = "not stated";
  card.training_data = kAdobe;
  card.published = std::move(published);
  card.caps_tokens = true;
  return entry;
}

ModelEntry matting_anything(std::string name, std::string encoder) {
  ModelEntry entry =
      network(std::move(name), "Segment Anything's masks refined to mattes, " + encoder);
  ModelCard& card = entry.card;
  card.paper = "Li, Jain, Shi: Matting Anything, arXiv 2306.05399";
  card.code = "SHI-Labs/Matting-Anything at eb01e1c1f001";
  card.licence = "MIT; Segment Anything Apache-2.0";
  card.weights_licence = "not stated; Segment Anything's Apache-2.0";
  card.training_data = "not stated with the weights";
  card.needs_trimap = false;
  card.takes_prompt = true;
  card.has_whole_attention = true;
  return entry;
}

/// What FILE and FILE.toml hold; a file that is not there makes every row say so.
std::string torchscript_digest(const std::string& file, const std::string& /*sample*/) {
  WeightRegistry remembered;
  std::string digest;
  for (const std::string& one : {file, file + ".toml"}) {
    if (fs::exists(one)) digest += (digest.empty() ? "" : "+") + remembered.examine(one).sha256;
  }
  return digest;
}

ModelEntry torchscript() {
  ModelEntry entry =
      network("torchscript", "any network as TorchScript, run as FILE.toml beside it says");
  entry.card.needs_weights = false;
  entry.card.argument = "FILE";
  entry.sample_digest = torchscript_digest;
  return entry;
}

}  // namespace

std::vector<ModelEntry> network_cards() {
  return {
      dim(),
      dim_foamliu(),
      aematter(),
      vitmatte("vitmatte-s", "plain vision transformer, 384 wide, with a detail stream",
               {"Composition-1K: SAD 21.46, MSE 3.3, Grad 7.24, Conn 16.21",
                "Distinctions-646: SAD 21.22, MSE 2.1, Grad 8.78, Conn 17.55"}),
      vitmatte("vitmatte-b", "plain vision transformer, 768 wide, with a detail stream",
               {"Composition-1K: SAD 20.33, MSE 3.0, Grad 6.74, Conn 14.78",
                "Distinctions-646: SAD 17.05, MSE 1.5, Grad 7.03, Conn 12.95"}),
      mematte("mematte-s", "ViTMatte whose global attention sees routed tokens only, 384 wide",
              {"Composition-1K: SAD 21.90, MSE 3.37, Grad 7.43, Conn 16.77",
               "AIM-500 (mixed training data): SAD 13.90, MSE 11.17, Grad 10.94, Conn 12.78"}),
      mematte("mematte-b", "ViTMatte whose global attention sees routed tokens only, 768 wide",
              {"Composition-1K: SAD 21.06, MSE 3.11, Grad 6.70, Conn 15.71"}),
      matting_anything("mam-vit-b", "ViT-B"),
      matting_anything("mam-vit-l", "ViT-L"),
      matting_anything("mam-vit-h", "ViT-H"),
      torchscript(),
  };
}

}  // namespace mbench

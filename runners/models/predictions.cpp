#include "runners/models/predictions.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "core/image_io.h"
#include "core/sha256.h"

#include <fmt/format.h>

#include <optional>

namespace mbench {
namespace {

std::optional<fs::path> find_prediction(const fs::path& folder, const std::string& sample) {
  for (const fs::path& name : {fs::path(sample), fs::path(sample).filename()}) {
    for (const char* ending : {".png", ".tif", ".tiff"}) {
      const fs::path file = folder / (name.string() + ending);
      boost::system::error_code ignored;
      if (fs::is_regular_file(file, ignored)) return file;
    }
  }
  return std::nullopt;
}

class Predictions final : public MattingModel {
 public:
  using MattingModel::matte;

  explicit Predictions(fs::path folder) : folder_(std::move(folder)) {
    boost::system::error_code ignored;
    if (!fs::is_directory(folder_, ignored)) {
      throw ModelError(fmt::format("predictions: there is no folder {}", folder_.string()));
    }
  }

  Alpha matte(const MattingInput& input) override {
    if (input.name.empty()) throw ModelError("predictions: the image has no name to go by");
    const auto file = find_prediction(folder_, input.name);
    if (!file) {
      throw ModelError(
          fmt::format("predictions: there is no {}", (folder_ / (input.name + ".png")).string()),
          "a sample's alpha has the sample's name and ends in .png, .tif or .tiff");
    }
    const Alpha alpha = to_float(read_alpha(*file).picture);
    const cv::Size size = input.image.size();
    if (alpha.size() != size) {
      throw ModelError(fmt::format("predictions: {} is {}x{} but its image is {}x{}",
                                   file->string(), alpha.size().width, alpha.size().height,
                                   size.width, size.height));
    }
    return alpha;
  }

  std::optional<OutsideUse> outside_use() const override {
    return OutsideUse{false, std::nullopt, std::nullopt};
  }

 private:
  fs::path folder_;
};

}  // namespace

ModelEntry predictions() {
  ModelCard card;
  card.name = "predictions";
  card.summary = "alphas made elsewhere, DIR/NAME.png or .tiff for each sample, as predictions:DIR";
  card.licence = "the files' own";
  card.needs_trimap = false;
  card.argument = "DIR";
  ModelEntry entry{card, [](const ModelOptions& options) {
                     return std::make_unique<Predictions>(options.argument);
                   }};
  entry.sample_digest = [](const std::string& folder, const std::string& sample) {
    const auto file = find_prediction(folder, sample);
    return file ? sha256_of_file(*file) : std::string();
  };
  return entry;
}

}  // namespace mbench

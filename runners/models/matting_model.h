#pragma once

#include "core/image.h"
#include "runners/models/matting_input.h"
#include "runners/models/phase_timer.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// What was measured of a model that does not compute in this process. Absent means not measured.
struct OutsideUse {
  /// Whether the time that matte() takes is that of making the alpha.
  bool is_timed = true;
  std::optional<std::int64_t> memory_peak_bytes;
  std::optional<std::int64_t> device_peak_bytes;
};

/// Makes `total` that of another run as well: the greatest memory, and timed if both are.
void add(const std::optional<OutsideUse>& one, std::optional<OutsideUse>& total);

/// Turns a photograph, and what shows its object, into an alpha matte.
///
/// A model is made once for a cell and used for many images, one at a time. Fixed
/// choices (weights, device, options) are taken when it is made.
class MattingModel {
 public:
  virtual ~MattingModel() = default;

  /// The opacity of every pixel, CV_32FC1 of the image's size, finite and in 0..1. Models
  /// that take a trimap keep its known pixels unless their authors' script does not.
  ///
  /// Throws ModelError if this image cannot be done, or lacks what the model needs.
  virtual Alpha matte(const MattingInput& input) = 0;

  /// The same for a photograph with a trimap and nothing else.
  Alpha matte(const Image& image, const Trimap& trimap) {
    return matte(MattingInput{image, trimap, {}, {}});
  }

  /// What the last image took outside this process; none for a model that computes in it, of
  /// which time and memory are those of this process.
  virtual std::optional<OutsideUse> outside_use() const { return std::nullopt; }

  /// How the last matte() divides into phases; empty for a model that does not split its work.
  virtual PhaseTimes last_phases() const { return {}; }
};

/// What the user chose for a model.
struct ModelOptions {
  /// Key and value as in `--model NAME:key=value,key=value`.
  std::map<std::string, std::string> values;
  int threads = 1;
  /// What follows `NAME:`, of models that take it as a whole, see ModelCard::argument.
  std::string argument = {};
};

/// A number the user may set on a model, with what it is when he does not.
struct ModelParameter {
  std::string key;
  double value = 0;  ///< default
  double low = 0;
  double high = 0;
  std::string meaning;
  bool whole = false;  ///< only whole numbers make sense
};

/// What people should know of a model before they run it. All texts are plain lines.
struct ModelCard {
  std::string name;     ///< as after --model
  std::string summary;  ///< one line
  std::string paper;    ///< authors, title, venue, year; empty for none
  std::string code;     ///< whose code or library; empty for ours
  std::string licence;  ///< of the method's code as run here
  std::string weights_licence = {};
  std::string training_data = {};  ///< of the published weights, for warnings of leakage
  /// What its authors state, in the field's figures; MSE in thousandths.
  std::vector<std::string> published = {};
  bool needs_trimap = true;
  bool needs_weights = false;
  bool is_network = false;           ///< runs in mbench-torch
  bool takes_prompt = false;         ///< box, points or mask instead of a trimap
  bool caps_tokens = false;          ///< has the memory mode tokens:N
  bool has_whole_attention = false;  ///< and so the memory mode grid:K
  /// How its authors' script makes 8 bits of an alpha.
  Rounding rounding = Rounding::truncate;
  /// Its code holds gigabytes in ordinary vectors: a worker's malloc then asks for large pages,
  /// which speeds it up and adds tens of megabytes to its measured memory.
  bool large_malloc_pages = false;
  std::vector<ModelParameter> parameters;
  /// Of a model that is named with one text instead of parameters: what that text is, "DIR" for
  /// `NAME:DIR`. Such a model is never run unless it is named.
  std::string argument = {};
  /// Raised whenever the same input may give another alpha, so that stored rows of the
  /// older revision are not taken for the newer.
  int revision = 1;
};

/// One line of the list of models.
struct ModelEntry {
  ModelCard card;
  /// Empty for a network, which mbench-torch makes.
  std::function<std::unique_ptr<MattingModel>(const ModelOptions&)> make;
  /// Throws UsageError if the argument is none that the model can be made with; may be empty.
  std::function<void(const std::string& argument)> check_argument = {};
  /// Digest of what determines a sample's alpha besides its pictures, the model's name and its
  /// argument; may be empty. Rows are known by it.
  std::function<std::string(const std::string& argument, const std::string& sample)> sample_digest =
      {};
};

}  // namespace mbench

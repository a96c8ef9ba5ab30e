#include "runners/networks/torchscript_settings.h"

#include "core/error.h"
#include "core/nearest_names.h"

#include <toml++/toml.h>

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <vector>

namespace mbench {
namespace {

using Settings = TorchScriptSettings;

constexpr const char* kTemplate = R"(# How mbench runs the network beside this file.
inputs = "image+trimap"       # one tensor; or "image,trimap": two; or "image"
colours = "rgb"               # or "bgr"
mean = [0.485, 0.456, 0.406]  # of colours in 0..1, in the order of the channels
deviation = [0.229, 0.224, 0.225]
trimap = "scale"              # one channel of 0..1; or "one-hot": background, unknown, foreground
pad_multiple = 32             # sides become multiples of it; 1: no padding
pad_mode = "reflect"          # or "symmetric", "zero"
pad_sides = "bottom-right"    # or "all"
output = 0                    # which one, if there are several
keep_known = true             # alpha is 0 and 1 where the trimap is sure
)";

/// The values of one file by key.
class Table {
 public:
  explicit Table(const fs::path& file) : name_(file.string()) {
    try {
      table_ = toml::parse(read_text(file), name_);
    } catch (const toml::parse_error& error) {
      std::ostringstream line;
      line << error.source().begin.line;
      throw ModelError(name_ + ":" + line.str() +
                       ": not TOML: " + std::string(error.description()));
    }
    static const std::vector<std::string> known{"inputs", "colours",      "mean",     "deviation",
                                                "trimap", "pad_multiple", "pad_mode", "pad_sides",
                                                "output", "keep_known"};
    for (const auto& [key, value] : table_) {
      const std::string text(key.str());
      if (std::find(known.begin(), known.end(), text) == known.end()) {
        throw ModelError(name_ + " has an unknown key '" + text + "'", did_you_mean(text, known));
      }
    }
  }

  /// The meaning of the word that stands under `key`, if one does.
  template <typename Meaning>
  void read(const char* key, const std::map<std::string, Meaning>& meanings, Meaning& to) const {
    if (!table_.contains(key)) return;
    std::string words;
    for (const auto& [word, meaning] : meanings) {
      if (table_[key].value<std::string>() == word) {
        to = meaning;
        return;
      }
      words += (words.empty() ? "\"" : ", \"") + word + "\"";
    }
    refuse(key, "one of " + words);
  }

  void read(const char* key, std::int64_t least, std::int64_t& to) const {
    if (!table_.contains(key)) return;
    const auto value = table_[key].value<std::int64_t>();
    if (!value || *value < least) {
      refuse(key, "a whole number of at least " + std::to_string(least));
    }
    to = *value;
  }

  void read(const char* key, bool& to) const {
    if (!table_.contains(key)) return;
    const auto* value = table_[key].as_boolean();
    if (value == nullptr) refuse(key, "true or false");
    to = value->get();
  }

  void read(const char* key, std::array<double, 3>& to) const {
    if (!table_.contains(key)) return;
    const toml::array* values = table_[key].as_array();
    if (values == nullptr || values->size() != to.size()) refuse(key, "three numbers");
    for (std::size_t i = 0; i < to.size(); ++i) {
      const auto value = values->get(i)->value<double>();
      if (!value) refuse(key, "three numbers");
      to[i] = *value;
    }
  }

  [[noreturn]] void refuse(const char* key, const std::string& expected) const {
    throw ModelError(name_ + ": " + key + " must be " + expected);
  }

 private:
  std::string name_;
  toml::table table_;
};

}  // namespace

TorchScriptSettings read_torchscript_settings(const fs::path& file) {
  boost::system::error_code ignored;
  if (!fs::is_regular_file(file, ignored)) {
    throw ModelError("there is no " + file.string() + ", which says how the network is run",
                     std::string("write it, for example:\n\n") + kTemplate);
  }
  const Table table(file);
  Settings settings;
  enum class Inputs { joined, apart, image };
  Inputs inputs = Inputs::joined;
  table.read<Inputs>(
      "inputs",
      {{"image+trimap", Inputs::joined}, {"image,trimap", Inputs::apart}, {"image", Inputs::image}},
      inputs);
  settings.joined = inputs == Inputs::joined;
  table.read<bool>("colours", {{"rgb", false}, {"bgr", true}}, settings.bgr);
  table.read("mean", settings.mean);
  table.read("deviation", settings.deviation);
  for (const double each : settings.deviation) {
    if (!(each > 0)) table.refuse("deviation", "above 0");
  }
  table.read<Settings::TrimapCoding>(
      "trimap",
      {{"scale", Settings::TrimapCoding::scale}, {"one-hot", Settings::TrimapCoding::one_hot}},
      settings.trimap);
  if (inputs == Inputs::image) settings.trimap = Settings::TrimapCoding::none;
  table.read("pad_multiple", 1, settings.pad_multiple);
  table.read<Settings::PadMode>("pad_mode",
                                {{"reflect", Settings::PadMode::reflect},
                                 {"symmetric", Settings::PadMode::symmetric},
                                 {"zero", Settings::PadMode::zero}},
                                settings.pad_mode);
  table.read<bool>("pad_sides", {{"bottom-right", false}, {"all", true}}, settings.pad_all_sides);
  table.read("output", 0, settings.output);
  table.read("keep_known", settings.keep_known);
  return settings;
}

}  // namespace mbench

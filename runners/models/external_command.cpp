#include "runners/models/external_command.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/nearest_names.h"
#include "runners/models/shell_words.h"
#include "runners/models/supervised_program.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <new>
#include <utility>

namespace mbench {
namespace {

const std::vector<std::string>& placeholders() {
  static const std::vector<std::string> list{"image", "trimap", "alpha", "alpha.tiff",
                                             "width", "height", "name",  "threads"};
  return list;
}

/// What stands in braces at `place` of a word; empty if it is no name in braces.
std::string name_in_braces(const std::string& word, std::size_t place) {
  const std::size_t end = word.find('}', place);
  if (word[place] != '{' || end == std::string::npos) return {};
  const std::string name = word.substr(place + 1, end - place - 1);
  const bool is_name = std::all_of(
      name.begin(), name.end(), [](unsigned char c) { return std::islower(c) != 0 || c == '.'; });
  return is_name ? name : std::string();
}

/// A command with places for the files of an image.
class CommandLine {
 public:
  explicit CommandLine(const std::string& text) : words_(shell_words(text)) {
    for (const std::string& word : words_) {
      for (std::size_t place = 0; place < word.size(); ++place) note(name_in_braces(word, place));
    }
    if (words_.empty() || (!uses("alpha") && !uses("alpha.tiff"))) {
      throw UsageError(fmt::format("the command `{}` is not told where to write the alpha", text),
                       "put {alpha} for the PNG file, or {alpha.tiff}, where it takes that");
    }
    if (uses("alpha") && uses("alpha.tiff")) {
      throw UsageError(fmt::format("the command `{}` has both {{alpha}} and {{alpha.tiff}}", text));
    }
  }

  bool uses(const std::string& name) const {
    return std::find(used_.begin(), used_.end(), name) != used_.end();
  }
  const std::string& program() const { return words_.front(); }

  /// The words with each `{name}` replaced by value(name).
  template <typename Value>
  std::vector<std::string> filled(Value value) const {
    std::vector<std::string> result;
    for (const std::string& word : words_) {
      std::string text;
      for (std::size_t place = 0; place < word.size(); ++place) {
        const std::string name = name_in_braces(word, place);
        text += name.empty() ? std::string(1, word[place]) : value(name);
        if (!name.empty()) place += name.size() + 1;
      }
      result.push_back(text);
    }
    return result;
  }

 private:
  void note(const std::string& name) {
    if (name.empty()) return;
    const auto& known = placeholders();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      throw UsageError(fmt::format("a command has no place {{{}}}", name),
                       did_you_mean(name, known));
    }
    used_.push_back(name);
  }

  std::vector<std::string> words_;
  std::vector<std::string> used_;
};

std::string without_blank_end(std::string text) {
  text.erase(text.find_last_not_of(" \t\r\n") + 1);
  return text;
}

class ExternalCommand final : public MattingModel {
 public:
  using MattingModel::matte;

  explicit ExternalCommand(const ModelOptions& options)
      : command_(options.argument), threads_(options.threads) {}

  Alpha matte(const MattingInput& input) override {
    const TemporaryFolder folder;
    const fs::path alpha =
        folder.path() / (command_.uses("alpha.tiff") ? "alpha.tiff" : "alpha.png");
    write_pictures(input, folder.path());
    const ProgramReport report = run_supervised(
        command_.filled([&](const std::string& name) { return value(name, input, folder.path()); }),
        folder.path());
    use_ = OutsideUse{true, report.memory_peak_bytes, report.device_peak_bytes};
    if (report.out_of_memory) throw std::bad_alloc();
    if (report.signal != 0) {
      fail(fmt::format("died of signal {} ({})", report.signal, ::strsignal(report.signal)),
           report);
    }
    if (report.exit_status != 0) {
      fail(fmt::format("ended with status {}", report.exit_status), report);
    }
    if (!fs::exists(alpha)) {
      fail(fmt::format("wrote no {}", alpha.filename().string()), report);
    }
    return read_result(alpha, input.image.size());
  }

  std::optional<OutsideUse> outside_use() const override { return use_; }

 private:
  void write_pictures(const MattingInput& input, const fs::path& folder) const {
    if (command_.uses("trimap") && !input.trimap) {
      throw ModelError(fmt::format("{} needs a trimap", command_.program()));
    }
    if (command_.uses("image")) write_image(folder / "image.png", input.image);
    if (command_.uses("trimap")) write_trimap(folder / "trimap.png", *input.trimap);
  }

  std::string value(const std::string& name, const MattingInput& input,
                    const fs::path& folder) const {
    if (name == "width") return std::to_string(input.image.size().width);
    if (name == "height") return std::to_string(input.image.size().height);
    if (name == "name") return input.name;
    if (name == "threads") return std::to_string(threads_);
    return (folder / (name == "alpha.tiff" ? name : name + ".png")).string();
  }

  Alpha read_result(const fs::path& file, cv::Size size) const {
    const Alpha alpha = to_float(read_alpha(file).picture);
    if (alpha.size() != size) {
      throw ProgramError(fmt::format("{} wrote an alpha of {}x{} for an image of {}x{}",
                                     command_.program(), alpha.size().width, alpha.size().height,
                                     size.width, size.height));
    }
    return alpha;
  }

  [[noreturn]] void fail(const std::string& how, const ProgramReport& report) const {
    const std::string said = without_blank_end(report.last_output);
    throw ProgramError(fmt::format("{} {}{}", command_.program(), how,
                                   said.empty() ? "; it said nothing" : "; it said: " + said));
  }

  CommandLine command_;
  int threads_;
  std::optional<OutsideUse> use_;
};

}  // namespace

ModelEntry external_command() {
  ModelCard card;
  card.name = "command";
  card.summary = "any program, run once an image, as command:'PROGRAM {image} {trimap} {alpha}'";
  card.licence = "the program's own";
  card.needs_trimap = false;
  card.argument = "'PROGRAM {image} {trimap} {alpha}'";
  ModelEntry entry{
      card, [](const ModelOptions& options) { return std::make_unique<ExternalCommand>(options); }};
  entry.check_argument = [](const std::string& argument) { CommandLine{argument}; };
  return entry;
}

}  // namespace mbench

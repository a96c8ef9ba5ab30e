#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/protocol_help.h"
#include "core/image_io.h"
#include "synth/composite.h"
#include "synth/trimap_from_alpha.h"

#include <fmt/format.h>

namespace mbench {
namespace {

class CommandSynthComposite : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--protocol", protocol_choices(), protocol_,
                 "by whose rules; dim is Composition-1K's [dim]");
    options.text("--fg", "FILE", foreground_, "the foreground", Need::required);
    options.text("--alpha", "FILE", alpha_, "its alpha, of the same size", Need::required);
    options.text("--bg", "FILE", background_, "the background, of any size", Need::required);
    options.text("--output", "FILE", output_, "the composite (.png)", Need::required);
    options.text("--trimap-recipe", "RECIPE", recipe_,
                 "how a trimap is made from the alpha, as `mbench synth trimap --list` has it "
                 "[ellipse:25]; one that draws does so for the output's stem");
    options.text("--trimap-output", "FILE", trimap_output_, "also write that trimap (.png)");
    options.detail(protocol_details());
    options.detail(
        "A background smaller than the foreground is enlarged and cropped at its top-left corner; "
        "a larger one is cropped only. simd also brings the foreground to its own size, and the "
        "trimap is made of the alpha in that size.");
    options.example(
        "mbench synth composite --fg dandelion.jpg --alpha dandelion.png --bg hills.jpg "
        "--output composite.png");
    options.example(
        "mbench synth composite --fg f.png --alpha a.png --bg b.png --output c.png "
        "--trimap-recipe ellipse:15 --trimap-output t.png");
  }

  ExitCode run(Session& session) override {
    if (!recipe_.empty() && trimap_output_.empty()) {
      throw UsageError("--trimap-recipe needs a file to write to", "add --trimap-output FILE");
    }
    const TrimapRecipe recipe = recipe_.empty() ? TrimapRecipe{} : parse_trimap_recipe(recipe_);
    require_writable(output_);
    if (!trimap_output_.empty()) require_writable(trimap_output_);
    const Read<Image> foreground = read_image(foreground_);
    const Read<Alpha> alpha = read_alpha(alpha_);
    const Read<Image> background = read_image(background_);
    warn(session, foreground_, foreground.warnings);
    warn(session, alpha_, alpha.warnings);
    warn(session, background_, background.warnings);
    if (foreground.picture.size() != alpha.picture.size()) {
      throw DataError(
          fmt::format("{} is {}x{} but {} is {}x{}", alpha_, alpha.picture.size().width,
                      alpha.picture.size().height, foreground_, foreground.picture.size().width,
                      foreground.picture.size().height),
          "a foreground and its alpha have one size");
    }
    const Protocol& protocol = find_protocol(protocol_);
    const Foreground prepared = prepared_foreground(protocol, foreground.picture, alpha.picture);
    const Image made = composite(protocol, prepared, background.picture);
    write_image(output_, made);
    session.console.note(fmt::format("{}: {}x{} by protocol {}", output_, made.size().width,
                                     made.size().height, protocol_));
    if (!trimap_output_.empty()) {
      const Trimap trimap =
          trimap_from_alpha(prepared.alpha, recipe, fs::path(output_).stem().string());
      write_trimap(trimap_output_, trimap);
      session.console.note(fmt::format("{}: {}, {} unknown pixels", trimap_output_, recipe.text(),
                                       trimap.unknown_pixels()));
    }
    return ExitCode::done;
  }

 private:
  static void warn(Session& session, const std::string& file,
                   const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) session.console.warning(file + ": " + warning);
  }

  std::string protocol_ = "dim";
  std::string foreground_;
  std::string alpha_;
  std::string background_;
  std::string output_;
  std::string recipe_;
  std::string trimap_output_;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_composite() {
  return std::make_unique<CommandSynthComposite>();
}

}  // namespace mbench

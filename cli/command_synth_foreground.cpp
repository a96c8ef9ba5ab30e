#include "cli/commands.h"
#include "cli/foreground_jobs.h"
#include "cli/output_file.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "synth/foreground_manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace mbench {
namespace {

class CommandSynthForeground : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--image", "FILE", image_, "the photograph");
    options.text("--alpha", "FILE", alpha_, "its alpha, of the same size");
    options.text("--output", "FILE", output_, "the foreground (.png)");
    options.text("--background-output", "FILE", background_output_,
                 "also write the background (.png)");
    options.heading("Folders");
    options.text("--images", "DIR", images_, "photographs");
    options.text("--alphas", "DIR", alphas_, "their alphas, of the same names");
    options.text("--out", "DIR", out_, "the foregrounds: NAME.png each, and foregrounds.jsonl");
    options.text("--backgrounds-out", "DIR", backgrounds_out_, "also write the backgrounds");
    options.heading("Method");
    options.text("--method", "multilevel|closed-form", method_,
                 "by Germer et al. 2020, as pymatting; or by Levin et al. 2008 [multilevel]");
    options.text("--quantise", "truncate|round", quantise_,
                 "how 255 times an estimate becomes a byte; most scripts truncate [truncate]");
    options.text("--known", "image|estimate", known_,
                 "where the alpha is 1 (for the background, 0), take the image's own colour or "
                 "what the method says of it [image]");
    options.text("--regularization", "NUMBER", regularization_,
                 "multilevel: how alike neighbours are [1e-5]");
    options.text("--gradient-weight", "NUMBER", gradient_weight_,
                 "multilevel: how much more where the alpha changes [1]");
    options.number("--small-iterations", "NUMBER", recipe_.multilevel.small_iterations, 1,
                   "multilevel: sweeps of a small level [10]");
    options.number("--large-iterations", "NUMBER", recipe_.multilevel.large_iterations, 1,
                   "multilevel: sweeps of another one [2]");
    options.number("--small-size", "PX", recipe_.multilevel.small_size_px, 0,
                   "multilevel: the longest side of a small level [32]");
    options.text("--tolerance", "NUMBER", tolerance_,
                 "closed-form: what may be left of the equations [1e-8]");
    options.setting("threads");
    options.detail(
        "A photograph's own colours carry its background along every soft edge. This estimates "
        "the colours that the foreground has without it, in every pixel, so that the foreground "
        "can be put over another background.");
    options.detail(
        "With folders, running the same command again finishes a job that was stopped and makes "
        "nothing anew that is whole; what cannot be used is reported at the end, with exit code "
        "3. foregrounds.jsonl says of each file by what method and of which pixels it was made.");
    options.example(
        "mbench synth foreground --image cat.jpg --alpha cat.png --output foreground.png");
    options.example("mbench synth foreground --images aim/original --alphas aim/mask --out aim/fg");
    options.example(
        "mbench synth foreground --images in --alphas masks --out fg --method closed-form");
  }

  ExitCode run(Session& session) override {
    read_recipe();
    const bool one = !(image_ + alpha_ + output_ + background_output_).empty();
    const bool folders = !(images_ + alphas_ + out_ + backgrounds_out_).empty();
    if (one && folders) {
      throw UsageError("files and folders cannot be mixed",
                       "give --image, --alpha and --output, or --images, --alphas and --out");
    }
    if (folders) return run_folders(session);
    require("--image", image_);
    require("--alpha", alpha_);
    require("--output", output_);
    return run_one(session);
  }

 private:
  static void require(const char* option, const std::string& value) {
    if (!value.empty()) return;
    throw UsageError(fmt::format("{} is missing", option),
                     "give --image, --alpha and --output, or for folders --images, --alphas "
                     "and --out");
  }

  static void read_number(const char* option, const std::string& text, double& to) {
    if (text.empty()) return;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), to);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(to)) {
      throw UsageError(fmt::format("{}: '{}' is not a number", option, text),
                       "write it as 0.001 or 1e-3");
    }
  }

  void read_recipe() {
    recipe_.method = parse_foreground_method(method_);
    recipe_.quantisation = quantise_ == "round" ? Rounding::nearest : Rounding::truncate;
    recipe_.keep_known = known_ == "image";
    read_number("--regularization", regularization_, recipe_.multilevel.regularization);
    read_number("--gradient-weight", gradient_weight_, recipe_.multilevel.gradient_weight);
    read_number("--tolerance", tolerance_, recipe_.closed_form.tolerance);
    recipe_.check();
  }

  static void require_output(const fs::path& path) {
    if (path.extension() != ".png" && path.extension() != ".PNG") {
      throw UsageError(fmt::format("{} does not end in .png", path.string()),
                       "foregrounds are written as PNG, which loses nothing");
    }
    require_writable(path);
  }

  ExitCode run_one(Session& session) {
    require_output(output_);
    if (!background_output_.empty()) require_output(background_output_);
    const Read<Image> image = read_image(image_);
    const Read<Alpha> alpha = read_alpha(alpha_);
    for (const std::string& warning : image.warnings) {
      session.console.warning(image_ + ": " + warning);
    }
    for (const std::string& warning : alpha.warnings) {
      session.console.warning(alpha_ + ": " + warning);
    }
    const cv::Size size = image.picture.size();
    if (alpha.picture.size() != size) {
      throw DataError(fmt::format("{} is {}x{} but {} is {}x{}", alpha_, alpha.picture.size().width,
                                  alpha.picture.size().height, image_, size.width, size.height),
                      "an image and its alpha have one size");
    }
    catch_interrupts();
    ThreadTeam team(session.settings.threads());
    const ForegroundEstimate estimate = estimate_foreground(image.picture, alpha.picture, recipe_,
                                                            team, !background_output_.empty());
    write_image(output_, estimate.foreground);
    if (estimate.background) write_image(background_output_, *estimate.background);
    session.console.note(fmt::format("{}: {}x{} by {}", output_, size.width, size.height, method_));
    return ExitCode::done;
  }

  ExitCode run_folders(Session& session) {
    require("--images", images_);
    require("--alphas", alphas_);
    require("--out", out_);
    refuse_same_folders();
    const std::vector<ForegroundJob> jobs = foreground_jobs(images_, alphas_);
    require_writable(fs::path(out_) / kForegroundManifest);
    catch_interrupts();
    const ForegroundFolderResult result = estimate(session, jobs);
    for (const std::string& warning : result.warnings) session.console.warning(warning);
    for (const std::string& failure : result.failures) session.console.warning(failure);
    session.console.note(fmt::format("{}: {} estimated by {}, {} were there already", out_,
                                     result.made, method_, result.kept));
    if (result.failures.empty()) return ExitCode::done;
    session.console.warning(
        fmt::format("{} of {} could not be estimated", result.failures.size(), jobs.size()));
    return ExitCode::cells_failed;
  }

  ForegroundFolderResult estimate(Session& session, const std::vector<ForegroundJob>& jobs) const {
    const std::unique_ptr<Progress> progress = session.console.progress();
    try {
      return estimate_foregrounds(jobs, {out_, backgrounds_out_}, recipe_,
                                  session.settings.threads(), *progress);
    } catch (const Interrupted&) {
      progress->end();
      throw Interrupted("stopped; every finished picture is whole",
                        "go on with `" + session.command_line + "`");
    }
  }

  /// Or foregrounds would overwrite what they are made of, or each other.
  void refuse_same_folders() const {
    const auto refuse = [](const std::string& a, const std::string& b) {
      boost::system::error_code error;
      if (b.empty() || (!fs::equivalent(a, b, error) && fs::path(a) != fs::path(b))) return;
      throw UsageError(fmt::format("{} and {} are one folder", a, b), "choose another one");
    };
    refuse(out_, images_);
    refuse(out_, alphas_);
    refuse(out_, backgrounds_out_);
    refuse(images_, backgrounds_out_);
    refuse(alphas_, backgrounds_out_);
  }

  std::string image_;
  std::string alpha_;
  std::string output_;
  std::string background_output_;
  std::string images_;
  std::string alphas_;
  std::string out_;
  std::string backgrounds_out_;
  std::string method_ = "multilevel";
  std::string quantise_ = "truncate";
  std::string known_ = "image";
  std::string regularization_;
  std::string gradient_weight_;
  std::string tolerance_;
  ForegroundRecipe recipe_;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_foreground() {
  return std::make_unique<CommandSynthForeground>();
}

}  // namespace mbench

#include "cli/commands.h"
#include "cli/output_file.h"
#include "core/image_io.h"
#include "core/stopwatch.h"
#include "runners/environment.h"
#include "runners/models/model_registry.h"

#include <fmt/format.h>

namespace mbench {
namespace {

class CommandMatte : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("-m,--model", "MODEL", model_,
                 "a name of `mbench models`, NAME:key=value,... or NAME:TEXT", Need::required);
    options.text("-i,--image", "FILE", image_, "the photograph", Need::required);
    options.text("--trimap", "FILE", trimap_,
                 "its trimap: 0 background, 128 unknown, 255 foreground", Need::required);
    options.text("--output", "FILE", output_,
                 "the alpha: .png in 8 bits, .tiff in float32, unrounded", Need::required);
    options.text("--trimap-values", "strict|nearest", trimap_values_,
                 "refuse other trimap values, or take the nearest of the three [strict]");
    options.text("--rounding", "nearest|truncate", rounding_, "how 8 bits are made [nearest]");
    options.setting("threads");
    options.setting("device");
    options.example(
        "mbench matte --model closed-form --image cat.jpg --trimap cat-trimap.png "
        "--output cat-alpha.png");
    options.example("mbench matte -m guided-filter -i cat.jpg --trimap t.png --output cat.tiff");
  }

  ExitCode run(Session& session) override {
    const ModelSpec spec = parse_model_spec(model_);
    check_ending();
    require_writable(output_);
    const Image image = read_image(image_).picture;
    const Trimap trimap = read_the_trimap(session);
    if (trimap.size() != image.size()) {
      throw DataError(
          fmt::format("{} is {}x{} but {} is {}x{}", trimap_, trimap.size().width,
                      trimap.size().height, image_, image.size().width, image.size().height),
          "a trimap has the size of its image");
    }
    const int threads = session.settings.threads();
    set_threads(threads);
    const auto model = make_model(spec, threads);
    const Stopwatch stopwatch;
    const Alpha alpha = model->matte({image, trimap, {}, fs::path(image_).stem().string()});
    const double seconds = stopwatch.elapsed_ms() / 1000;
    write_alpha(output_, alpha, rounding_ == "truncate" ? Rounding::truncate : Rounding::nearest);
    session.console.note(fmt::format("{}: {}x{} by {} in {:.2f} s", output_, image.size().width,
                                     image.size().height, spec.text(), seconds));
    return ExitCode::done;
  }

 private:
  /// Before minutes of work, not after them.
  void check_ending() const {
    const std::string ending = fs::path(output_).extension().string();
    for (const char* known : {".png", ".tif", ".tiff", ".PNG", ".TIF", ".TIFF"}) {
      if (ending == known) return;
    }
    throw UsageError(fmt::format("--output {}: an alpha is written as .png or .tiff", output_));
  }

  Trimap read_the_trimap(Session& session) const {
    if (trimap_values_ == "strict") return read_strict_trimap(trimap_);
    const Read<Trimap> read = read_trimap(trimap_);
    for (const std::string& warning : read.warnings)
      session.console.warning(trimap_ + ": " + warning);
    return snap_to_three_values(read.picture);
  }

  std::string model_;
  std::string image_;
  std::string trimap_;
  std::string output_;
  std::string trimap_values_ = "strict";
  std::string rounding_ = "nearest";
};

}  // namespace

std::unique_ptr<Command> make_command_matte() { return std::make_unique<CommandMatte>(); }

}  // namespace mbench

#include "cli/commands.h"
#include "cli/output_file.h"
#include "cli/prompt_text.h"
#include "core/byte_size.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/stopwatch.h"
#include "runners/environment.h"
#include "runners/memory_limit.h"
#include "runners/models/model_registry.h"
#include "runners/models/model_settings.h"
#include "runners/models/wrapped_model.h"
#include "runners/weights/synthetic_weights.h"
#include "runners/worker_process.h"

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
                 "its trimap: 0 background, 128 unknown, 255 foreground");
    options.text("--output", "FILE", output_,
                 "the alpha: .png in 8 bits, .tiff in float32, unrounded", Need::required);
    options.text("--trimap-values", "strict|nearest", trimap_values_,
                 "refuse other trimap values, or take the nearest of the three [strict]");
    options.text("--rounding", "nearest|truncate", rounding_,
                 "how 8 bits are made [nearest; of a network as its authors do]");
    options.text("--tta", "VIEWS", settings_.augmentation,
                 "test-time augmentation: aematter, flip, rot4, rot4flip or scales:0.75,1,1.25");
    options.heading("Networks");
    options.text("--weights", "FILE|synthetic:SEED", settings_.weights,
                 "instead of those that `mbench models add` registered; two files with a comma "
                 "between where they are published so");
    options.text(
        "--memory", "MODE", settings_.memory,
        "plain, exact-lean (the same alpha in less memory), or an approximation: tokens:N, "
        "grid:K, tile:SIZE:OVERLAP, downscale:MAX; joined with '+' [plain]");
    options.text(
        "--ram", "SIZE", ram_,
        "memory that the model's process may take, such as 8GiB: beyond it the image is out "
        "of memory, as on a smaller machine");
    options.text("--vram", "SIZE", vram_, "the same of a GPU's memory, such as 11GiB");
    options.heading("Matting Anything, instead of a trimap");
    options.text("--box", "X0,Y0,X1,Y1", box_, "the box around the object, in pixels");
    options.texts("--point", "X,Y,LABEL", points_, "a pixel of the object (1) or not of it (0)");
    options.text("--mask", "FILE", mask_, "a mask of the object");
    options.text("--fusion", "WAY", settings_.fusion,
                 "how three scales are joined: postprocess, maskguide, plain, ... [postprocess]");
    options.heading("Running");
    options.setting("threads");
    options.setting("device");
    options.example(
        "mbench matte --model closed-form --image cat.jpg --trimap cat-trimap.png "
        "--output cat-alpha.png");
    options.example("mbench matte -m guided-filter -i cat.jpg --trimap t.png --output cat.tiff");
    options.example("mbench matte -m mam-vit-b -i cat.jpg --box 40,10,600,470 --output cat.png");
  }

  ExitCode run(Session& session) override {
    const ModelSpec spec = parse_model_spec(model_);
    const ModelCard& card = find_model(spec.name).card;
    if (!ram_.empty()) settings_.ram_bytes = parse_byte_size("--ram", ram_);
    if (!vram_.empty()) settings_.vram_bytes = parse_byte_size("--vram", vram_);
    settings_.check();
    check_ending();
    check_prompts(card);
    require_writable(output_);
    const MattingInput input = read_input(session);
    const int threads = session.settings.threads();
    const Stopwatch stopwatch;
    const Alpha alpha = card.is_network
                            ? matte_outside(spec, threads, session.settings.text("device"), input)
                            : matte_here(spec, threads, input);
    const double seconds = stopwatch.elapsed_ms() / 1000;
    write_alpha(output_, alpha, chosen_rounding(card));
    session.console.note(fmt::format("{}: {}x{} by {} in {:.2f} s", output_,
                                     input.image.size().width, input.image.size().height,
                                     spec.text(), seconds));
    if (settings_.memory_mode().is_approximate()) {
      session.console.note(
          fmt::format("{} is an approximation: the plain alpha is another one", settings_.memory));
    }
    if (names_synthetic_weights(settings_.weights)) {
      session.console.note("its weights are synthetic: the alpha means nothing");
    }
    return ExitCode::done;
  }

 private:
  void check_prompts(const ModelCard& card) const {
    if (card.takes_prompt) return;
    if (!box_.empty() || !points_.empty() || !mask_.empty()) {
      throw UsageError(card.name + " takes no box, point or mask",
                       "these are for Matting Anything: mam-vit-b, -l, -h");
    }
    if (trimap_.empty()) {
      throw UsageError(card.name + " needs a trimap",
                       "add --trimap FILE; `mbench synth trimap` "
                       "makes one from an alpha");
    }
  }

  MattingInput read_input(Session& session) const {
    MattingInput input{read_image(image_).picture, {}, {}, fs::path(image_).stem().string()};
    const cv::Size size = input.image.size();
    if (!trimap_.empty()) {
      input.trimap = read_the_trimap(session);
      require_size(trimap_, input.trimap->size(), size, "a trimap has the size of its image");
    }
    if (!box_.empty()) input.prompt.box = parse_box(box_, size);
    for (const std::string& point : points_) {
      input.prompt.points.push_back(parse_point(point, size));
    }
    if (!mask_.empty()) {
      input.prompt.mask = read_alpha(mask_).picture;
      require_size(mask_, input.prompt.mask->size(), size, "a mask has the size of its image");
    }
    return input;
  }

  void require_size(const std::string& file, cv::Size size, cv::Size image,
                    const std::string& hint) const {
    if (size == image) return;
    throw DataError(fmt::format("{} is {}x{} but {} is {}x{}", file, size.width, size.height,
                                image_, image.width, image.height),
                    hint);
  }

  Alpha matte_here(const ModelSpec& spec, int threads, const MattingInput& input) const {
    const std::string refusal = refusal_without_network(settings_);
    if (!refusal.empty()) throw UsageError(spec.name + ": " + refusal);
    set_threads(threads);
    if (settings_.ram_bytes) limit_own_memory(*settings_.ram_bytes);
    return wrapped(make_model(spec, threads), settings_)->matte(input);
  }

  /// In mbench-torch, as a run does it.
  Alpha matte_outside(const ModelSpec& spec, int threads, const std::string& device,
                      const MattingInput& input) const {
    catch_interrupts();
    WorkerOptions options;
    options.model = spec;
    options.settings = settings_;
    options.threads = threads;
    options.device = device;
    InferenceOutcome outcome = WorkerProcess(options).infer(input, std::nullopt);
    if (outcome.state != RowState::ok) throw ModelError(outcome.message);
    return *outcome.alpha;
  }

  Rounding chosen_rounding(const ModelCard& card) const {
    if (rounding_.empty()) return card.is_network ? card.rounding : Rounding::nearest;
    return rounding_ == "truncate" ? Rounding::truncate : Rounding::nearest;
  }

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
  std::string rounding_;
  std::string box_;
  std::vector<std::string> points_;
  std::string mask_;
  std::string ram_;
  std::string vram_;
  ModelSettings settings_;
};

}  // namespace

std::unique_ptr<Command> make_command_matte() { return std::make_unique<CommandMatte>(); }

}  // namespace mbench

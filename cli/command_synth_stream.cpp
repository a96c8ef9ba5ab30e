#include "cli/commands.h"
#include "cli/stream_pictures.h"
#include "core/interrupt.h"
#include "synth/stream/stream_writer.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace mbench {
namespace {

constexpr std::uint64_t kShardSamples = 1000;

/// See reproducible-builds.org: the time to write into files instead of now.
std::int64_t source_date() {
  const char* const text = std::getenv("SOURCE_DATE_EPOCH");
  if (text == nullptr || *text == '\0') return 0;
  const std::string_view digits(text);
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  // Eleven octal digits is what a tar's header has room for.
  if (error != std::errc() || end != digits.data() + digits.size() || seconds < 0 ||
      seconds >= std::int64_t{1} << 33U) {
    throw UsageError(fmt::format("SOURCE_DATE_EPOCH is '{}', no number of seconds", digits));
  }
  return seconds;
}

class CommandSynthStream : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--recipe", "gca|mam|aematter|aim", recipe_, "whose samples, see below",
                 Need::required);
    options.texts("--fg", "DIR", foregrounds_, "foregrounds");
    options.texts("--alpha", "DIR", alphas_, "their alphas, by the same names; one for each --fg");
    options.texts("--dataset", "NAME", datasets_, "the foregrounds of a data set");
    options.text("--split", "SPLIT", split_, "of the data sets only this split");
    options.texts("--bg", "DIR", backgrounds_, "backgrounds", Need::required);
    options.text("--out", "DIR", out_, "the folder of the samples", Need::required);
    options.number("--count", "N", count_, 1, "how many samples [1000]");
    options.number("--seed", "S", seed_, 0, "what all drawing follows from [0]");
    options.setting("db");
    options.setting("threads");
    set_up_samples(options);
    set_up_files(options);
    explain(options);
  }

  ExitCode run(Session& session) override {
    const StreamRecipe& recipe = find_stream_recipe(recipe_);
    SampleRequest request;
    request.crop_px = size_ > 0 ? size_ : recipe.crop_px;
    request.real_world = real_world_;
    const StreamLayout layout = asked_layout();
    catch_interrupts();
    std::vector<std::string> warnings;
    StreamInputs inputs = asked_inputs(recipe, session, warnings);
    for (const std::string& warning : warnings) session.console.warning(warning);
    const StreamFolder folder(out_);
    const int threads = session.settings.threads();
    const std::unique_ptr<Progress> progress = session.console.progress();
    check_inputs(inputs, recipe, request.crop_px, threads, *progress);
    const StreamSource source(recipe, std::move(inputs), request,
                              static_cast<std::uint64_t>(seed_));
    folder.begin(source, layout);
    const WrittenStream written = write_stream(folder, source, layout, threads, *progress);
    for (const std::string& warning : source.warnings()) session.console.warning(warning);
    session.console.note(fmt::format("{}: {} samples of {}x{} made by recipe {}, {} kept", out_,
                                     written.made, request.crop_px, request.crop_px, recipe.name,
                                     written.kept));
    return ExitCode::done;
  }

 private:
  void set_up_samples(OptionSet& options) {
    options.heading("Samples");
    options.number("--size", "PX", size_, kLeastCropPx, "sides of a sample [the recipe's]");
    options.flag("--real-world", real_world_,
                 "change half of the images as the world does: contrast, JPEG, blur, noise");
    options.texts("--photo", "DIR", photographs_,
                  "photographs for half of the samples of mam, as they are");
    options.texts("--photo-alpha", "DIR", photograph_alphas_, "their alphas; one for each --photo");
  }

  void set_up_files(OptionSet& options) {
    options.heading("Files");
    options.text("--format", "files|webdataset", format_,
                 "single files, or tar shards that WebDataset reads [files]");
    options.number("--shard", "N", shard_, 1, "samples of a shard [1000]");
    options.flag("--layers", layers_, "also write the foreground and the background");
    options.flag("--float", floats_, "write unrounded values in 0..1 as .npy instead of PNG");
    options.text("--png", "default|fast", png_,
                 "fast: in less time, at most 1.3 times as large [default]");
  }

  static void explain(OptionSet& options) {
    std::string recipes = "Recipes:";
    for (const StreamRecipe& recipe : stream_recipes()) {
      recipes += fmt::format(" {}: {}.", recipe.name, recipe.summary);
    }
    options.detail(recipes);
    options.detail(
        "files: image/000000.png, alpha/, trimap/, and samples.jsonl with all that was drawn. "
        "webdataset: train-000000.tar with 000000.image.png, 000000.alpha.png, "
        "000000.trimap.png and 000000.json of every sample.");
    options.detail(
        "Sample i is the same for the same seed, recipe, --size and pictures, whatever --count "
        "and --threads. Run again, the command makes what is missing; it refuses a folder with "
        "another stream.");
    options.detail(
        "mam takes four --fg as Human-2K, AM-2k, Distinctions-646 and AIM, each as often as "
        "published; of another number each is as likely.");
    options.example(
        "mbench synth stream --recipe gca --fg fg --alpha alpha --bg coco/train2014 --out stream "
        "--count 10000 --seed 1");
    options.example(
        "mbench synth stream --recipe aematter --dataset comp1k --split train --bg bg20k "
        "--out shards --count 50000 --format webdataset --png fast --real-world");
  }

  StreamLayout asked_layout() const {
    if (shard_ > 0 && format_ != "webdataset") {
      throw UsageError("--shard is for shards only", "add --format webdataset");
    }
    StreamLayout layout;
    layout.count = static_cast<std::uint64_t>(count_);
    if (format_ == "webdataset") {
      layout.per_shard = shard_ > 0 ? static_cast<std::uint64_t>(shard_) : kShardSamples;
      layout.modified_s = source_date();
    }
    layout.parts = {layers_, layers_, floats_, parse_png_effort(png_)};
    return layout;
  }

  StreamInputs asked_inputs(const StreamRecipe& recipe, const Session& session,
                            std::vector<std::string>& warnings) const {
    if (foregrounds_.empty() && datasets_.empty()) {
      throw UsageError("there are no foregrounds", "add --fg DIR with --alpha DIR, or --dataset");
    }
    if (!split_.empty() && datasets_.empty()) {
      throw UsageError("--split is for data sets only", "add --dataset NAME");
    }
    if (!photographs_.empty() && recipe.natural_probability == 0) {
      throw UsageError(fmt::format("recipe {} makes no samples of photographs", recipe.name),
                       "leave out --photo, or take recipe mam");
    }
    StreamInputs inputs;
    inputs.foregrounds = pairs("--fg", foregrounds_, "--alpha", alphas_, warnings);
    for (const std::string& dataset : datasets_) {
      inputs.foregrounds.push_back(
          stream_foregrounds(dataset, split_, session.settings.text("db")));
    }
    for (const std::string& folder : backgrounds_) {
      inputs.backgrounds.push_back(stream_pictures(folder, warnings));
    }
    inputs.photographs =
        pairs("--photo", photographs_, "--photo-alpha", photograph_alphas_, warnings);
    return inputs;
  }

  static std::vector<std::vector<StreamPair>> pairs(const char* colour,
                                                    const std::vector<std::string>& folders,
                                                    const char* alpha,
                                                    const std::vector<std::string>& alphas,
                                                    std::vector<std::string>& warnings) {
    if (folders.size() != alphas.size()) {
      throw UsageError(fmt::format("{} is given {} times but {} {} times", colour, folders.size(),
                                   alpha, alphas.size()),
                       fmt::format("give one {} for each {}, in the same order", alpha, colour));
    }
    std::vector<std::vector<StreamPair>> sets;
    for (std::size_t set = 0; set < folders.size(); ++set) {
      sets.push_back(stream_pairs(folders[set], alphas[set], warnings));
    }
    return sets;
  }

  std::string recipe_;
  std::vector<std::string> foregrounds_;
  std::vector<std::string> alphas_;
  std::vector<std::string> datasets_;
  std::string split_;
  std::vector<std::string> backgrounds_;
  std::vector<std::string> photographs_;
  std::vector<std::string> photograph_alphas_;
  std::string out_;
  std::string format_ = "files";
  std::string png_ = "default";
  int count_ = 1000;
  int seed_ = 0;
  int size_ = 0;
  int shard_ = 0;
  bool real_world_ = false;
  bool layers_ = false;
  bool floats_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_stream() {
  return std::make_unique<CommandSynthStream>();
}

}  // namespace mbench

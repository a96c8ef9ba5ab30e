#include "cli/commands.h"
#include "cli/entity_list.h"
#include "core/interrupt.h"
#include "synth/scene/scene_set.h"

#include <fmt/format.h>

#include <opencv2/core/utility.hpp>

namespace mbench {
namespace {

class CommandSynthRefer : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.text("--fg", "DIR", foregrounds_, "the entities' foregrounds", Need::required);
    options.text("--alpha", "DIR", alphas_, "their alphas, by the same names", Need::required);
    options.text("--entities", "FILE", entities_, "what they are: a CSV or JSONL file, see below",
                 Need::required);
    options.text("--bg", "DIR", backgrounds_, "the backgrounds", Need::required);
    options.text("--out", "DIR", out_, "the folder of the set", Need::required);
    options.number("--count", "N", count_, 1, "how many scenes there shall be [100]");
    options.number("--seed", "S", seed_, 0, "what all drawing follows from [0]");
    options.text("--split", "train|test", split_, "which of the set's splits this is [train]");
    options.heading("Scenes");
    options.text("--size", "WxH", size_,
                 "of the scenes, such as 1024x768; background: each background's [background]");
    options.text("--entities-per-image", "COUNTS", counts_,
                 "2, 2-4, or with weights 1:1,2:3,3:3; at most 6 [2:1,3:1]");
    options.text("--categories", "distinct|any", categories_,
                 "whether the entities of a scene are all unlike; any leaves out expressions that "
                 "could mean two of them [distinct]");
    options.number("--jpeg", "QUALITY", jpeg_quality_, 1,
                   "write images as JPEG, as RefMatte has them, instead of PNG");
    options.setting("threads");
    options.detail(
        "The list of entities is a CSV whose first line names the columns, or has a JSON object a "
        "line. `name` is that of the files without ending, `category` one word or a few (dog, "
        "glass "
        "bowl); `attributes` (brown; with a red collar) and `synonyms` (hound) may be missing and "
        "are separated by semicolons.");
    options.detail(
        "Every entity gets a matte of what is seen of it, exact under occlusion, and up to four "
        "expressions: keyword, basic, absolute and relative position. Each picks out one entity. "
        "The result lies as RefMatte does: `mbench data index DIR` finds it.");
    options.detail(
        "Scene i is the same for the same seed, sources and options, whatever --count and "
        "--threads. Run again, the command makes what is missing; scenes.jsonl says how everything "
        "was made.");
    options.example(
        "mbench synth refer --fg fg --alpha alpha --entities entities.csv --bg bg --out scenes "
        "--count 1000 --seed 1");
    options.example("mbench data index scenes && mbench data query scenes -o json");
    options.example(
        "mbench synth refer --fg fg --alpha alpha --entities entities.jsonl --bg bg --out scenes "
        "--split test --count 100 --seed 2 --size 1024x768 --entities-per-image 1-4 --jpeg 95");
  }

  ExitCode run(Session& session) override {
    SceneSetOptions options;
    options.scene.seed = static_cast<std::uint64_t>(seed_);
    options.scene.size = parse_scene_size(size_);
    options.scene.counts = parse_entity_counts(counts_);
    options.scene.repeat_categories = categories_ == "any";
    options.out = out_;
    options.split = split_;
    options.count = static_cast<std::uint64_t>(count_);
    options.jpeg_quality = jpeg_quality_;
    options.threads = session.settings.threads();
    options.check();
    catch_interrupts();
    cv::setNumThreads(1);  // the scenes are what runs in parallel
    const Stock stock(read_entity_list(entities_, {foregrounds_, alphas_}),
                      pictures_in(backgrounds_));
    const SceneSetOutcome outcome = write_scene_set(stock, options, *session.console.progress());
    tell(session, outcome);
    return ExitCode::done;
  }

 private:
  void tell(Session& session, const SceneSetOutcome& outcome) const {
    if (outcome.fewer > 0) {
      session.console.warning(fmt::format(
          "{} scenes have fewer entities than drawn: they found no place", outcome.fewer));
    }
    if (outcome.enlarged > 0) {
      session.console.warning(
          fmt::format("{} entities were enlarged to more than twice their size; a smaller --size "
                      "keeps them sharp",
                      outcome.enlarged));
    }
    session.console.note(fmt::format("{}/{}: {} scenes made, {} kept; {} entities, {} expressions",
                                     out_, split_, outcome.made, outcome.kept, outcome.entities,
                                     outcome.expressions));
    session.console.hint(fmt::format("index it with `mbench data index {}`", out_));
  }

  std::string foregrounds_;
  std::string alphas_;
  std::string entities_;
  std::string backgrounds_;
  std::string out_;
  std::string split_ = "train";
  std::string size_ = "background";
  std::string counts_ = "2:1,3:1";
  std::string categories_ = "distinct";
  int count_ = 100;
  int seed_ = 0;
  int jpeg_quality_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_command_synth_refer() {
  return std::make_unique<CommandSynthRefer>();
}

}  // namespace mbench

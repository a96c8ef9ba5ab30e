#include "cli/commands.h"
#include "core/byte_size.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "runners/fit.h"
#include "runners/largest_sample.h"
#include "runners/suite_samples.h"
#include "runners/weights/synthetic_weights.h"
#include "store/database.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <functional>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kBytesPerMebibyte = 1 << 20;

Json or_null(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

std::optional<double> mebibytes(const std::optional<std::int64_t>& bytes) {
  if (!bytes) return std::nullopt;
  return static_cast<double>(*bytes) / kBytesPerMebibyte;
}

int side_in(const std::string& text) {
  int side = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), side);
  if (error != std::errc() || end != text.data() + text.size() || side < 32 || side > 65536) {
    throw UsageError("--sizes " + text + ": a side is a whole number from 32 to 65536",
                     "write a range as 1024..8192");
  }
  return side;
}

class CommandFit : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.texts("-m,--model", "MODEL", models_, "a name of `mbench models`", Need::required);
    options.text("--vram", "SIZES", vram_, "memories of GPUs, such as 8GiB,11GiB,16GiB,24GiB");
    options.text("--ram", "SIZES", ram_, "the same of main memory, for models on the CPU");
    options.texts("--memory", "MODE", modes_,
                  "as for `mbench run`; may be repeated [plain and, of a network, exact-lean]");
    options.text("--sizes", "LOW..HIGH", sizes_, "sides of square pictures [1024..8192]");
    options.number("--step", "PIXELS", range_.step, 1, "between two sides [64]");
    options.text("-s,--suite", "SUITE", suite_,
                 "instead of sizes: which memory is enough for the largest image of the suite");
    options.text("--weights", "FILE|synthetic:SEED", weights_,
                 "of the networks; memory depends on them for MEMatte only [synthetic:1]");
    options.setting("db");
    options.setting("data_dir");
    options.setting("output");
    options.heading("Measuring");
    options.setting("threads");
    options.setting("device");
    options.setting("timeout");
    options.detail(
        "Each try is a real run in a process of its own that gets no more memory than it says: "
        "the process behaves like one on such a machine. --timeout bounds one try; where it ends "
        "one, limited_by is time.");
    options.example("mbench fit --model vitmatte-s --model mematte-s --ram 2GiB,4GiB,8GiB");
    options.example("mbench fit --model aematter --ram 4GiB --sizes 512..2048 --step 128");
    options.example("mbench fit --model closed-form --ram 1GiB,2GiB,4GiB --suite demo-4k");
  }

  ExitCode run(Session& session) override {
    read_options(session);
    catch_interrupts();
    const bool any = suite_.empty() ? print_sides(session) : print_memories(session);
    return any ? ExitCode::done : ExitCode::cells_failed;
  }

 private:
  void read_options(Session& session) {
    const std::string device = session.settings.text("device");
    if (!vram_.empty() && device == "cpu") {
      throw UsageError("--vram is about a GPU, and the device is cpu",
                       "--ram is about the CPU's memory");
    }
    read_memories();
    const std::size_t dots = sizes_.find("..");
    range_.low = side_in(sizes_.substr(0, dots));
    range_.high = dots == std::string::npos ? range_.low : side_in(sizes_.substr(dots + 2));
    if (range_.high < range_.low) throw UsageError("--sizes " + sizes_ + " ends before it begins");
    for (const std::string& name : models_) {
      const ModelSpec spec = parse_model_spec(name);
      std::vector<std::string> modes = modes_;
      if (modes.empty()) modes = default_modes(find_model(spec.name).card);
      for (const std::string& mode : modes) add_question(session, spec, mode);
    }
  }

  void read_memories() {
    const bool is_gpu = !vram_.empty();
    if (is_gpu == !ram_.empty()) {
      throw UsageError(is_gpu ? "--ram and --vram are two questions" : "no memory to fit into",
                       "give one list of sizes, such as --ram 2GiB,4GiB");
    }
    std::string rest = is_gpu ? vram_ : ram_;
    while (!rest.empty()) {
      const std::size_t comma = rest.find(',');
      memories_.push_back(parse_byte_size(is_gpu ? "--vram" : "--ram", rest.substr(0, comma)));
      rest = comma == std::string::npos ? "" : rest.substr(comma + 1);
    }
    std::sort(memories_.begin(), memories_.end());
    memories_.erase(std::unique(memories_.begin(), memories_.end()), memories_.end());
  }

  static std::vector<std::string> default_modes(const ModelCard& card) {
    if (card.is_network && card.argument.empty()) return {"plain", "exact-lean"};
    return {"plain"};
  }

  void add_question(const Session& session, const ModelSpec& spec, const std::string& mode) {
    FitQuestion question;
    question.model = spec;
    question.settings.memory = parse_memory_mode(mode).text();
    if (find_model(spec.name).card.needs_weights) question.settings.weights = weights_;
    question.threads = session.settings.threads();
    question.device = session.settings.text("device");
    question.timeout_s = session.settings.seconds("timeout");
    questions_.push_back(std::move(question));
  }

  FitQuestion within(const FitQuestion& question, std::int64_t bytes) const {
    FitQuestion limited = question;
    (vram_.empty() ? limited.settings.ram_bytes : limited.settings.vram_bytes) = bytes;
    return limited;
  }

  static std::string limit_of(const LargestSide& found) {
    if (!found.refused) return "range";
    if (found.refused->state == RowState::oom) return "memory";
    return found.refused->state == RowState::timeout ? "time" : to_text(found.refused->state);
  }

  /// Tells the user what is tried.
  using Told = std::function<void(const std::string&)>;

  /// For each question and memory the largest square. Whether any picture was done.
  bool print_sides(Session& session) {
    Table table({{"model"},
                 {"mode"},
                 {"memory"},
                 {"largest_side", 0},
                 {"megapixels", 2},
                 {"limited_by"},
                 {"latency_ms", 1},
                 {"peak_mib", 1},
                 {"tries", 0},
                 {"why", -1, true}});
    return answer_all(session, table, [&](const FitQuestion& question, const Told& tell) {
      bool any = false;
      for (const std::int64_t bytes : memories_) {
        const auto before_try = [&](int side) {
          tell(fmt::format("{}x{} in {}", side, side, byte_size_text(bytes)));
        };
        const LargestSide found = find_largest_side(within(question, bytes), range_, before_try);
        any = any || found.largest;
        const std::optional<FitTry>& best = found.largest;
        table.add({question.model.text(), question.settings.memory, byte_size_text(bytes),
                   best ? Json(best->size.width) : Json(),
                   best ? Json(1e-6 * best->size.width * best->size.height) : Json(),
                   limit_of(found), best ? or_null(best->latency_ms) : Json(),
                   best ? or_null(mebibytes(best->peak_bytes)) : Json(), found.tries.size(),
                   found.refused ? found.refused->message : ""});
      }
      return any;
    });
  }

  /// For each question the smallest memory in which the suite's largest image is done.
  bool print_memories(Session& session) {
    Database database(session.settings.text("db"), Database::Open::create);
    const SuiteSamples suite = suite_samples(find_suite(suite_), database);
    const cv::Size size = largest_sample(suite.samples);
    Table table({{"model"},
                 {"mode"},
                 {"suite"},
                 {"width", 0},
                 {"height", 0},
                 {"smallest_memory"},
                 {"latency_ms", 1},
                 {"peak_mib", 1},
                 {"tries", 0},
                 {"why", -1, true}});
    return answer_all(session, table, [&](const FitQuestion& question, const Told& tell) {
      std::size_t tries = 0;
      FitTry made;
      std::string smallest;
      for (const std::int64_t bytes : memories_) {
        tell(byte_size_text(bytes));
        made = try_size(within(question, bytes), size);
        ++tries;
        if (made.state != RowState::ok) continue;
        smallest = byte_size_text(bytes);
        break;
      }
      table.add({question.model.text(), question.settings.memory, suite.name, size.width,
                 size.height, smallest.empty() ? Json() : Json(smallest), or_null(made.latency_ms),
                 or_null(mebibytes(made.peak_bytes)), tries, made.message});
      return !smallest.empty();
    });
  }

  /// Whether any answer was a picture that is done. The table is written also when the user stops.
  template <typename Answer>
  bool answer_all(Session& session, const Table& table, const Answer& answer) {
    bool any = false;
    const std::unique_ptr<Progress> progress = session.console.progress();
    progress->begin("fit", questions_.size());
    try {
      for (std::size_t done = 0; done < questions_.size(); ++done) {
        const FitQuestion& question = questions_[done];
        any = answer(question,
                     [&](const std::string& what) {
                       progress->step(done, fmt::format("{} {} {}", question.model.text(),
                                                        question.settings.memory, what));
                     }) ||
              any;
      }
    } catch (const Interrupted&) {
      progress->end();
      write(session, table);
      throw Interrupted("stopped; what was found until then stands in the table",
                        "fewer memories, or a larger --step, are done sooner");
    }
    progress->end();
    write(session, table);
    return any;
  }

  static void write(Session& session, const Table& table) {
    table.write(output_format(session.settings.text("output")), session.console.table_style(),
                session.console.out());
  }

  std::vector<std::string> models_;
  std::vector<std::string> modes_;
  std::string vram_;
  std::string ram_;
  std::string sizes_ = "1024..8192";
  std::string suite_;
  std::string weights_ = "synthetic:1";
  SideRange range_;
  std::vector<std::int64_t> memories_;
  std::vector<FitQuestion> questions_;
};

}  // namespace

std::unique_ptr<Command> make_command_fit() { return std::make_unique<CommandFit>(); }

}  // namespace mbench

#include "cli/settings.h"

#include "core/error.h"

#include <fmt/format.h>

namespace mbench {

const std::vector<SettingKey>& setting_keys() {
  using Kind = SettingKind;
  static const std::vector<SettingKey> keys{
      {"db", Kind::path, "mbench.db", "--db", "FILE", "the store: one SQLite file"},
      {"threads", Kind::threads, "auto", "-t,--threads", "N",
       "CPU threads; auto takes every CPU that this process may use", 1, 1024},
      {"output",
       Kind::choice,
       "table",
       "-o,--format",
       "table|csv|json|jsonl|md",
       "how a listing is written",
       0,
       0,
       {"table", "csv", "json", "jsonl", "md"}},
      {"color",
       Kind::choice,
       "auto",
       "--color",
       "auto|always|never",
       "colours in what people read",
       0,
       0,
       {"auto", "always", "never"}},
      {"quiet", Kind::boolean, "false", "-q,--quiet", "", "no progress, notes or hints on stderr"},
      {"timeout", Kind::seconds, "", "--timeout", "SECONDS",
       "inference time a cell (one model on one suite) may use; none without it"},
      {"convention", Kind::text, "", "--convention", "CONVENTION",
       "whose metrics; empty: matlab, or the suite's own"},
      {"warmup", Kind::count, "0", "--warmup", "N", "uncounted inferences of each image", 0, 1000},
      {"jobs", Kind::count, "1", "--jobs", "N",
       "images inferred at once, each on its own --threads", 1, 64},
      {"repetitions", Kind::count, "1", "--repetitions", "N", "counted inferences of each image", 1,
       1000},
      {"max_noise", Kind::percent, "", "--max-noise", "PERCENT",
       "repeat each image further, until the median latency is known to within this"},
      {"previews", Kind::count, "24", "--previews", "N",
       "samples of a suite whose pictures are kept for the report", 0, 1000000},
      {"device", Kind::device, "cpu", "--device", "DEVICE",
       "where networks run: cpu, cuda (the first GPU) or cuda:N"},
      {"data_dir", Kind::path, "", "--data-dir", "DIR",
       "mbench's own data (demo pictures); empty: found beside the program"},
  };
  return keys;
}

const SettingKey& setting_key(std::string_view name) {
  for (const SettingKey& key : setting_keys()) {
    if (key.name == name) return key;
  }
  throw InternalError(fmt::format("no setting is named {}", name));
}

}  // namespace mbench

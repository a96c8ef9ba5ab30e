#include "cli/commands.h"
#include "cli/dataset_statistics.h"
#include "core/interrupt.h"
#include "core/nearest_names.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBarWidth = 40;

std::string text_of(const PictureSize& size) {
  return fmt::format("{}x{}", size.width, size.height);
}

Json as_json(const std::vector<Bin>& bins) {
  Json list = Json::array();
  for (const Bin& bin : bins) list.push_back({{"range", bin.range}, {"count", bin.count}});
  return list;
}

void draw(const std::string& title, const std::vector<Bin>& bins, std::ostream& out) {
  if (bins.empty()) return;
  std::size_t widest = 0;
  std::size_t most = 1;
  for (const Bin& bin : bins) {
    widest = std::max(widest, bin.range.size());
    most = std::max(most, bin.count);
  }
  out << '\n' << title << '\n';
  for (const Bin& bin : bins) {
    // A bin that is not empty shows at least one mark.
    const std::size_t marks = (bin.count * kBarWidth + most - 1) / most;
    out << fmt::format("  {:>{}}  {:<{}}  {}\n", bin.range, widest, std::string(marks, '#'),
                       kBarWidth, bin.count);
  }
}

Table::Row row_of(const DatasetStatistics& all) {
  Table::Row row{all.name,
                 all.samples,
                 all.splits.size(),
                 all.alphas,
                 all.trimaps,
                 all.foregrounds.size(),
                 all.categories.size()};
  if (all.sizes.empty()) {
    row.insert(row.end(), 4, Json());
  } else {
    const double total = std::accumulate(
        all.sizes.begin(), all.sizes.end(), 0.0,
        [](double sum, const PictureSize& size) { return sum + size.megapixels(); });
    row.push_back(text_of(all.sizes.front()));
    row.push_back(text_of(all.sizes[all.sizes.size() / 2]));
    row.push_back(text_of(all.sizes.back()));
    row.push_back(total / static_cast<double>(all.sizes.size()));
  }
  const std::vector<double>& shares = all.unknown_shares;
  row.push_back(shares.empty() ? Json()
                               : Json(std::accumulate(shares.begin(), shares.end(), 0.0) /
                                      static_cast<double>(shares.size())));
  row.push_back(shares.size());
  row.push_back(as_json(megapixel_bins(all.sizes)));
  row.push_back(as_json(share_bins(shares)));
  return row;
}

class CommandDataStats : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "NAME", name_, "a data set of `mbench data list`; without it, all");
    options.number("--trimaps", "N", trimaps_, 0,
                   "how many trimaps are read for the unknown share, spread evenly [200]");
    options.setting("db");
    options.setting("output");
    options.setting("threads");
    options.example("mbench data stats");
    options.example("mbench data stats my-photos -o json");
  }

  ExitCode run(Session& session) override {
    Database database(session.settings.text("db"), Database::Open::read_only);
    const SampleStore store(database);
    catch_interrupts();
    std::vector<DatasetStatistics> sets;
    for (const DatasetRecord& dataset : chosen(store)) {
      sets.push_back(dataset_statistics(store, dataset));
      read_unknown_shares(sets.back(), trimaps_, session.settings.threads(),
                          *session.console.progress());
    }
    Table table({{"name"},
                 {"samples"},
                 {"splits"},
                 {"alphas"},
                 {"trimaps"},
                 {"foregrounds"},
                 {"categories"},
                 {"smallest"},
                 {"median"},
                 {"largest"},
                 {"mean_megapixels", 2},
                 {"mean_unknown_share", 3},
                 {"trimaps_read", -1, true},
                 {"megapixel_histogram", -1, true},
                 {"unknown_share_histogram", -1, true}});
    for (const DatasetStatistics& set : sets) table.add(row_of(set));
    const OutputFormat format = output_format(session.settings.text("output"));
    table.write(format, session.console.table_style(), session.console.out());
    if (format != OutputFormat::table) return ExitCode::done;
    for (const DatasetStatistics& set : sets) {
      draw(set.name + ": sizes", megapixel_bins(set.sizes), session.console.out());
      draw(fmt::format("{}: unknown share of {} trimaps", set.name, set.unknown_shares.size()),
           share_bins(set.unknown_shares), session.console.out());
    }
    return ExitCode::done;
  }

 private:
  std::vector<DatasetRecord> chosen(const SampleStore& store) const {
    std::vector<DatasetRecord> datasets = store.datasets();
    if (name_.empty()) return datasets;
    std::vector<std::string> names;
    for (const DatasetRecord& dataset : datasets) names.push_back(dataset.name);
    std::erase_if(datasets, [&](const DatasetRecord& dataset) {
      return dataset.name != name_ && dataset.root != name_;
    });
    if (datasets.empty()) {
      throw UsageError(
          fmt::format("no data set named '{}' is indexed", name_),
          names.empty() ? "index it with `mbench data index DIR`" : did_you_mean(name_, names));
    }
    return datasets;
  }

  std::string name_;
  int trimaps_ = 200;
};

}  // namespace

std::unique_ptr<Command> make_command_data_stats() { return std::make_unique<CommandDataStats>(); }

}  // namespace mbench

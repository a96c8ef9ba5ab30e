#include "cli/commands.h"
#include "cli/dataset_statistics.h"
#include "core/interrupt.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBarWidth = 40;
constexpr std::size_t kCategoriesToShow = 20;

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

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// The figures of a data set by their names, those that do not exist as null.
Json figures_of(const DatasetStatistics& all) {
  Json record;
  record["name"] = all.name;
  record["samples"] = all.samples;
  record["splits"] = all.splits.size();
  record["alphas"] = all.alphas;
  record["trimaps"] = all.trimaps;
  record["foregrounds"] = all.foregrounds.size();
  record["categories"] = all.samples_of_category.size();
  std::vector<double> megapixels;
  for (const PictureSize& size : all.sizes) megapixels.push_back(size.megapixels());
  const bool any = !all.sizes.empty();
  record["smallest"] = any ? Json(text_of(all.sizes.front())) : Json();
  record["median"] = any ? Json(text_of(all.sizes[all.sizes.size() / 2])) : Json();
  record["largest"] = any ? Json(text_of(all.sizes.back())) : Json();
  record["mean_megapixels"] = any ? Json(mean(megapixels)) : Json();
  record["mean_unknown_share"] =
      all.unknown_shares.empty() ? Json() : Json(mean(all.unknown_shares));
  record["trimaps_read"] = all.unknown_shares.size();
  return record;
}

/// One data set in words and bars, for people.
void describe(const DatasetStatistics& all, const TableStyle& style, std::ostream& out) {
  Json figures = figures_of(all);
  for (const auto& [name, value] : figures.items()) {
    if (value.is_number_float()) value = fmt::format("{:.3g}", value.get<double>());
  }
  write_record(figures, OutputFormat::table, style, out);
  draw("sizes", megapixel_bins(all.sizes), out);
  draw("unknown shares", share_bins(all.unknown_shares), out);
  std::vector<Bin> categories = category_bins(all.samples_of_category);
  const std::size_t hidden = categories.size() - std::min(categories.size(), kCategoriesToShow);
  categories.resize(categories.size() - hidden);
  draw("categories", categories, out);
  if (hidden > 0) out << fmt::format("  and {} more\n", hidden);
}

/// All data sets as rows, for programs.
Table table_of(const std::vector<DatasetStatistics>& sets) {
  std::vector<Column> columns;
  const Json names = figures_of({});
  for (const auto& [name, value] : names.items()) columns.push_back({name});
  columns.push_back({"megapixel_histogram", -1, true});
  columns.push_back({"unknown_share_histogram", -1, true});
  columns.push_back({"category_histogram", -1, true});
  Table table(columns);
  for (const DatasetStatistics& set : sets) {
    Table::Row row;
    const Json figures = figures_of(set);
    for (const auto& [name, value] : figures.items()) row.push_back(value);
    row.push_back(as_json(megapixel_bins(set.sizes)));
    row.push_back(as_json(share_bins(set.unknown_shares)));
    row.push_back(as_json(category_bins(set.samples_of_category)));
    table.add(std::move(row));
  }
  return table;
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
    for (const DatasetRecord& dataset :
         name_.empty() ? store.datasets() : std::vector{store.dataset(name_)}) {
      sets.push_back(dataset_statistics(store, dataset));
      read_unknown_shares(sets.back(), trimaps_, session.settings.threads(),
                          *session.console.progress());
    }
    const OutputFormat format = output_format(session.settings.text("output"));
    if (format != OutputFormat::table) {
      table_of(sets).write(format, {}, session.console.out());
      return ExitCode::done;
    }
    for (std::size_t i = 0; i < sets.size(); ++i) {
      if (i > 0) session.console.out() << '\n';
      describe(sets[i], session.console.table_style(), session.console.out());
    }
    return ExitCode::done;
  }

 private:
  std::string name_;
  int trimaps_ = 200;
};

}  // namespace

std::unique_ptr<Command> make_command_data_stats() { return std::make_unique<CommandDataStats>(); }

}  // namespace mbench

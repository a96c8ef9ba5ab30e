#include "cli/commands.h"
#include "cli/parallel.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/nearest_names.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <mutex>
#include <numeric>
#include <set>

namespace mbench {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBarWidth = 40;

struct Size {
  int width = 0;
  int height = 0;
  double megapixels() const { return 1e-6 * width * height; }
  std::string text() const { return fmt::format("{}x{}", width, height); }
};

/// What is gathered of a data set while its samples pass by.
struct Gathered {
  std::string name;
  std::int64_t samples = 0;
  std::int64_t alphas = 0;
  std::int64_t trimaps = 0;
  std::set<std::string> splits;
  std::set<std::string> categories;
  std::set<std::string> foregrounds;
  std::vector<Size> sizes;
  std::vector<std::string> trimap_paths;
  std::vector<double> unknown_shares;  ///< of the trimaps that were read
};

Gathered gather(const SampleStore& store, const DatasetRecord& dataset) {
  Gathered all;
  all.name = dataset.name;
  store.for_each_sample(dataset.root, [&](const SampleRecord& sample) {
    ++all.samples;
    if (!sample.alpha_path.empty()) ++all.alphas;
    if (!sample.split.empty()) all.splits.insert(sample.split);
    if (!sample.category.empty()) all.categories.insert(sample.category);
    if (!sample.foreground.empty()) all.foregrounds.insert(sample.foreground);
    if (sample.width > 0) all.sizes.push_back({sample.width, sample.height});
    if (sample.trimap_path.empty()) return;
    ++all.trimaps;
    all.trimap_paths.push_back(sample.trimap_path);
  });
  std::sort(all.sizes.begin(), all.sizes.end(),
            [](const Size& a, const Size& b) { return a.megapixels() < b.megapixels(); });
  return all;
}

/// Reads up to `limit` trimaps, spread evenly over the data set.
void read_unknown_shares(Gathered& all, int limit, int threads, Console& console) {
  const std::size_t count = std::min(all.trimap_paths.size(), static_cast<std::size_t>(limit));
  std::vector<double> shares(count, std::nan(""));
  std::atomic<std::size_t> done{0};
  std::mutex console_mutex;
  const auto progress = console.progress();
  progress->begin("trimaps", count);
  for_each_index(count, threads, [&](std::size_t i) {
    throw_if_interrupted();
    const std::string& path = all.trimap_paths[i * all.trimap_paths.size() / count];
    try {
      const Trimap trimap = read_trimap(path).picture;
      shares[i] = static_cast<double>(trimap.unknown_pixels()) /
                  static_cast<double>(trimap.pixels().total());
    } catch (const DataError& error) {
      const std::lock_guard lock(console_mutex);
      progress->note(std::string("warning: ") + error.what());
    }
    progress->step(++done, path);
  });
  progress->end();
  std::copy_if(shares.begin(), shares.end(), std::back_inserter(all.unknown_shares),
               [](double share) { return !std::isnan(share); });
}

struct Bin {
  std::string range;
  std::size_t count = 0;
};

Json as_json(const std::vector<Bin>& bins) {
  Json list = Json::array();
  for (const Bin& bin : bins) list.push_back({{"range", bin.range}, {"count", bin.count}});
  return list;
}

/// Each bin twice as large as the one before.
std::vector<Bin> megapixel_bins(const std::vector<Size>& sizes) {
  std::vector<Bin> bins;
  if (sizes.empty()) return bins;
  const auto exponent = [](const Size& size) {
    return static_cast<int>(std::floor(std::log2(std::max(size.megapixels(), 1e-6))));
  };
  const int first = exponent(sizes.front());
  for (int e = first; e <= exponent(sizes.back()); ++e) {
    bins.push_back({fmt::format("{:g} to {:g} MP", std::exp2(e), std::exp2(e + 1)), 0});
  }
  for (const Size& size : sizes) ++bins[static_cast<std::size_t>(exponent(size) - first)].count;
  return bins;
}

std::vector<Bin> share_bins(const std::vector<double>& shares) {
  std::vector<Bin> bins;
  if (shares.empty()) return bins;
  for (int tenth = 0; tenth < 10; ++tenth) {
    bins.push_back({fmt::format("{} to {} %", 10 * tenth, 10 * (tenth + 1)), 0});
  }
  for (const double share : shares) {
    ++bins[std::min<std::size_t>(9, static_cast<std::size_t>(10 * share))].count;
  }
  return bins;
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

Table::Row row_of(const Gathered& all) {
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
    const double total =
        std::accumulate(all.sizes.begin(), all.sizes.end(), 0.0,
                        [](double sum, const Size& size) { return sum + size.megapixels(); });
    row.push_back(all.sizes.front().text());
    row.push_back(all.sizes[all.sizes.size() / 2].text());
    row.push_back(all.sizes.back().text());
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
    std::vector<Gathered> sets;
    for (const DatasetRecord& dataset : chosen(store)) {
      sets.push_back(gather(store, dataset));
      read_unknown_shares(sets.back(), trimaps_, session.settings.threads(), session.console);
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
    for (const Gathered& set : sets) table.add(row_of(set));
    const OutputFormat format = output_format(session.settings.text("output"));
    table.write(format, session.console.table_style(), session.console.out());
    if (format != OutputFormat::table) return ExitCode::done;
    for (const Gathered& set : sets) {
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

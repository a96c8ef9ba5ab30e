#include "cli/asked_shares.h"
#include "cli/commands.h"
#include "cli/query_writer.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <fmt/format.h>

namespace mbench {
namespace {

constexpr const char* kUsualColumns =
    "dataset, split, name, category, width, height, unknown_share, image";

class CommandDataQuery : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "NAME", name_, "a data set of `mbench data list`; without it, all");
    options.text("-w,--where", "CONDITION", where_,
                 "an SQL condition on the columns below, such as unknown_share > 0.2");
    options.text("--columns", "COLUMN,...", columns_,
                 fmt::format("what to show; * is all [{}]", kUsualColumns));
    options.text("--order", "COLUMN,...", order_, "by what to sort; `width DESC` turns it round");
    options.number("--limit", "N", limit_, 1, "at most so many rows");
    options.text("--sql", "SQL", sql_, "a whole SELECT instead, over samples and expressions");
    options.setting("db");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "Columns of samples: id, dataset, layout, split, name, foreground, background, entity, "
        "category, type, width, height, megapixels, unknown_share, trimap_source, image, alpha, "
        "trimap, foreground_file, background_file, bytes, channels, bit_depth, image_sha256, "
        "alpha_sha256, trimap_sha256, root. Of expressions: id, dataset, split, name, place, "
        "text. Nothing but reading is possible.");
    options.detail(
        "Unknown shares are measured when a query first asks for them, and kept; sha256 are "
        "there after `mbench data index DIR --hash`.");
    options.example("mbench data query aim500 --where \"unknown_share>0.2 and category='animal'\"");
    options.example("mbench data query --columns name,megapixels --order \"megapixels desc\"");
    options.example(
        "mbench data query --sql \"select category, count(*) from samples group by 1\"");
  }

  ExitCode run(Session& session) override {
    if (!sql_.empty() &&
        (!name_.empty() || !where_.empty() || !columns_.empty() || !order_.empty() || limit_ > 0)) {
      throw UsageError("--sql is a whole query", "give it without NAME and the other options");
    }
    catch_interrupts();
    Database database(session.settings.text("db"), Database::Open::read_only);
    const std::string sql = sql_.empty() ? assembled(database) : sql_;
    measure_unknown_shares(session, database);
    QueryWriter writer(output_format(session.settings.text("output")),
                       session.console.table_style(), session.console.out());
    query(database, sql, writer.reader());
    writer.end();
    return ExitCode::done;
  }

 private:
  std::string assembled(Database& database) const {
    std::string sql = fmt::format("SELECT {} FROM samples WHERE true",
                                  columns_.empty() ? kUsualColumns : columns_);
    if (!name_.empty()) {
      sql += fmt::format(" AND root = {}", sql_text(SampleStore(database).dataset(name_).root));
    }
    // On a line of its own, so that a comment at its end does not swallow the rest.
    if (!where_.empty()) sql += fmt::format(" AND (\n{}\n)", where_);
    sql += order_.empty() ? std::string(" ORDER BY id") : fmt::format(" ORDER BY {}", order_);
    if (limit_ > 0) sql += fmt::format(" LIMIT {}", limit_);
    return sql;
  }

  /// A share that nobody measured would be no row of the answer.
  void measure_unknown_shares(Session& session, Database& database) const {
    const SampleStore store(database);
    for (const DatasetRecord& dataset :
         name_.empty() ? store.datasets() : std::vector{store.dataset(name_)}) {
      measure_asked_shares(database.path(), dataset.root, where_ + order_ + sql_,
                           session.settings.threads(), session.console);
    }
  }

  std::string name_;
  std::string where_;
  std::string columns_;
  std::string order_;
  std::string sql_;
  int limit_ = 0;
};

}  // namespace

std::unique_ptr<Command> make_command_data_query() { return std::make_unique<CommandDataQuery>(); }

}  // namespace mbench

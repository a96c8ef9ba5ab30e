#include "cli/commands.h"
#include "core/error.h"
#include "datasets/layout.h"
#include "datasets/suite.h"
#include "runners/suite_samples.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <algorithm>
#include <optional>

namespace mbench {
namespace {

class CommandSuites : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.setting("output");
    options.setting("db");
    options.setting("data_dir");
    options.example("mbench suites");
    options.example("mbench run --suite demo");
  }

  ExitCode run(Session& session) override {
    Table table({{"name"},
                 {"samples"},
                 {"trimap"},
                 {"convention"},
                 {"summary"},
                 {"dataset", -1, true},
                 {"region", -1, true},
                 {"conventions", -1, true},
                 {"splits", -1, true},
                 {"rules", -1, true},
                 {"local", -1, true},
                 {"licence", -1, true},
                 {"obtain", -1, true}});
    std::optional<Database> database = store(session);
    for (const Suite& suite : suites()) {
      const Layout& layout = find_layout(suite.dataset);
      Table::Cell convention;  // a suite without ground truth has none
      if (!suite.conventions.empty()) convention = suite.convention();
      table.add({suite.name, samples_of(suite, session, database), suite.trimap, convention,
                 suite.summary, suite.dataset, suite.region, suite.conventions, suite.splits,
                 suite.rules, suite.local, suite.licence.empty() ? layout.licence : suite.licence,
                 layout.obtain});
    }
    const OutputFormat format = output_format(session.settings.text("output"));
    table.write(format, session.console.table_style(), session.console.out());
    session.console.flush();
    if (format == OutputFormat::table) {
      session.console.hint("no samples? `mbench run --suite NAME` says what to get");
    }
    return ExitCode::done;
  }

 private:
  static std::optional<Database> store(const Session& session) {
    const std::string path = session.settings.text("db");
    boost::system::error_code error;
    if (!fs::exists(path, error)) return std::nullopt;
    return Database(path, Database::Open::read_only);
  }

  /// How many samples are here; null where the data set is not. Of an indexed data set the
  /// index is asked, which is quick however large it is.
  static Table::Cell samples_of(const Suite& suite, Session& session,
                                std::optional<Database>& database) {
    try {
      if (suite.samples != nullptr) return suite.samples().size();
      if (!database) return {};
      const std::size_t samples = indexed_samples(suite, *database);
      return samples == 0 ? Table::Cell() : Table::Cell(samples);
    } catch (const DataError& error) {
      session.console.warning(suite.name + ": " + error.what());
      return {};
    }
  }

  static std::size_t indexed_samples(const Suite& suite, Database& database) {
    const std::optional<fs::path> root = suite_root(suite, database);
    if (!root) return 0;
    std::size_t samples = 0;
    SampleStore(database).for_each_sample(root->string(), [&](const SampleRecord& sample) {
      const bool belongs =
          suite.splits.empty() ||
          std::find(suite.splits.begin(), suite.splits.end(), sample.split) != suite.splits.end();
      if (belongs) ++samples;
    });
    return samples;
  }
};

}  // namespace

std::unique_ptr<Command> make_command_suites() { return std::make_unique<CommandSuites>(); }

}  // namespace mbench

#include "cli/chosen_dataset.h"
#include "cli/commands.h"
#include "cli/findings_table.h"
#include "core/interrupt.h"
#include "datasets/lint.h"
#include "store/database.h"
#include "store/sample_store.h"

#include <unordered_map>

namespace mbench {
namespace {

class CommandDataLint : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "PATH", choice_.name_or_folder,
                     "an indexed data set's name, or a folder", Need::required);
    options.text("--layout", "LAYOUT", choice_.layout, "how it lies there [as it was indexed]");
    options.text("--trimap", "SOURCE", choice_.trimap, "which trimaps [as it was indexed]");
    options.text("--fail-on", "info|warning|error", fail_on_,
                 "the least severity that makes the exit code 1 [warning]");
    options.flag("--no-image-pixels", headers_only_,
                 "read only the headers of images: faster, but finds no duplicates among them");
    options.setting("db");
    options.setting("output");
    options.setting("threads");
    options.detail(
        "The folder is read as it is now. Duplicates in other data sets are found where those "
        "were indexed with --hash.");
    options.example("mbench data lint aim500");
    options.example("mbench data lint ~/my-photos --fail-on error -o json");
  }

  ExitCode run(Session& session) override {
    catch_interrupts();
    const std::string db = session.settings.text("db");
    const ChosenDataset chosen = choose_dataset(choice_, db);
    LintOptions options;
    options.threads = session.settings.threads();
    options.image_digests = !headers_only_;
    options.others = digests_of_others(db, chosen.tree.root().string());
    const LintReport report =
        lint(chosen.tree, *chosen.layout, chosen.contents, options, *session.console.progress());
    return report_findings(session, chosen.name, report.findings, parse_severity(fail_on_));
  }

 private:
  /// Of images and alphas; trimaps and backgrounds are alike everywhere.
  static std::vector<PixelDigest> digests_of_others(const std::string& db,
                                                    const std::string& root) {
    std::vector<PixelDigest> digests;
    boost::system::error_code error;
    if (!fs::exists(db, error)) return digests;
    Database database(db, Database::Open::read_only);
    const SampleStore store(database);
    for (const DatasetRecord& dataset : store.datasets()) {
      if (dataset.root == root) continue;
      std::unordered_map<std::string, std::string> digest_of;
      for (const FileRecord& file : store.files(dataset.root)) {
        if (!file.pixels_sha256.empty()) digest_of.emplace(file.path, file.pixels_sha256);
      }
      store.for_each_sample(dataset.root, [&](const SampleRecord& sample) {
        for (const std::string* path : {&sample.image, &sample.alpha}) {
          const auto found = digest_of.find(*path);
          if (found != digest_of.end()) {
            digests.push_back({found->second, dataset.name, sample.name});
          }
        }
      });
    }
    return digests;
  }

  DatasetChoice choice_;
  std::string fail_on_ = "warning";
  bool headers_only_ = false;
};

}  // namespace

std::unique_ptr<Command> make_command_data_lint() { return std::make_unique<CommandDataLint>(); }

}  // namespace mbench

#include "cli/asked_shares.h"
#include "cli/commands.h"
#include "cli/dataset_export.h"
#include "cli/terminal.h"
#include "core/interrupt.h"
#include "store/database.h"

#include <fmt/format.h>

namespace mbench {
namespace {

class CommandDataExport : public Command {
 public:
  void set_up(OptionSet& options) override {
    options.argument("NAME", "NAME", selection_.dataset, "a data set of `mbench data list`",
                     Need::required);
    options.text("-o,--format", formats(), format_, "how it is written", Need::required);
    options.text("--output", "PATH", output_,
                 "the file, for lists the folder; - or none: standard output");
    options.text("-w,--where", "CONDITION", selection_.where,
                 "only these samples, as `mbench data query` has it");
    options.text("--split", "SPLIT", selection_.split, "only the samples of this split");
    options.flag("--absolute", selection_.absolute,
                 "write absolute paths instead of those below the data set's root");
    options.setting("db");
    options.setting("threads");
    std::string forms = "Formats:";
    for (const DatasetExporter& exporter : dataset_exporters()) {
      forms += fmt::format(" {}: {}.", exporter.name, exporter.summary);
    }
    options.detail(forms);
    options.detail(
        "PaddleSeg itself finds an alpha by its foreground's path, with /fg replaced by /alpha.");
    options.example("mbench data export aim500 --format csv --output aim500.csv");
    options.example("mbench data export refmatte --format coco --split test --output test.json");
    options.example(
        "mbench data export mine --format lists --where \"trimap is not null\" "
        "--output lists --absolute");
  }

  ExitCode run(Session& session) override {
    const DatasetExporter& exporter = find_dataset_exporter(format_);
    ExportOutput output(output_, session.console.out());
    if (exporter.in_folder && output.is_standard()) {
      throw UsageError(fmt::format("{} are several files", exporter.name),
                       "name a folder for them after --output");
    }
    catch_interrupts();
    Database database(session.settings.text("db"), Database::Open::read_only);
    const SampleRows samples(database, selection_);
    measure_asked_shares(database.path(), samples.dataset().root, selection_.where,
                         session.settings.threads(), session.console);
    const std::size_t count = exporter.write(samples, output);
    throw_if_interrupted();
    output.commit();
    if (count == 0) session.console.warning("no sample of the data set is chosen");
    if (!output.is_standard()) {
      session.console.note(fmt::format("{} samples written to {}", count, output_));
    }
    return ExitCode::done;
  }

 private:
  static std::string formats() {
    std::string names;
    for (const DatasetExporter& exporter : dataset_exporters()) {
      names += (names.empty() ? "" : "|") + exporter.name;
    }
    return names;
  }

  DatasetSelection selection_;
  std::string format_;
  std::string output_;
};

}  // namespace

std::unique_ptr<Command> make_command_data_export() {
  return std::make_unique<CommandDataExport>();
}

}  // namespace mbench

#pragma once

#include "cli/dataset_selection.h"
#include "cli/output_file.h"

#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace mbench {

/// Where an export goes. Files appear only with commit(), whole.
class ExportOutput {
 public:
  /// `path` is a file or, for a format of several files, a folder; empty or "-": `standard`.
  ExportOutput(std::string path, std::ostream& standard)
      : path_(std::move(path)), standard_(standard) {}

  bool is_standard() const { return path_.empty() || path_ == "-"; }
  /// The one file. Throws DataError if it cannot be made.
  std::ostream& out();
  /// A file in the folder. Throws DataError if it cannot be made.
  std::ostream& file(const std::string& name);
  /// A file in the folder that an earlier export may have left and this one does not write.
  void leave_out(const std::string& name) { left_out_.push_back(name); }
  /// Throws DataError if something could not be written.
  void commit();

 private:
  std::string path_;
  std::ostream& standard_;
  std::map<std::string, std::unique_ptr<OutputFile>> files_;
  std::vector<std::string> left_out_;
};

/// A form in which an index is handed to other programs.
struct DatasetExporter {
  std::string name;     ///< as after --format
  std::string summary;  ///< one line
  /// Writes the samples row by row and returns how many there were; call commit() then.
  ///
  /// Throws DataError where a name cannot stand in the format, UsageError where the samples
  /// are too unlike for it, and as SampleRows::each.
  std::size_t (*write)(const SampleRows& samples, ExportOutput& output);
  bool in_folder = false;  ///< it is several files
};

/// All of them, in the order in which people see them.
const std::vector<DatasetExporter>& dataset_exporters();

/// Throws UsageError that names the nearest.
const DatasetExporter& find_dataset_exporter(const std::string& name);

}  // namespace mbench

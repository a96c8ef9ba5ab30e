#include "cli/dataset_export.h"

#include "cli/export_formats.h"
#include "core/error.h"
#include "core/nearest_names.h"

#include <fmt/format.h>

namespace mbench {

std::ostream& ExportOutput::out() {
  if (is_standard()) return standard_;
  std::unique_ptr<OutputFile>& file = files_[""];
  if (!file) file = std::make_unique<OutputFile>(path_);
  return file->out();
}

std::ostream& ExportOutput::file(const std::string& name) {
  MBENCH_ASSERT(!is_standard());
  std::unique_ptr<OutputFile>& file = files_[name];
  if (!file) file = std::make_unique<OutputFile>(fs::path(path_) / name);
  return file->out();
}

void ExportOutput::commit() {
  for (const auto& [name, file] : files_) file->commit();
  for (const std::string& name : left_out_) {
    boost::system::error_code failure;
    fs::remove(fs::path(path_) / name, failure);
    if (!failure) continue;
    throw DataError(fmt::format("{}: cannot be removed: {}", (fs::path(path_) / name).string(),
                                failure.message()),
                    "it is of an earlier export and does not belong to this one");
  }
}

const std::vector<DatasetExporter>& dataset_exporters() {
  static const std::vector<DatasetExporter> list{
      {"csv", "a table of every column", export_csv},
      {"jsonl", "one JSON object a sample, with its expressions", export_jsonl},
      {"coco", "one JSON object in the manner of COCO: images, categories, annotations",
       export_coco},
      {"mmagic", "the JSON list of mmagic: alpha_path, fg_path, bg_path, merged_path, trimap_path",
       export_mmagic},
      {"lists", "a folder of images.txt, alphas.txt, trimaps.txt with a line for each sample",
       export_lists, true},
      {"paddleseg",
       "lines foreground|background|trimap of composites yet to be made, else of images alone "
       "(PaddleSeg finds an alpha by putting /alpha in the place of /fg)",
       export_paddleseg},
      {"indexnet",
       "lines of image, alpha, trimap or image, alpha, foreground, background, "
       "parted by tabs",
       export_indexnet},
  };
  return list;
}

const DatasetExporter& find_dataset_exporter(const std::string& name) {
  std::vector<std::string> names;
  for (const DatasetExporter& exporter : dataset_exporters()) {
    if (exporter.name == name) return exporter;
    names.push_back(exporter.name);
  }
  throw UsageError(fmt::format("there is no export format named '{}'", name),
                   did_you_mean(name, names));
}

}  // namespace mbench

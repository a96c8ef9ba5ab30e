#pragma once

#include "cli/dataset_export.h"

namespace mbench {

/// The formats of dataset_exporters(), one function each.

std::size_t export_csv(const SampleRows& samples, ExportOutput& output);
std::size_t export_jsonl(const SampleRows& samples, ExportOutput& output);
std::size_t export_coco(const SampleRows& samples, ExportOutput& output);
std::size_t export_mmagic(const SampleRows& samples, ExportOutput& output);
std::size_t export_lists(const SampleRows& samples, ExportOutput& output);
std::size_t export_paddleseg(const SampleRows& samples, ExportOutput& output);
std::size_t export_indexnet(const SampleRows& samples, ExportOutput& output);

}  // namespace mbench

#include "datasets/manifest.h"

#include <map>

#include <fmt/format.h>

#include "core/error.h"
#include "datasets/manifest_rows.h"

namespace mbench {
namespace {

using Field = ManifestField;

constexpr const char* kCsv = "manifest.csv";
constexpr const char* kJsonl = "manifest.jsonl";

/// Turns the rows of one manifest into samples.
class RowSamples {
 public:
  RowSamples(const FileTree& tree, std::string manifest)
      : tree_(tree), manifest_(std::move(manifest)) {}

  FoundSample sample(const ManifestRow& row) {
    FoundSample sample;
    if (row[Field::image].empty()) refuse(row, "no image is named");
    sample.image = file(row, Field::image);
    sample.alpha = file(row, Field::alpha);
    sample.trimap = file(row, Field::trimap);
    sample.split = row[Field::split];
    sample.category = row[Field::category];
    const std::string stem(tree_.find(sample.image)->stem());
    sample.name = row[Field::name].empty() ? stem : row[Field::name];
    sample.foreground = stem_or_name(row, Field::foreground, sample.foreground_file);
    if (sample.foreground.empty()) sample.foreground = stem;
    sample.background = stem_or_name(row, Field::background, sample.background_file);
    check_name(row, sample);
    return sample;
  }

 private:
  [[noreturn]] void refuse(const ManifestRow& row, const std::string& what,
                           const std::string& hint = {}) const {
    throw DataError(fmt::format("{}:{}: {}", manifest_, row.line, what), hint);
  }

  /// The path below the root without "./" and "//"; empty if the row says nothing.
  std::string file(const ManifestRow& row, Field field) const {
    const std::string& written = row[field];
    if (written.empty()) return {};
    if (written.front() == '/' || written.find('\\') != std::string::npos ||
        written.find(":/") != std::string::npos) {
      refuse(row, fmt::format("{:?} is no path below the folder", written),
             "name the files as they lie below the folder, with '/' between the parts");
    }
    const std::string path = plain_path(row, written);
    if (tree_.find(path) != nullptr) return path;
    const TreeFile* const alike = tree_.file(path);
    refuse(row, fmt::format("there is no file {:?}", written),
           alike == nullptr ? "correct the path, or take the line out"
                            : fmt::format("there is {}", alike->path));
  }

  std::string plain_path(const ManifestRow& row, const std::string& written) const {
    std::string path;
    for (std::size_t begin = 0; begin <= written.size();) {
      const std::size_t end = std::min(written.find('/', begin), written.size());
      const std::string part = written.substr(begin, end - begin);
      begin = end + 1;
      if (part == "..") {
        refuse(row, fmt::format("{:?} leads out of a folder", written),
               "name files below the folder without '..'");
      }
      if (part.empty() || part == ".") continue;
      if (!path.empty()) path += '/';
      path += part;
    }
    return path;
  }

  /// A picture's stem, with its path in `file_path`, or the name that is written there.
  std::string stem_or_name(const ManifestRow& row, Field field, std::string& file_path) const {
    const std::string& written = row[field];
    if (written.find('/') == std::string::npos && !is_picture_name(written)) return written;
    file_path = file(row, field);
    return std::string(tree_.find(file_path)->stem());
  }

  void check_name(const ManifestRow& row, const FoundSample& sample) {
    if (!is_plain_name(sample.name)) {
      refuse(row, fmt::format("{:?} cannot be a sample's name", sample.name),
             "results are files of this name: leave out '/' and '\\'");
    }
    const auto [other, is_new] = lines_.emplace(std::pair(sample.split, sample.name), row.line);
    if (is_new) return;
    refuse(row, fmt::format("the name {:?} is already on line {}", sample.name, other->second),
           "give each sample of a split its own in the column 'name'");
  }

  const FileTree& tree_;
  std::string manifest_;
  std::map<std::pair<std::string, std::string>, int> lines_;  ///< by split and name
};

}  // namespace

const TreeFile* find_manifest(const FileTree& tree) {
  const TreeFile* const csv = tree.file(kCsv);
  const TreeFile* const jsonl = tree.file(kJsonl);
  if (csv != nullptr && jsonl != nullptr) {
    throw DataError(fmt::format("{} holds both {} and {}: which of them is meant?",
                                tree.root().string(), csv->path, jsonl->path),
                    "remove or rename one of them");
  }
  return csv == nullptr ? jsonl : csv;
}

DatasetContents manifest_contents(const FileTree& tree, const TreeFile& manifest) {
  const fs::path path = tree.absolute(manifest.path);
  const std::string text = read_text(path);
  const bool is_csv = folded_name(manifest.extension()) == ".csv";
  const std::vector<ManifestRow> rows =
      is_csv ? csv_manifest_rows(text, path.string()) : jsonl_manifest_rows(text, path.string());
  if (rows.empty()) {
    throw DataError(fmt::format("{} lists no sample", path.string()), "name an image a line");
  }
  DatasetContents contents;
  contents.variant = "manifest";
  contents.lists = {manifest.path};
  RowSamples samples(tree, path.string());
  for (const ManifestRow& row : rows) {
    contents.samples.push_back(samples.sample(row));
    if (!contents.samples.back().trimap.empty()) contents.trimap_source = "trimap";
  }
  return contents;
}

}  // namespace mbench

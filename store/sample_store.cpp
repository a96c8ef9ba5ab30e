#include "store/sample_store.h"

#include <string_view>
#include <unordered_map>

#include <fmt/format.h>

#include "core/error.h"
#include "core/filesystem.h"
#include "core/nearest_names.h"
#include "store/statement.h"
#include "store/timestamp.h"

namespace mbench {
namespace {

using FileIds = std::unordered_map<std::string_view, std::int64_t>;

std::optional<std::int64_t> known(std::int64_t value) {
  return value > 0 ? std::optional(value) : std::nullopt;
}

std::int64_t add_dataset(Database& database, const DatasetRecord& dataset) {
  const std::string indexed_at = dataset.indexed_at.empty() ? utc_now() : dataset.indexed_at;
  Statement add(database,
                "INSERT INTO dataset (name, layout, variant, trimap_source, revision, root, "
                "indexed_at, samples) VALUES (?, ?, ?, ?, ?, ?, ?, 0) RETURNING id");
  add.bind(dataset.name).bind(dataset.layout).bind(dataset.variant).bind(dataset.trimap_source);
  add.bind(std::int64_t{dataset.revision});
  return add.bind(dataset.root).bind(indexed_at).single_integer().value();
}

FileIds add_files(Database& database, std::int64_t dataset, const std::vector<FileRecord>& files) {
  FileIds ids;
  ids.reserve(files.size());
  Statement add(database,
                "INSERT INTO file (dataset_id, path, bytes, modified_ns, width, height, channels, "
                "bit_depth, pixels_sha256, unknown_pixels, problem) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''), ?, nullif(?, '')) RETURNING id");
  for (const FileRecord& file : files) {
    add.bind(dataset).bind(file.path).bind(file.bytes).bind(file.modified_ns);
    add.bind(known(file.width)).bind(known(file.height)).bind(known(file.channels));
    add.bind(known(file.bit_depth)).bind(file.pixels_sha256).bind(file.unknown_pixels);
    ids.emplace(file.path, add.bind(file.problem).single_integer().value());
  }
  return ids;
}

std::optional<std::int64_t> id_of(const FileIds& ids, const std::string& path) {
  if (path.empty()) return std::nullopt;
  const auto found = ids.find(path);
  if (found == ids.end()) {
    throw InternalError(fmt::format("a sample's file {} is not among the data set's", path));
  }
  return found->second;
}

/// Writes the samples of one data set.
class SampleWriter {
 public:
  SampleWriter(Database& database, std::int64_t dataset, const FileIds& ids)
      : dataset_(dataset),
        ids_(ids),
        sample_(database,
                "INSERT INTO sample (dataset_id, name, split, image_file, alpha_file, "
                "trimap_file, foreground_file, background_file, trimap_recipe, max_side_px, "
                "foreground, background, entity, category, type, width, height, unknown_share) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO NOTHING RETURNING id"),
        expression_(database, "INSERT INTO expression (sample_id, place, text) VALUES (?, ?, ?)") {}

  /// False if the split has a sample of that name already.
  bool add(const SampleRecord& sample) {
    sample_.bind(dataset_).bind(sample.name).bind(sample.split);
    for (const std::string* path : {&sample.image, &sample.alpha, &sample.trimap,
                                    &sample.foreground_file, &sample.background_file}) {
      sample_.bind(id_of(ids_, *path));
    }
    sample_.bind(sample.trimap_recipe).bind(std::int64_t{sample.max_side_px});
    sample_.bind(sample.foreground).bind(sample.background).bind(sample.entity);
    sample_.bind(sample.category).bind(sample.type).bind(known(sample.width));
    sample_.bind(known(sample.height)).bind(sample.unknown_share);
    const std::optional<std::int64_t> id = sample_.single_integer();
    if (!id) return false;
    for (std::size_t i = 0; i < sample.expressions.size(); ++i) {
      expression_.bind(*id).bind(static_cast<std::int64_t>(i)).bind(sample.expressions[i]).run();
    }
    return true;
  }

 private:
  std::int64_t dataset_;
  const FileIds& ids_;
  Statement sample_;
  Statement expression_;
};

/// Of the data set that SampleStore::dataset() finds.
std::int64_t id_of_dataset(Database& database, const std::string& name_or_root) {
  Statement by_root(database, "SELECT id FROM dataset WHERE root = ?");
  if (const auto id = by_root.bind(name_or_root).single_integer()) return *id;
  Statement found(database, "SELECT id FROM dataset WHERE root = ?");
  return found.bind(SampleStore(database).dataset(name_or_root).root).single_integer().value();
}

void read_sample(const Statement& row, SampleRecord& sample) {
  int column = 0;
  for (std::string* text :
       {&sample.name, &sample.split, &sample.image, &sample.alpha, &sample.trimap,
        &sample.foreground_file, &sample.background_file, &sample.trimap_recipe, &sample.foreground,
        &sample.background, &sample.entity, &sample.category, &sample.type}) {
    row.read_text(column++, *text);
  }
  sample.max_side_px = static_cast<int>(row.integer(column++));
  sample.width = static_cast<int>(row.optional_integer(column++).value_or(0));
  sample.height = static_cast<int>(row.optional_integer(column++).value_or(0));
  sample.unknown_share = row.optional_real(column);
}

FileRecord read_file_row(const Statement& row) {
  const auto number = [&](int column) {
    return static_cast<int>(row.optional_integer(column).value_or(0));
  };
  FileRecord file;
  file.path = row.text(0);
  file.bytes = row.integer(1);
  file.modified_ns = row.integer(2);
  file.width = number(3);
  file.height = number(4);
  file.channels = number(5);
  file.bit_depth = number(6);
  file.pixels_sha256 = row.text(7);
  file.unknown_pixels = row.optional_integer(8);
  file.problem = row.text(9);
  return file;
}

}  // namespace

void SampleStore::replace(const DatasetRecord& dataset, const std::vector<FileRecord>& files,
                          const NextSample& next) {
  database_.transaction([&] {
    Statement(database_, "DELETE FROM dataset WHERE root = ?").bind(dataset.root).run();
    const std::int64_t id = add_dataset(database_, dataset);
    const FileIds ids = add_files(database_, id, files);
    SampleWriter writer(database_, id, ids);
    SampleRecord sample;
    std::int64_t count = 0;
    for (; next(sample); ++count) {
      if (writer.add(sample)) continue;
      throw DataError(
          fmt::format("data set {} has two samples named '{}'{}", dataset.root, sample.name,
                      sample.split.empty() ? "" : " in split " + sample.split),
          "rename one of the files");
    }
    Statement(database_, "UPDATE dataset SET samples = ? WHERE id = ?").bind(count).bind(id).run();
  });
}

void SampleStore::replace(const DatasetRecord& dataset, const std::vector<FileRecord>& files,
                          const std::vector<SampleRecord>& samples) {
  std::size_t i = 0;
  replace(dataset, files, [&](SampleRecord& sample) {
    if (i == samples.size()) return false;
    sample = samples[i++];
    return true;
  });
}

std::vector<DatasetRecord> SampleStore::datasets() const {
  Statement rows(database_,
                 "SELECT name, layout, variant, trimap_source, root, indexed_at, samples, "
                 "revision FROM dataset ORDER BY name, root");
  std::vector<DatasetRecord> datasets;
  while (rows.step()) {
    datasets.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                        rows.text(5), rows.integer(6), static_cast<int>(rows.integer(7))});
  }
  return datasets;
}

std::optional<DatasetRecord> SampleStore::find(const std::string& name_or_root) const {
  const std::string root = real_path(name_or_root).string();
  std::optional<DatasetRecord> found;
  std::string rival;
  for (DatasetRecord& dataset : datasets()) {
    if (dataset.root == root) return std::move(dataset);
    if (dataset.name != name_or_root) continue;
    if (found) rival = dataset.root;
    if (!found) found = std::move(dataset);
  }
  if (rival.empty()) return found;
  throw UsageError(
      fmt::format("two data sets are named '{}': {} and {}", name_or_root, found->root, rival),
      "give the folder instead of the name");
}

DatasetRecord SampleStore::dataset(const std::string& name_or_root) const {
  if (std::optional<DatasetRecord> found = find(name_or_root)) return *std::move(found);
  std::vector<std::string> names;
  for (const DatasetRecord& dataset : datasets()) names.push_back(dataset.name);
  throw UsageError(
      fmt::format("no data set named '{}' is indexed", name_or_root),
      names.empty() ? "index it with `mbench data index DIR`" : did_you_mean(name_or_root, names));
}

std::optional<DatasetRecord> SampleStore::dataset_at(const std::string& root) const {
  for (DatasetRecord& dataset : datasets()) {
    if (dataset.root == root) return std::move(dataset);
  }
  return std::nullopt;
}

std::vector<FileRecord> SampleStore::files(const std::string& dataset) const {
  const std::int64_t id = id_of_dataset(database_, dataset);
  Statement rows(database_,
                 "SELECT path, bytes, modified_ns, width, height, channels, bit_depth, "
                 "pixels_sha256, unknown_pixels, problem FROM file WHERE dataset_id = ? "
                 "ORDER BY id");
  rows.bind(id);
  std::vector<FileRecord> files;
  while (rows.step()) files.push_back(read_file_row(rows));
  return files;
}

void SampleStore::for_each_sample(const std::string& dataset,
                                  const std::function<void(const SampleRecord&)>& use) const {
  const std::int64_t id = id_of_dataset(database_, dataset);
  Statement rows(
      database_,
      "SELECT sample.name, sample.split, image.path, alpha.path, trimap.path, fg.path, bg.path, "
      "trimap_recipe, foreground, background, entity, category, type, max_side_px, sample.width, "
      "sample.height, unknown_share FROM sample "
      "LEFT JOIN file AS image ON image.id = image_file "
      "LEFT JOIN file AS alpha ON alpha.id = alpha_file "
      "LEFT JOIN file AS trimap ON trimap.id = trimap_file "
      "LEFT JOIN file AS fg ON fg.id = foreground_file "
      "LEFT JOIN file AS bg ON bg.id = background_file "
      "WHERE sample.dataset_id = ? ORDER BY sample.id");
  rows.bind(id);
  SampleRecord sample;
  while (rows.step()) {
    read_sample(rows, sample);
    use(sample);
  }
}

void SampleStore::for_each_expression(
    const std::string& dataset,
    const std::function<void(const std::string&, const std::string&, const std::string&)>& use)
    const {
  const std::int64_t id = id_of_dataset(database_, dataset);
  Statement rows(database_,
                 "SELECT sample.name, sample.split, expression.text FROM expression "
                 "JOIN sample ON sample.id = sample_id WHERE dataset_id = ? "
                 "ORDER BY sample_id, place");
  rows.bind(id);
  std::string name;
  std::string split;
  std::string text;
  while (rows.step()) {
    rows.read_text(0, name);
    rows.read_text(1, split);
    rows.read_text(2, text);
    use(name, split, text);
  }
}

void SampleStore::update_pixels(const std::string& dataset, const std::vector<FileRecord>& files) {
  database_.transaction([&] {
    const std::int64_t id = id_of_dataset(database_, dataset);
    Statement update(database_,
                     "UPDATE file SET pixels_sha256 = nullif(?, ''), unknown_pixels = ?, "
                     "problem = nullif(?, '') WHERE dataset_id = ? AND path = ?");
    for (const FileRecord& file : files) {
      update.bind(file.pixels_sha256).bind(file.unknown_pixels).bind(file.problem).bind(id);
      update.bind(file.path).run();
    }
  });
}

void SampleStore::derive_unknown_shares(const std::string& dataset) {
  database_.transaction([&] {
    Statement(database_,
              "UPDATE sample SET unknown_share = (SELECT CAST(unknown_pixels AS REAL) / "
              "(file.width * file.height) FROM file WHERE file.id = trimap_file) "
              "WHERE dataset_id = ? AND trimap_file IS NOT NULL")
        .bind(id_of_dataset(database_, dataset))
        .run();
  });
}

}  // namespace mbench

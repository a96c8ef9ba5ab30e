#include "store/sample_store.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/sha256.h"
#include "store/identifiers.h"
#include "store/statement.h"
#include "store/timestamp.h"

namespace mbench {
namespace {

std::int64_t add_dataset(Database& database, const DatasetRecord& dataset, std::int64_t samples) {
  const std::string indexed_at = dataset.indexed_at.empty() ? utc_now() : dataset.indexed_at;
  Statement add(database,
                "INSERT INTO dataset (name, layout, root, indexed_at, samples) "
                "VALUES (?, ?, ?, ?, ?) RETURNING id");
  add.bind(dataset.name).bind(dataset.layout).bind(dataset.root).bind(indexed_at);
  return add.bind(samples).single_integer().value();
}

void bind_sample(Statement& add, std::int64_t dataset, const SampleRecord& sample) {
  add.bind(dataset)
      .bind(sample.name)
      .bind(sample.split)
      .bind(sample.image_path)
      .bind(sample.alpha_path)
      .bind(sample.trimap_path)
      .bind(sample.trimap_source)
      .bind(sample.foreground)
      .bind(sample.background)
      .bind(sample.category)
      .bind(sample.width)
      .bind(sample.height)
      .bind(sample.file_bytes)
      .bind(sample.modified_ns);
}

void read_sample(const Statement& row, SampleRecord& sample) {
  row.read_text(0, sample.name);
  row.read_text(1, sample.split);
  row.read_text(2, sample.image_path);
  row.read_text(3, sample.alpha_path);
  row.read_text(4, sample.trimap_path);
  row.read_text(5, sample.trimap_source);
  row.read_text(6, sample.foreground);
  row.read_text(7, sample.background);
  row.read_text(8, sample.category);
  sample.width = static_cast<int>(row.integer(9));
  sample.height = static_cast<int>(row.integer(10));
  sample.file_bytes = row.integer(11);
  sample.modified_ns = row.integer(12);
}

/// By root, which is unique, else by name, which two folders may share.
std::int64_t find_dataset(Database& database, const std::string& name_or_root) {
  Statement by_root(database, "SELECT id FROM dataset WHERE root = ?");
  if (const auto id = by_root.bind(name_or_root).single_integer()) return *id;
  Statement by_name(database, "SELECT id, root FROM dataset WHERE name = ? ORDER BY root");
  by_name.bind(name_or_root);
  if (!by_name.step()) {
    throw DataError("no data set '" + name_or_root + "' is indexed in " + database.path().string(),
                    "`mbench data list` shows what is; `mbench data index FOLDER` adds one");
  }
  const std::int64_t id = by_name.integer(0);
  const std::string first = by_name.text(1);
  if (by_name.step()) {
    throw DataError(fmt::format("two data sets are named '{}': {} and {}", name_or_root, first,
                                by_name.text(1)),
                    "give the folder instead of the name");
  }
  return id;
}

}  // namespace

void SampleStore::replace(const DatasetRecord& dataset, const std::vector<SampleRecord>& samples) {
  database_.transaction([&] {
    Statement(database_, "DELETE FROM dataset WHERE root = ?").bind(dataset.root).run();
    const auto id = add_dataset(database_, dataset, static_cast<std::int64_t>(samples.size()));
    Statement add(database_,
                  "INSERT INTO sample (dataset_id, name, split, image_path, alpha_path, "
                  "trimap_path, trimap_source, foreground, background, category, width, height, "
                  "file_bytes, modified_ns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
                  "ON CONFLICT DO NOTHING RETURNING id");
    for (const SampleRecord& sample : samples) {
      bind_sample(add, id, sample);
      if (!add.single_integer()) {
        throw DataError(
            fmt::format("data set {} has two samples named '{}'{}", dataset.root, sample.name,
                        sample.split.empty() ? "" : " in split " + sample.split),
            "rename one of the files");
      }
    }
  });
}

std::vector<DatasetRecord> SampleStore::datasets() const {
  Statement rows(database_,
                 "SELECT name, layout, root, indexed_at, samples FROM dataset ORDER BY name, root");
  std::vector<DatasetRecord> datasets;
  while (rows.step()) {
    datasets.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4)});
  }
  return datasets;
}

void SampleStore::for_each_sample(const std::string& dataset,
                                  const std::function<void(const SampleRecord&)>& use) const {
  const std::int64_t id = find_dataset(database_, dataset);
  Statement rows(database_,
                 "SELECT name, split, image_path, alpha_path, trimap_path, trimap_source, "
                 "foreground, background, category, width, height, file_bytes, modified_ns "
                 "FROM sample WHERE dataset_id = ? ORDER BY id");
  rows.bind(id);
  SampleRecord sample;
  while (rows.step()) {
    read_sample(rows, sample);
    use(sample);
  }
}

std::optional<PixelDigests> DigestStore::find(const std::string& source_text) const {
  const auto source = digest_bytes(sha256(source_text));
  Statement find(database_,
                 "SELECT image_digest, trimap_digest, alpha_digest, width, height, unknown_pixels "
                 "FROM pixel_source JOIN pixels ON pixels.id = pixels_id WHERE source = ?");
  if (!find.bind_blob(source.value()).step()) return std::nullopt;
  return PixelDigests{find.text(0),
                      find.text(1),
                      find.text(2),
                      static_cast<int>(find.integer(3)),
                      static_cast<int>(find.integer(4)),
                      find.integer(5)};
}

void DigestStore::put(const std::string& source_text, const PixelDigests& digests) {
  const auto source = digest_bytes(sha256(source_text));
  database_.transaction([&] {
    const std::int64_t pixels = pixels_row(database_, digests.image, digests.trimap, digests.alpha,
                                           digests.width, digests.height, digests.unknown_pixels);
    Statement put(database_,
                  "INSERT OR REPLACE INTO pixel_source (source, pixels_id) VALUES (?, ?)");
    put.bind_blob(source.value()).bind(pixels).run();
  });
}

}  // namespace mbench

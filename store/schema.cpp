#include "store/schema.h"

#include <fmt/format.h>

#include <SQLiteCpp/Database.h>

#include "store/database.h"
#include "store/schema_version_2.h"
#include "store/schema_version_3.h"
#include "store/schema_version_4.h"
#include "store/sqlite_error.h"
#include "store/statement.h"

namespace mbench {
namespace {

// Sized for 500,000 samples x 50 models: what a suite's sample or a method is called
// stands once, and the 25 million rows of cell_result and result hold numbers. The tables
// without rowid are read by their key alone.
constexpr const char* kVersion1 = R"sql(
-- Indexed data sets.
CREATE TABLE dataset (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  layout TEXT NOT NULL,
  root TEXT NOT NULL UNIQUE,
  indexed_at TEXT NOT NULL,
  samples INTEGER NOT NULL
) STRICT;

CREATE TABLE sample (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  name TEXT NOT NULL,
  split TEXT NOT NULL,
  image_path TEXT NOT NULL,
  alpha_path TEXT NOT NULL,
  trimap_path TEXT NOT NULL,
  trimap_source TEXT NOT NULL,
  foreground TEXT NOT NULL,
  background TEXT NOT NULL,
  category TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  file_bytes INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  UNIQUE (dataset_id, split, name)
) STRICT;
CREATE INDEX sample_in_order ON sample (dataset_id);

-- Decoded pictures by their digests, and what they were decoded from.
CREATE TABLE pixels (
  id INTEGER PRIMARY KEY,
  image_digest TEXT NOT NULL,
  trimap_digest TEXT NOT NULL,
  alpha_digest TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  unknown_pixels INTEGER NOT NULL,
  UNIQUE (image_digest, trimap_digest, alpha_digest)
) STRICT;

CREATE TABLE pixel_source (
  source BLOB NOT NULL PRIMARY KEY,  -- SHA-256 of the source's text
  pixels_id INTEGER NOT NULL REFERENCES pixels
) STRICT, WITHOUT ROWID;

-- Who computed: the model, how, and by which rule it was scored.
CREATE TABLE model (
  id INTEGER PRIMARY KEY,
  text TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE method (
  id INTEGER PRIMARY KEY,
  model_id INTEGER NOT NULL REFERENCES model,
  model_revision INTEGER NOT NULL,
  weights_digest TEXT NOT NULL,
  mode TEXT NOT NULL,
  precision TEXT NOT NULL,
  device TEXT NOT NULL,
  convention TEXT NOT NULL,
  convention_version INTEGER NOT NULL,
  UNIQUE (model_id, model_revision, weights_digest, mode, precision, device, convention,
          convention_version)
) STRICT;

CREATE TABLE machine (
  id INTEGER PRIMARY KEY,
  digest TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL
) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  machine_id INTEGER NOT NULL REFERENCES machine,
  started_at TEXT NOT NULL,
  ended_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed', 'interrupted')),
  command TEXT NOT NULL,
  program_version TEXT NOT NULL
) STRICT;

-- What came out, once for equal pixels and equal method, whatever suites share it.
CREATE TABLE result (
  id INTEGER PRIMARY KEY,
  key BLOB NOT NULL UNIQUE,  -- SHA-256 of everything that determines it
  pixels_id INTEGER NOT NULL REFERENCES pixels,
  method_id INTEGER NOT NULL REFERENCES method,
  state TEXT NOT NULL
    CHECK (state IN ('ok', 'oom', 'timeout', 'error', 'unsupported', 'skipped')),
  message TEXT NOT NULL
) STRICT;

CREATE TABLE metric (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE score (
  result_id INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  place INTEGER NOT NULL,  -- among the figures of its convention
  metric_id INTEGER NOT NULL REFERENCES metric,
  value REAL,              -- NULL where the convention gives none
  PRIMARY KEY (result_id, place)
) STRICT, WITHOUT ROWID;

-- What it cost there. All of it is NULL where a try ended before anything was measured.
CREATE TABLE measurement (
  result_id INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
  machine_id INTEGER NOT NULL REFERENCES machine,
  run_id INTEGER NOT NULL REFERENCES run,
  threads INTEGER,
  images_at_once INTEGER,
  latency_ms REAL,
  rss_before_bytes INTEGER,
  rss_peak_bytes INTEGER,
  tensor_peak_bytes INTEGER,
  device_peak_bytes INTEGER,
  PRIMARY KEY (result_id, machine_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timing (
  result_id INTEGER NOT NULL,
  machine_id INTEGER NOT NULL,
  phase TEXT NOT NULL,
  samples_ns TEXT NOT NULL,  -- JSON array, in the order in which they were taken
  PRIMARY KEY (result_id, machine_id, phase),
  FOREIGN KEY (result_id, machine_id) REFERENCES measurement ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Where results stand in suites.
CREATE TABLE suite (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE suite_sample (
  id INTEGER PRIMARY KEY,
  suite_id INTEGER NOT NULL REFERENCES suite,
  name TEXT NOT NULL,
  foreground TEXT NOT NULL,
  ordinal INTEGER NOT NULL,
  UNIQUE (suite_id, name)
) STRICT;
CREATE INDEX suite_sample_in_order ON suite_sample (suite_id, ordinal, name);

CREATE TABLE cell (
  id INTEGER PRIMARY KEY,
  suite_id INTEGER NOT NULL REFERENCES suite,
  model_id INTEGER NOT NULL REFERENCES model,
  mode TEXT NOT NULL,
  precision TEXT NOT NULL,
  device TEXT NOT NULL,
  samples INTEGER NOT NULL,  -- how many the suite has; 0: not told
  UNIQUE (suite_id, model_id, mode, precision, device)
) STRICT;

CREATE TABLE cell_result (
  cell_id INTEGER NOT NULL REFERENCES cell,
  suite_sample_id INTEGER NOT NULL REFERENCES suite_sample,
  convention TEXT NOT NULL,
  result_id INTEGER NOT NULL REFERENCES result,
  PRIMARY KEY (cell_id, suite_sample_id, convention)
) STRICT, WITHOUT ROWID;

-- Small JPEGs of a sample's pictures (by its image digest) or a result's (by its key).
CREATE TABLE preview (
  subject TEXT NOT NULL,
  kind TEXT NOT NULL,
  jpeg BLOB NOT NULL,
  UNIQUE (subject, kind)
) STRICT;
)sql";

}  // namespace

const std::vector<Migration>& migrations() {
  static const std::vector<Migration> list{
      {1, kVersion1},
      {2, kSchemaVersion2},
      {3, kSchemaVersion3},
      {4, kSchemaVersion4},
  };
  return list;
}

int schema_version() { return migrations().back().version; }

int stored_version(Database& database) {
  return static_cast<int>(Statement(database, "PRAGMA user_version").single_integer().value_or(0));
}

void migrate(Database& database, const std::vector<Migration>& steps) {
  // Asked twice: an up-to-date store is opened without waiting for its writer, and
  // another process may bring it up between the question and the transaction.
  if (stored_version(database) >= steps.back().version) return;
  database.transaction([&] {
    const int from = stored_version(database);
    try {
      SQLite::Database& handle = database.handle();
      for (const Migration& step : steps) {
        if (step.version <= from) continue;
        handle.exec(step.sql);
        handle.exec(fmt::format("PRAGMA user_version = {}", step.version));
      }
      handle.exec(fmt::format("PRAGMA application_id = {}", kApplicationId));
    } catch (const SQLite::Exception& error) {
      throw store_error(database.path(), error, database.handle().getHandle());
    }
  });
}

}  // namespace mbench

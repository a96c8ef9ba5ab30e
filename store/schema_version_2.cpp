#include "store/schema_version_2.h"

namespace mbench {

// A file stands once however many samples share it; its row is what tells whether it changed.
const char* const kSchemaVersion2 = R"sql(
ALTER TABLE dataset ADD COLUMN variant TEXT NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN trimap_source TEXT NOT NULL DEFAULT '';
ALTER TABLE dataset ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;  -- of what read its layout

CREATE TABLE file (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  path TEXT NOT NULL,  -- below the data set's root
  bytes INTEGER NOT NULL,
  modified_ns INTEGER NOT NULL,
  width INTEGER,           -- NULL where it is no picture or cannot be read
  height INTEGER,
  channels INTEGER,
  bit_depth INTEGER,
  pixels_sha256 TEXT,      -- NULL until it was asked for
  unknown_pixels INTEGER,  -- of a trimap; NULL until it was asked for
  problem TEXT,            -- why its header or its pixels cannot be read
  UNIQUE (dataset_id, path)
) STRICT;

ALTER TABLE sample RENAME TO sample_1;

CREATE TABLE sample (
  id INTEGER PRIMARY KEY,
  dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
  name TEXT NOT NULL,
  split TEXT NOT NULL,
  -- Rows of file. No references: checking them at every file that goes would look through all
  -- samples, and files and samples of a data set are only ever written together.
  image_file INTEGER,
  alpha_file INTEGER,
  trimap_file INTEGER,
  foreground_file INTEGER,
  background_file INTEGER,
  trimap_recipe TEXT NOT NULL,
  max_side_px INTEGER NOT NULL,  -- of a composite, 0: as it is
  foreground TEXT NOT NULL,
  background TEXT NOT NULL,
  entity TEXT NOT NULL,
  category TEXT NOT NULL,
  type TEXT NOT NULL,
  width INTEGER,
  height INTEGER,
  unknown_share REAL,  -- of its trimap; NULL until it was asked for
  UNIQUE (dataset_id, split, name)
) STRICT;

CREATE TABLE expression (
  sample_id INTEGER NOT NULL REFERENCES sample ON DELETE CASCADE,
  place INTEGER NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (sample_id, place)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO file (dataset_id, path, bytes, modified_ns, width, height)
  SELECT dataset_id, substr(image_path, length(root) + 2), file_bytes, modified_ns,
         nullif(width, 0), nullif(height, 0)
  FROM sample_1 JOIN dataset ON dataset.id = dataset_id WHERE image_path != '';
INSERT OR IGNORE INTO file (dataset_id, path, bytes, modified_ns)
  SELECT dataset_id, substr(alpha_path, length(root) + 2), 0, 0
  FROM sample_1 JOIN dataset ON dataset.id = dataset_id WHERE alpha_path != '';
INSERT OR IGNORE INTO file (dataset_id, path, bytes, modified_ns)
  SELECT dataset_id, substr(trimap_path, length(root) + 2), 0, 0
  FROM sample_1 JOIN dataset ON dataset.id = dataset_id WHERE trimap_path != '';

INSERT INTO sample (id, dataset_id, name, split, image_file, alpha_file, trimap_file,
                    trimap_recipe, max_side_px, foreground, background, entity, category, type,
                    width, height)
  SELECT sample_1.id, sample_1.dataset_id, sample_1.name, split,
         (SELECT id FROM file WHERE file.dataset_id = sample_1.dataset_id
            AND path = substr(image_path, length(root) + 2)),
         (SELECT id FROM file WHERE file.dataset_id = sample_1.dataset_id
            AND path = substr(alpha_path, length(root) + 2)),
         (SELECT id FROM file WHERE file.dataset_id = sample_1.dataset_id
            AND path = substr(trimap_path, length(root) + 2)),
         CASE sample_1.trimap_source WHEN 'shipped' THEN '' ELSE sample_1.trimap_source END, 0,
         foreground, background, '', category, '', nullif(width, 0), nullif(height, 0)
  FROM sample_1 JOIN dataset ON dataset.id = sample_1.dataset_id;
DROP TABLE sample_1;
CREATE INDEX sample_in_order ON sample (dataset_id);

-- What people ask: one row a sample. A query that names no file's column reads no file's row.
CREATE VIEW samples AS
  SELECT sample.id AS id, dataset.name AS dataset, dataset.layout AS layout,
         sample.split AS split, sample.name AS name, sample.foreground AS foreground, sample.background AS background,
         sample.entity AS entity, sample.category AS category, sample.type AS type,
         sample.width AS width, sample.height AS height,
         1e-6 * sample.width * sample.height AS megapixels,
         sample.unknown_share AS unknown_share,
         CASE WHEN sample.trimap_file IS NOT NULL THEN
           CASE dataset.trimap_source WHEN '' THEN 'shipped' ELSE dataset.trimap_source END
           ELSE sample.trimap_recipe END AS trimap_source,
         image.path AS image, alpha.path AS alpha, trimap.path AS trimap,
         fg.path AS foreground_file, bg.path AS background_file, image.bytes AS bytes, image.channels AS channels, image.bit_depth AS bit_depth,
         image.pixels_sha256 AS image_sha256, alpha.pixels_sha256 AS alpha_sha256,
         trimap.pixels_sha256 AS trimap_sha256, dataset.root AS root
  FROM sample JOIN dataset ON dataset.id = sample.dataset_id
  LEFT JOIN file AS image ON image.id = sample.image_file
  LEFT JOIN file AS alpha ON alpha.id = sample.alpha_file
  LEFT JOIN file AS trimap ON trimap.id = sample.trimap_file
  LEFT JOIN file AS fg ON fg.id = sample.foreground_file
  LEFT JOIN file AS bg ON bg.id = sample.background_file;

CREATE VIEW expressions AS
  SELECT sample.id AS id, dataset.name AS dataset, sample.split AS split,
         sample.name AS name, expression.place AS place, expression.text AS text
  FROM expression JOIN sample ON sample.id = expression.sample_id
  JOIN dataset ON dataset.id = sample.dataset_id;
)sql";

}  // namespace mbench

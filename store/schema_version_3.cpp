#include "store/schema_version_3.h"

namespace mbench {

// The only approximate mode that version 2 knew was MEMatte's cap on attention.
const char* const kSchemaVersion3 = R"sql(
ALTER TABLE cell ADD COLUMN approximate INTEGER NOT NULL DEFAULT 0;  -- 1: its mode changes alphas
UPDATE cell SET approximate = 1 WHERE mode LIKE 'tokens:%';

-- Of the alpha from the one of the mode plain; NULL unless the same run made both.
ALTER TABLE measurement ADD COLUMN plain_max_difference REAL;
ALTER TABLE measurement ADD COLUMN plain_mean_difference REAL;
)sql";

}  // namespace mbench

#include "store/schema_version_4.h"

namespace mbench {

// Rows of older versions get NULL, which is what they are: not measured.
const char* const kSchemaVersion4 = R"sql(
ALTER TABLE measurement ADD COLUMN tensor_before_bytes INTEGER;
ALTER TABLE measurement ADD COLUMN device_reserved_bytes INTEGER;
ALTER TABLE measurement ADD COLUMN process_vram_bytes INTEGER;
ALTER TABLE measurement ADD COLUMN device_vram_bytes INTEGER;
ALTER TABLE measurement ADD COLUMN energy_mj REAL;
ALTER TABLE measurement ADD COLUMN sm_clock_mhz INTEGER;
ALTER TABLE measurement ADD COLUMN temperature_c INTEGER;
ALTER TABLE measurement ADD COLUMN redone_samples INTEGER;
ALTER TABLE measurement ADD COLUMN differing_samples INTEGER;
)sql";

}  // namespace mbench

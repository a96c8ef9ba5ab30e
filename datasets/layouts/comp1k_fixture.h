#pragma once

#include "datasets/fixture_writer.h"

namespace mbench {

/// Composition-1K as distributed, with its composites of the test set made: `samples()` test
/// foregrounds over 20 backgrounds each, and one training foreground whose 100 composites are not
/// made.
void write_comp1k_fixture(FixtureWriter& writer);

}  // namespace mbench

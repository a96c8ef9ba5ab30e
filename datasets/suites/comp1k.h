#pragma once

#include "datasets/suite.h"

namespace mbench {

/// Composition-1K test: 50 foregrounds on 20 backgrounds each, shipped trimaps.
Suite comp1k_suite();

}  // namespace mbench

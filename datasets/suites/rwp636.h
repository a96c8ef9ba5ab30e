#pragma once

#include "datasets/suite.h"

namespace mbench {

/// RWP-636: 636 portraits from the wild.
Suite rwp636_suite();

}  // namespace mbench

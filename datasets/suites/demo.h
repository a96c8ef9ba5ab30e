#pragma once

#include "datasets/suite.h"

namespace mbench {

/// 21 composites from the demo pictures, at most 1024 pixels on the long side.
Suite demo_suite();

}  // namespace mbench

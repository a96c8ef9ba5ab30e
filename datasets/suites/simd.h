#pragma once

#include "datasets/suite.h"

namespace mbench {

/// SIMD test: 89 foregrounds of 20 classes on 10 backgrounds each.
Suite simd_suite();

}  // namespace mbench

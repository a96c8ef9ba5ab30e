#pragma once

#include "datasets/suite.h"

namespace mbench {

/// UHR-395 test: 1000 composites of 29 megapixels on the mean.
Suite uhr395_suite();

}  // namespace mbench

#pragma once

#include "datasets/suite.h"

namespace mbench {

/// PPM-100: 100 portraits with fine annotations.
Suite ppm100_suite();

}  // namespace mbench

#pragma once

#include "datasets/suite.h"

namespace mbench {

/// One composite of 3840x2160 pixels, to see who can do 4K at all.
Suite demo_4k_suite();

}  // namespace mbench

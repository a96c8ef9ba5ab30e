#pragma once

#include "datasets/suite.h"

namespace mbench {

/// Four photographs without ground truth: run and shown, never scored.
Suite demo_natural_suite();

}  // namespace mbench

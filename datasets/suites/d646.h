#pragma once

#include "datasets/suite.h"

namespace mbench {

/// Distinctions-646 test: 50 foregrounds on 20 backgrounds each.
Suite d646_suite();

}  // namespace mbench

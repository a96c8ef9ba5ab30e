#pragma once

#include "datasets/suite.h"

namespace mbench {

/// Transparent-460 test: 50 transparent foregrounds on 20 backgrounds each.
Suite transparent460_suite();

}  // namespace mbench

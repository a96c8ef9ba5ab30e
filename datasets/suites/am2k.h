#pragma once

#include "datasets/suite.h"

namespace mbench {

/// AM-2k validation: 200 photographs of animals.
Suite am2k_suite();

}  // namespace mbench

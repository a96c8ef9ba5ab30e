#pragma once

#include "datasets/suite.h"

namespace mbench {

/// AIM-500 with the unified semantic maps of usr/ as trimaps.
Suite aim500_usr_suite();

}  // namespace mbench

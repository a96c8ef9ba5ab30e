#pragma once

#include "datasets/suite.h"

namespace mbench {

/// HIM2K natural: instances of people in photographs, each by itself.
Suite him2k_suite();

}  // namespace mbench

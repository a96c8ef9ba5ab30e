#pragma once

#include "datasets/suite.h"

namespace mbench {

/// P3M-500-NP: 500 portraits with faces as they are.
Suite p3m_np_suite();

}  // namespace mbench

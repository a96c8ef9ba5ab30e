#pragma once

#include "datasets/suite.h"

namespace mbench {

/// P3M-500-P: 500 portraits with blurred faces.
Suite p3m_p_suite();

}  // namespace mbench

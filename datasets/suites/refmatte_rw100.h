#pragma once

#include "datasets/suite.h"

namespace mbench {

/// RefMatte-RW100: 221 entities on 100 photographs, found by their expressions.
Suite refmatte_rw100_suite();

}  // namespace mbench

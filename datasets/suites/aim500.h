#pragma once

#include "datasets/suite.h"

namespace mbench {

/// AIM-500: 500 natural images, trimaps of the folder trimap/.
Suite aim500_suite();

}  // namespace mbench

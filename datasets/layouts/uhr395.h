#pragma once

#include "datasets/layout.h"

namespace mbench {

/// UHR-395, split "test": 40 foregrounds over 25 backgrounds each, released as composites in
/// `UHRIM/Test/{merged,alpha_copy,trimaps}`, or with one of the inner folders as the root.
///
/// Other sets are prepared in folders of these names. This one has its composites as .jpg and
/// .jpeg; without `UHRIM` or `Test` above them their stems must also end in a number.
Layout uhr395_layout();

}  // namespace mbench

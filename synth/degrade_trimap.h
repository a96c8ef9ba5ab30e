#pragma once

#include "core/image.h"

namespace mbench {

/// The trimap with every pixel unknown that lies at most `radius_px` (1 or more) from an unknown
/// one, centre to centre: its unknown region dilated with the exact disc of that radius.
Trimap with_unknown_grown(const Trimap& trimap, int radius_px);

/// The trimap with only those pixels left unknown that lie farther than `radius_px` (1 or more)
/// from every known one: its unknown region eroded with the same disc. Beyond the picture's edge
/// nothing is known, so the edge takes nothing away.
///
/// A pixel that is lost takes the label of the nearest known pixel, background where both are as
/// near. The truth is not asked: labels may become wrong, as a careless hand's are.
Trimap with_unknown_shrunk(const Trimap& trimap, int radius_px);

/// Over which pixels an alpha made from the `degraded` trimap is scored: `before`, and unknown
/// also where `degraded` is. So neither what a larger unknown region lets go wrong nor what a
/// wrong label spoils is left out.
Trimap unknown_in_either(const Trimap& before, const Trimap& degraded);

}  // namespace mbench

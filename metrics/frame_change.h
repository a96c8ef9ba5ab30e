#pragma once

#include "metrics/score_input.h"

namespace mbench {

/// Mean over all pixels of ((p - p') - (g - g'))^2, with p', g' of the frame before: how much
/// the prediction's changes differ from the truth's. Integers for byte alphas.
///
/// Throws DataError if the frames differ in size.
double mean_squared_change(const ScoreInput& previous, const ScoreInput& current);

}  // namespace mbench

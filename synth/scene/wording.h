#pragma once

#include "core/random.h"
#include "synth/scene/expressions.h"

#include <string>

namespace mbench {

/// The expression's text: a phrase in English without a full stop, one of several wordings drawn
/// from `random`. None needs to know whether its noun is singular or plural.
std::string wording(const Expression& expression, Random& random);

}  // namespace mbench

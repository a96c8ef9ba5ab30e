#pragma once

namespace mbench {

/// From version 2 to 3: which cells ran in an approximate mode, and how far their alphas are from
/// the plain ones.
extern const char* const kSchemaVersion3;

}  // namespace mbench

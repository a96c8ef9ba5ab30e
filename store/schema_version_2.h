#pragma once

namespace mbench {

/// From version 1 to 2: files of a data set in a table of their own, entities, expressions,
/// and the views that `mbench data query` shows.
extern const char* const kSchemaVersion2;

}  // namespace mbench

#pragma once

#include <vector>

namespace mbench {

class Database;

/// SQL statements that bring a store from version `version - 1` to `version`.
struct Migration {
  int version;
  const char* sql;
};

/// Every step from an empty file to this program's version, 1 first. Steps that were
/// released are never edited; a change of the schema is a new step.
const std::vector<Migration>& migrations();

/// Applies the steps that are newer than the file's version, all in one transaction, and
/// raises its version. Two processes may do so at once.
void migrate(Database& database, const std::vector<Migration>& steps);

/// The version in the file (PRAGMA user_version); 0 for an empty file.
int stored_version(Database& database);

/// PRAGMA application_id of every store: "mbnc".
constexpr int kApplicationId = 0x6d626e63;

}  // namespace mbench

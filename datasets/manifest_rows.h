#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

enum class ManifestField { image, alpha, trimap, foreground, background, category, split, name };
inline constexpr std::array<const char*, 8> kManifestFields{
    "image", "alpha", "trimap", "foreground", "background", "category", "split", "name"};

/// One sample of a manifest as it is written there; empty where nothing is said.
struct ManifestRow {
  int line = 0;  ///< counted from 1
  std::array<std::string, kManifestFields.size()> values;
  std::string& operator[](ManifestField field) { return values[static_cast<std::size_t>(field)]; }
  const std::string& operator[](ManifestField field) const {
    return values[static_cast<std::size_t>(field)];
  }
};

/// The rows of a CSV text whose first record names the columns, in any order and letter case.
/// `name` is the file's in messages. Throws DataError, see manifest_contents.
std::vector<ManifestRow> csv_manifest_rows(std::string_view text, const std::string& name);

/// The rows of a text with one JSON object of texts a line; null says nothing. Empty lines are
/// passed over. Throws DataError, see manifest_contents.
std::vector<ManifestRow> jsonl_manifest_rows(std::string_view text, const std::string& name);

}  // namespace mbench

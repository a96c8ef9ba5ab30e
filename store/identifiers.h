#pragma once

#include "store/database.h"
#include "store/records.h"

#include <cstdint>
#include <optional>
#include <string>

namespace mbench {

// Rows that others refer to by number: found, or added if they are new. For the files of
// store/ only, within a transaction.

std::int64_t machine_row(Database& database, const MachineRecord& machine);
std::int64_t model_row(Database& database, const std::string& text);
std::int64_t suite_row(Database& database, const std::string& name);
std::int64_t metric_row(Database& database, const std::string& name);
std::int64_t method_row(Database& database, const ResultIdentity& identity);
/// A size that was unknown (0) before is filled in.
std::int64_t pixels_row(Database& database, const std::string& image_digest,
                        const std::string& trimap_digest, const std::string& alpha_digest,
                        int width, int height, std::int64_t unknown_pixels);
/// Foreground and ordinal replace what is stored.
std::int64_t suite_sample_row(Database& database, std::int64_t suite, const std::string& name,
                              const std::string& foreground, int ordinal);

/// The 32 bytes that 64 hexadecimal digits stand for; none for another text.
std::optional<std::string> digest_bytes(const std::string& hexadecimal);

}  // namespace mbench

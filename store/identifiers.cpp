#include "store/identifiers.h"

#include "core/error.h"
#include "store/statement.h"

namespace mbench {
namespace {

/// For a table of one text: `find` and `add` take it as their only parameter.
std::int64_t text_row(Database& database, const char* find, const char* add,
                      const std::string& text) {
  if (const auto id = Statement(database, find).bind(text).single_integer()) return *id;
  return Statement(database, add).bind(text).single_integer().value();
}

int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  return -1;
}

}  // namespace

std::int64_t machine_row(Database& database, const MachineRecord& machine) {
  Statement find(database, "SELECT id FROM machine WHERE digest = ?");
  if (const auto id = find.bind(machine.digest).single_integer()) return *id;
  Statement add(database, "INSERT INTO machine (digest, description) VALUES (?, ?) RETURNING id");
  return add.bind(machine.digest).bind(machine.description).single_integer().value();
}

std::int64_t model_row(Database& database, const std::string& text) {
  return text_row(database, "SELECT id FROM model WHERE text = ?",
                  "INSERT INTO model (text) VALUES (?) RETURNING id", text);
}

std::int64_t suite_row(Database& database, const std::string& name) {
  return text_row(database, "SELECT id FROM suite WHERE name = ?",
                  "INSERT INTO suite (name) VALUES (?) RETURNING id", name);
}

std::int64_t metric_row(Database& database, const std::string& name) {
  return text_row(database, "SELECT id FROM metric WHERE name = ?",
                  "INSERT INTO metric (name) VALUES (?) RETURNING id", name);
}

std::int64_t method_row(Database& database, const ResultIdentity& identity) {
  const std::int64_t model = model_row(database, identity.model);
  const auto bind = [&](Statement& statement) -> Statement& {
    return statement.bind(model)
        .bind(identity.model_revision)
        .bind(identity.weights_digest)
        .bind(identity.mode)
        .bind(identity.precision)
        .bind(identity.device)
        .bind(identity.convention)
        .bind(identity.convention_version);
  };
  Statement find(database,
                 "SELECT id FROM method WHERE model_id = ? AND model_revision = ? AND "
                 "weights_digest = ? AND mode = ? AND precision = ? AND device = ? AND "
                 "convention = ? AND convention_version = ?");
  if (const auto id = bind(find).single_integer()) return *id;
  Statement add(database,
                "INSERT INTO method (model_id, model_revision, weights_digest, mode, precision, "
                "device, convention, convention_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?) "
                "RETURNING id");
  return bind(add).single_integer().value();
}

std::int64_t pixels_row(Database& database, const std::string& image_digest,
                        const std::string& trimap_digest, const std::string& alpha_digest,
                        int width, int height, std::int64_t unknown_pixels) {
  Statement find(database,
                 "SELECT id, width FROM pixels WHERE image_digest = ? AND trimap_digest = ? AND "
                 "alpha_digest = ?");
  if (find.bind(image_digest).bind(trimap_digest).bind(alpha_digest).step()) {
    const std::int64_t id = find.integer(0);
    if (find.integer(1) == 0 && width > 0) {
      Statement fill(database,
                     "UPDATE pixels SET width = ?, height = ?, unknown_pixels = ? WHERE id = ?");
      fill.bind(width).bind(height).bind(unknown_pixels).bind(id).run();
    }
    return id;
  }
  Statement add(database,
                "INSERT INTO pixels (image_digest, trimap_digest, alpha_digest, width, height, "
                "unknown_pixels) VALUES (?, ?, ?, ?, ?, ?) RETURNING id");
  add.bind(image_digest).bind(trimap_digest).bind(alpha_digest);
  return add.bind(width).bind(height).bind(unknown_pixels).single_integer().value();
}

std::int64_t suite_sample_row(Database& database, std::int64_t suite, const std::string& name,
                              const std::string& foreground, int ordinal) {
  Statement find(
      database, "SELECT id, ordinal, foreground FROM suite_sample WHERE suite_id = ? AND name = ?");
  if (find.bind(suite).bind(name).step()) {
    const std::int64_t id = find.integer(0);
    if (find.integer(1) != ordinal || find.text(2) != foreground) {
      Statement change(database,
                       "UPDATE suite_sample SET ordinal = ?, foreground = ? WHERE id = ?");
      change.bind(ordinal).bind(foreground).bind(id).run();
    }
    return id;
  }
  Statement add(database,
                "INSERT INTO suite_sample (suite_id, name, foreground, ordinal) "
                "VALUES (?, ?, ?, ?) RETURNING id");
  return add.bind(suite).bind(name).bind(foreground).bind(ordinal).single_integer().value();
}

std::optional<std::string> digest_bytes(const std::string& hexadecimal) {
  if (hexadecimal.size() != 64) return std::nullopt;
  std::string bytes;
  bytes.reserve(32);
  for (std::size_t i = 0; i < hexadecimal.size(); i += 2) {
    const int high = hex_value(hexadecimal[i]);
    const int low = hex_value(hexadecimal[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

}  // namespace mbench

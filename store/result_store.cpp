#include "store/result_store.h"

#include <fmt/format.h>

#include <set>
#include <unordered_set>

#include "core/error.h"
#include "store/identifiers.h"
#include "store/statement.h"
#include "store/timestamp.h"

namespace mbench {
namespace {

/// The row of a result with this key: changed in place if it is there, so that the other
/// cells that hold it see the new one.
std::int64_t result_row(Database& database, const ResultRecord& result) {
  const std::string key = digest_bytes(result.identity.key()).value();
  const std::string state = to_text(result.state);
  Statement find(database, "SELECT id FROM result WHERE key = ?");
  if (const auto id = find.bind_blob(key).single_integer()) {
    Statement change(database, "UPDATE result SET state = ?, message = ? WHERE id = ?");
    change.bind(state).bind(result.message).bind(*id).run();
    Statement(database, "DELETE FROM score WHERE result_id = ?").bind(*id).run();
    return *id;
  }
  const ResultIdentity& identity = result.identity;
  const std::int64_t pixels =
      pixels_row(database, identity.image_digest, identity.trimap_digest, identity.alpha_digest,
                 result.width, result.height, result.unknown_pixels);
  const std::int64_t method = method_row(database, identity);
  Statement add(database,
                "INSERT INTO result (key, pixels_id, method_id, state, message) "
                "VALUES (?, ?, ?, ?, ?) RETURNING id");
  add.bind_blob(key).bind(pixels).bind(method).bind(state).bind(result.message);
  return add.single_integer().value();
}

void put_scores(Database& database, std::int64_t result, const std::vector<ScoreRecord>& scores) {
  Statement add(database,
                "INSERT INTO score (result_id, place, metric_id, value) VALUES (?, ?, ?, ?)");
  std::set<std::string_view> seen;
  std::int64_t place = 0;
  for (const ScoreRecord& score : scores) {
    if (!seen.insert(score.metric).second) {
      throw InternalError("a result holds the figure '" + score.metric + "' twice");
    }
    add.bind(result).bind(place++).bind(metric_row(database, score.metric)).bind(score.value).run();
  }
}

std::string json_array(const std::vector<std::int64_t>& values) {
  return fmt::format("[{}]", fmt::join(values, ","));
}

void put_measurement(Database& database, std::int64_t run, std::int64_t result,
                     const std::optional<MeasurementRecord>& measured) {
  Statement machine_of(database, "SELECT machine_id FROM run WHERE id = ?");
  const auto machine = machine_of.bind(run).single_integer();
  if (!machine) throw StoreError(fmt::format("the store has no run {}", run));
  Statement(database, "DELETE FROM timing WHERE result_id = ? AND machine_id = ?")
      .bind(result)
      .bind(*machine)
      .run();
  Statement put(
      database,
      "INSERT OR REPLACE INTO measurement (result_id, machine_id, run_id, threads, images_at_once, "
      "latency_ms, rss_before_bytes, rss_peak_bytes, tensor_before_bytes, tensor_peak_bytes, "
      "device_peak_bytes, device_reserved_bytes, process_vram_bytes, device_vram_bytes, energy_mj, "
      "sm_clock_mhz, temperature_c, redone_samples, differing_samples, "
      "plain_max_difference, plain_mean_difference) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  put.bind(result).bind(*machine).bind(run);
  // Parameters that are not bound are NULL: the row then says only that it was tried.
  if (measured) {
    put.bind(measured->threads)
        .bind(measured->images_at_once)
        .bind(measured->latency_ms)
        .bind(measured->rss_before_bytes)
        .bind(measured->rss_peak_bytes)
        .bind(measured->tensor_before_bytes)
        .bind(measured->tensor_peak_bytes)
        .bind(measured->device_peak_bytes)
        .bind(measured->device_reserved_bytes)
        .bind(measured->process_vram_bytes)
        .bind(measured->device_vram_bytes)
        .bind(measured->energy_mj)
        .bind(measured->sm_clock_mhz)
        .bind(measured->temperature_c)
        .bind(measured->redone_samples)
        .bind(measured->differing_samples)
        .bind(measured->plain_max_difference)
        .bind(measured->plain_mean_difference);
  }
  put.run();
  if (!measured) return;
  Statement add(database,
                "INSERT INTO timing (result_id, machine_id, phase, samples_ns) "
                "VALUES (?, ?, ?, ?)");
  for (const auto& [phase, samples] : measured->timings_ns) {
    const std::string text = json_array(samples);
    add.bind(result).bind(*machine).bind(phase).bind(text).run();
  }
}

void put_place(Database& database, std::int64_t cell, std::int64_t result,
               const std::string& convention, const std::string& sample,
               const std::string& foreground, int ordinal) {
  Statement suite_of(database, "SELECT suite_id FROM cell WHERE id = ?");
  const auto suite = suite_of.bind(cell).single_integer();
  if (!suite) throw StoreError(fmt::format("the store has no cell {}", cell));
  const std::int64_t place = suite_sample_row(database, *suite, sample, foreground, ordinal);
  Statement put(database,
                "INSERT OR REPLACE INTO cell_result (cell_id, suite_sample_id, convention, "
                "result_id) VALUES (?, ?, ?, ?)");
  put.bind(cell).bind(place).bind(convention).bind(result).run();
}

void put_previews(Database& database, const std::vector<PreviewRecord>& previews) {
  Statement put(database, "INSERT OR REPLACE INTO preview (subject, kind, jpeg) VALUES (?, ?, ?)");
  for (const PreviewRecord& preview : previews) {
    put.bind(preview.subject).bind(preview.kind).bind_blob(preview.jpeg).run();
  }
}

}  // namespace

std::int64_t ResultStore::begin_run(const RunRecord& run) {
  std::int64_t id = 0;
  const std::string started_at = run.started_at.empty() ? utc_now() : run.started_at;
  database_.transaction([&] {
    const std::int64_t machine = machine_row(database_, run.machine);
    Statement add(database_,
                  "INSERT INTO run (machine_id, started_at, ended_at, state, command, "
                  "program_version) VALUES (?, ?, '', 'running', ?, ?) RETURNING id");
    add.bind(machine).bind(started_at).bind(run.command).bind(run.program_version);
    id = add.single_integer().value();
  });
  return id;
}

void ResultStore::end_run(std::int64_t run, const std::string& state) {
  const std::string now = utc_now();
  database_.transaction([&] {
    Statement end(database_, "UPDATE run SET ended_at = ?, state = ? WHERE id = ? RETURNING id");
    if (!end.bind(now).bind(state).bind(run).single_integer()) {
      throw StoreError(fmt::format("the store has no run {}", run));
    }
  });
}

std::vector<RunRecord> ResultStore::runs() const {
  Statement rows(database_,
                 "SELECT run.id, started_at, ended_at, state, command, program_version, digest, "
                 "description FROM run JOIN machine ON machine.id = machine_id ORDER BY run.id");
  std::vector<RunRecord> runs;
  while (rows.step()) {
    runs.push_back({rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                    rows.text(5), MachineRecord{rows.text(6), rows.text(7)}});
  }
  return runs;
}

std::int64_t ResultStore::cell_id(const CellRecord& cell) {
  std::int64_t id = 0;
  database_.transaction([&] {
    const std::int64_t suite = suite_row(database_, cell.suite);
    const std::int64_t model = model_row(database_, cell.model);
    Statement put(database_,
                  "INSERT INTO cell (suite_id, model_id, mode, precision, device, samples, "
                  "approximate) VALUES (?, ?, ?, ?, ?, ?, ?) "
                  "ON CONFLICT (suite_id, model_id, mode, precision, device) DO UPDATE "
                  "SET samples = iif(excluded.samples > 0, excluded.samples, samples), "
                  "approximate = excluded.approximate "
                  "RETURNING id");
    put.bind(suite).bind(model).bind(cell.mode).bind(cell.precision).bind(cell.device);
    put.bind(cell.samples).bind(std::int64_t{cell.approximate ? 1 : 0});
    id = put.single_integer().value();
  });
  return id;
}

std::optional<RowState> ResultStore::finished(const std::string& key,
                                              const std::string& machine_digest) const {
  const auto bytes = digest_bytes(key);
  if (!bytes) return std::nullopt;
  Statement find(database_,
                 "SELECT state FROM result WHERE key = ?1 AND (?2 = '' OR EXISTS (SELECT 1 FROM "
                 "measurement JOIN machine ON machine.id = machine_id WHERE result_id = result.id "
                 "AND digest = ?2))");
  if (!find.bind_blob(*bytes).bind(machine_digest).step()) return std::nullopt;
  return row_state(find.text(0));
}

void ResultStore::put(std::int64_t run, std::int64_t cell, const ResultRecord& result,
                      const std::vector<PreviewRecord>& previews) {
  database_.transaction([&] {
    const std::int64_t id = result_row(database_, result);
    put_scores(database_, id, result.scores);
    put_measurement(database_, run, id, result.measurement);
    put_place(database_, cell, id, result.identity.convention, result.sample, result.foreground,
              result.ordinal);
    put_previews(database_, previews);
  });
}

void ResultStore::link(std::int64_t cell, const std::string& key, const std::string& sample,
                       const std::string& foreground, int ordinal) {
  const auto bytes = digest_bytes(key);
  database_.transaction([&] {
    Statement find(database_,
                   "SELECT result.id, convention FROM result JOIN method ON method.id = method_id "
                   "WHERE key = ?");
    if (!bytes || !find.bind_blob(*bytes).step()) {
      throw StoreError("the store has no result of the key '" + key + "'");
    }
    put_place(database_, cell, find.integer(0), find.text(1), sample, foreground, ordinal);
  });
}

void ResultStore::retain(std::int64_t cell, const std::vector<std::string>& samples) {
  const std::unordered_set<std::string> kept(samples.begin(), samples.end());
  database_.transaction([&] {
    std::vector<std::int64_t> gone;
    Statement stored(database_,
                     "SELECT DISTINCT s.id, s.name FROM cell_result JOIN suite_sample s "
                     "ON s.id = suite_sample_id WHERE cell_id = ?");
    stored.bind(cell);
    while (stored.step()) {
      if (kept.count(stored.text(1)) == 0) gone.push_back(stored.integer(0));
    }
    Statement remove(database_,
                     "DELETE FROM cell_result WHERE cell_id = ? AND suite_sample_id = ?");
    for (const std::int64_t sample : gone) remove.bind(cell).bind(sample).run();
  });
}

std::optional<std::string> ResultStore::preview(const std::string& subject,
                                                const std::string& kind) const {
  Statement find(database_, "SELECT jpeg FROM preview WHERE subject = ? AND kind = ?");
  if (!find.bind(subject).bind(kind).step()) return std::nullopt;
  return find.text(0);
}

}  // namespace mbench

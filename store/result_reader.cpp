// The reading half of ResultStore: cells and their results, streamed.
#include <charconv>
#include <map>

#include "core/error.h"
#include "store/result_store.h"
#include "store/statement.h"

namespace mbench {
namespace {

struct CellRow {
  std::int64_t id = 0;
  std::int64_t suite = 0;
};

std::optional<CellRow> find_cell(Database& database, const CellRecord& cell) {
  Statement find(database,
                 "SELECT cell.id, suite_id FROM cell JOIN suite ON suite.id = suite_id JOIN model "
                 "ON model.id = model_id WHERE suite.name = ? AND model.text = ? AND mode = ? AND "
                 "precision = ? AND device = ?");
  find.bind(cell.suite).bind(cell.model).bind(cell.mode).bind(cell.precision).bind(cell.device);
  if (!find.step()) return std::nullopt;
  return CellRow{find.integer(0), find.integer(1)};
}

/// What millions of rows share, read once: methods, machines and the names of figures.
class Vocabulary {
 public:
  explicit Vocabulary(Database& database) : database_(database) {}

  /// Fills the part of the identity that tells how a result was computed.
  void describe_method(std::int64_t method, ResultIdentity& identity) {
    if (method == last_method_) return;
    auto known = methods_.find(method);
    if (known == methods_.end()) known = methods_.emplace(method, read_method(method)).first;
    const ResultIdentity& from = known->second;
    identity.model = from.model;
    identity.model_revision = from.model_revision;
    identity.weights_digest = from.weights_digest;
    identity.mode = from.mode;
    identity.precision = from.precision;
    identity.device = from.device;
    identity.convention = from.convention;
    identity.convention_version = from.convention_version;
    last_method_ = method;
  }

  const std::string& metric(std::int64_t id) {
    return name(metrics_, "SELECT name FROM metric WHERE id = ?", id);
  }
  const std::string& machine(std::int64_t id) {
    return name(machines_, "SELECT digest FROM machine WHERE id = ?", id);
  }

 private:
  using Names = std::map<std::int64_t, std::string>;

  const std::string& name(Names& names, const char* question, std::int64_t id) {
    const auto known = names.find(id);
    if (known != names.end()) return known->second;
    Statement find(database_, question);
    find.bind(id).step();
    return names.emplace(id, find.text(0)).first->second;
  }

  ResultIdentity read_method(std::int64_t method) {
    Statement find(database_,
                   "SELECT text, model_revision, weights_digest, mode, precision, device, "
                   "convention, convention_version FROM method JOIN model ON model.id = model_id "
                   "WHERE method.id = ?");
    find.bind(method).step();
    ResultIdentity identity;
    identity.model = find.text(0);
    identity.model_revision = static_cast<int>(find.integer(1));
    identity.weights_digest = find.text(2);
    identity.mode = find.text(3);
    identity.precision = find.text(4);
    identity.device = find.text(5);
    identity.convention = find.text(6);
    identity.convention_version = static_cast<int>(find.integer(7));
    return identity;
  }

  Database& database_;
  std::map<std::int64_t, ResultIdentity> methods_;
  Names metrics_;
  Names machines_;
  std::int64_t last_method_ = -1;
};

// Walks the suite's samples by their index and looks each up in the cell. The order by the
// sample's id, which changes nothing, tells SQLite that nothing is left to sort.
constexpr const char* kResultsOfCell =
    "SELECT s.name, s.foreground, s.ordinal, r.id, r.method_id, r.state, r.message, "
    "p.image_digest, p.trimap_digest, p.alpha_digest, p.width, p.height, p.unknown_pixels, "
    "m.machine_id, m.threads, m.latency_ms, m.rss_before_bytes, "
    "m.rss_peak_bytes, m.tensor_peak_bytes, m.device_peak_bytes, m.images_at_once, "
    "m.tensor_before_bytes, m.device_reserved_bytes, m.process_vram_bytes, m.device_vram_bytes, "
    "m.energy_mj, m.sm_clock_mhz, m.temperature_c, m.redone_samples, m.differing_samples, "
    "m.plain_max_difference, m.plain_mean_difference "
    "FROM suite_sample s CROSS JOIN cell_result c ON c.cell_id = ?1 AND c.suite_sample_id = s.id "
    "JOIN result r ON r.id = c.result_id JOIN pixels p ON p.id = r.pixels_id "
    "LEFT JOIN measurement m ON m.result_id = r.id AND m.run_id = "
    "(SELECT max(run_id) FROM measurement WHERE result_id = r.id) "
    "WHERE s.suite_id = ?2 ORDER BY s.ordinal, s.name, s.id, c.convention";

void read_result(const Statement& row, ResultRecord& result) {
  row.read_text(0, result.sample);
  row.read_text(1, result.foreground);
  result.ordinal = static_cast<int>(row.integer(2));
  result.state = row_state(row.text(5));
  row.read_text(6, result.message);
  row.read_text(7, result.identity.image_digest);
  row.read_text(8, result.identity.trimap_digest);
  row.read_text(9, result.identity.alpha_digest);
  result.width = static_cast<int>(row.integer(10));
  result.height = static_cast<int>(row.integer(11));
  result.unknown_pixels = row.integer(12);
}

void read_measurement(const Statement& row, Vocabulary& vocabulary,
                      std::optional<MeasurementRecord>& measurement) {
  const auto threads = row.optional_integer(14);
  if (!threads) {
    measurement.reset();
    return;
  }
  if (!measurement) measurement.emplace();
  measurement->threads = static_cast<int>(*threads);
  measurement->machine_digest = vocabulary.machine(row.integer(13));
  measurement->latency_ms = row.optional_real(15);
  measurement->rss_before_bytes = row.optional_integer(16);
  measurement->rss_peak_bytes = row.optional_integer(17);
  measurement->tensor_peak_bytes = row.optional_integer(18);
  measurement->device_peak_bytes = row.optional_integer(19);
  measurement->images_at_once = static_cast<int>(row.integer(20));
  measurement->tensor_before_bytes = row.optional_integer(21);
  measurement->device_reserved_bytes = row.optional_integer(22);
  measurement->process_vram_bytes = row.optional_integer(23);
  measurement->device_vram_bytes = row.optional_integer(24);
  measurement->energy_mj = row.optional_real(25);
  measurement->sm_clock_mhz = row.optional_integer(26);
  measurement->temperature_c = row.optional_integer(27);
  measurement->redone_samples = row.optional_integer(28);
  measurement->differing_samples = row.optional_integer(29);
  measurement->plain_max_difference = row.optional_real(30);
  measurement->plain_mean_difference = row.optional_real(31);
}

std::vector<std::int64_t> parse_array(const std::string& json) {
  std::vector<std::int64_t> values;
  const char* at = json.data() + 1;
  const char* const end = json.data() + json.size();
  while (at < end) {
    std::int64_t value = 0;
    const auto parsed = std::from_chars(at, end, value);
    if (parsed.ec != std::errc()) break;
    values.push_back(value);
    at = parsed.ptr + 1;
  }
  return values;
}

void read_timings(Statement& rows, std::int64_t result, std::int64_t machine,
                  MeasurementRecord& measurement) {
  measurement.timings_ns.clear();
  rows.bind(result).bind(machine);
  while (rows.step()) measurement.timings_ns[rows.text(0)] = parse_array(rows.text(1));
  rows.reset();
}

void read_scores(Statement& rows, std::int64_t result, Vocabulary& vocabulary,
                 std::vector<ScoreRecord>& scores) {
  std::size_t count = 0;
  rows.bind(result);
  while (rows.step()) {
    if (scores.size() == count) scores.emplace_back();
    scores[count].metric = vocabulary.metric(rows.integer(0));
    scores[count].value = rows.optional_real(1);
    ++count;
  }
  rows.reset();
  scores.resize(count);
}

}  // namespace

std::vector<CellRecord> ResultStore::cells() const {
  Statement rows(
      database_,
      "SELECT suite.name, model.text, mode, precision, device, samples, approximate FROM cell "
      "JOIN suite ON suite.id = suite_id JOIN model ON model.id = model_id "
      "ORDER BY cell.id");
  std::vector<CellRecord> cells;
  while (rows.step()) {
    cells.push_back({rows.text(0), rows.text(1), rows.text(2), rows.text(3), rows.text(4),
                     rows.integer(5), rows.integer(6) != 0});
  }
  return cells;
}

std::optional<RowState> ResultStore::placed(const CellRecord& cell, const std::string& sample,
                                            const std::string& convention) const {
  const auto row = find_cell(database_, cell);
  if (!row) return std::nullopt;
  Statement find(database_,
                 "SELECT state FROM cell_result c JOIN suite_sample s ON s.id = c.suite_sample_id "
                 "JOIN result r ON r.id = c.result_id "
                 "WHERE c.cell_id = ? AND s.suite_id = ? AND s.name = ? AND c.convention = ?");
  find.bind(row->id).bind(row->suite).bind(sample).bind(convention);
  if (!find.step()) return std::nullopt;
  return row_state(find.text(0));
}

std::map<std::string, double> ResultStore::latencies_ms(const CellRecord& cell,
                                                        const std::string& machine_digest,
                                                        int threads, int images_at_once) const {
  std::map<std::string, double> latencies;
  const auto row = find_cell(database_, cell);
  if (!row) return latencies;
  Statement rows(database_,
                 "SELECT s.name, m.latency_ms FROM cell_result c "
                 "JOIN suite_sample s ON s.id = c.suite_sample_id "
                 "JOIN result r ON r.id = c.result_id AND r.state = 'ok' "
                 "JOIN measurement m ON m.result_id = r.id "
                 "JOIN machine ON machine.id = m.machine_id "
                 "WHERE c.cell_id = ? AND digest = ? AND threads = ? AND images_at_once = ?");
  rows.bind(row->id).bind(machine_digest).bind(std::int64_t{threads});
  rows.bind(std::int64_t{images_at_once});
  while (rows.step()) {
    if (const auto latency_ms = rows.optional_real(1)) latencies[rows.text(0)] = *latency_ms;
  }
  return latencies;
}

std::vector<std::string> ResultStore::metrics() const {
  Statement rows(database_, "SELECT name FROM metric ORDER BY id");
  std::vector<std::string> names;
  while (rows.step()) names.push_back(rows.text(0));
  return names;
}

void ResultStore::for_each_result(const CellRecord& cell, bool with_timings,
                                  const std::function<void(const ResultRecord&)>& use) const {
  const auto row = find_cell(database_, cell);
  if (!row) {
    throw StoreError("store " + database_.path().string() + " has no cell of model " + cell.model +
                     " on suite " + cell.suite);
  }
  Vocabulary vocabulary(database_);
  Statement results(database_, kResultsOfCell);
  Statement scores(database_,
                   "SELECT metric_id, value FROM score WHERE result_id = ? ORDER BY place");
  Statement timings(database_,
                    "SELECT phase, samples_ns FROM timing WHERE result_id = ? AND machine_id = ? "
                    "ORDER BY phase");
  results.bind(row->id).bind(row->suite);
  // One record for all rows: its texts keep their memory.
  ResultRecord result;
  while (results.step()) {
    const std::int64_t id = results.integer(3);
    read_result(results, result);
    vocabulary.describe_method(results.integer(4), result.identity);
    read_scores(scores, id, vocabulary, result.scores);
    read_measurement(results, vocabulary, result.measurement);
    if (with_timings && result.measurement) {
      read_timings(timings, id, results.integer(13), *result.measurement);
    }
    use(result);
  }
}

}  // namespace mbench

#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// How an image ended. Everything but `ok` carries a message.
enum class RowState { ok, oom, timeout, error, unsupported, skipped };

/// "ok", "oom", ... as in the store and in every report.
std::string to_text(RowState state);
/// Throws StoreError for another word.
RowState row_state(const std::string& text);

/// A data set that was indexed.
struct DatasetRecord {
  std::string name;
  std::string layout;
  std::string variant;        ///< which of the layout's ways of lying on disk
  std::string trimap_source;  ///< which of its trimaps were taken: "trimap", "usr"
  std::string root;
  std::string indexed_at;  ///< ISO 8601, UTC
  std::int64_t samples = 0;
  int revision = 0;  ///< of the code that read its layout
};

/// One file of an indexed data set; 0 or an empty text means "not known".
struct FileRecord {
  std::string path;  ///< below the data set's root
  std::int64_t bytes = 0;
  std::int64_t modified_ns = 0;  ///< since 1970
  int width = 0;
  int height = 0;
  int channels = 0;
  int bit_depth = 0;
  std::string pixels_sha256;                   ///< of its decoded pixels
  std::optional<std::int64_t> unknown_pixels;  ///< of a trimap
  std::string problem;                         ///< why it cannot be read
};

/// One indexed sample. Paths are below the data set's root; an empty text or 0 means "not
/// there".
struct SampleRecord {
  std::string name;
  std::string split;
  std::string image;
  std::string alpha;
  std::string trimap;
  std::string foreground_file;  ///< of a composite that is yet to be made
  std::string background_file;
  std::string trimap_recipe;  ///< makes the trimap where none is shipped
  int max_side_px = 0;
  std::string foreground;
  std::string background;
  std::string entity;
  std::string category;
  std::string type;
  int width = 0;
  int height = 0;
  std::optional<double> unknown_share;  ///< 0..1
  std::vector<std::string> expressions;
};

/// What a result was computed from and with. `key()` is the SHA-256 of all of it.
struct ResultIdentity {
  /// sha256_of_pixels. Where nothing could be decoded: whatever tells this sample from the
  /// others (the digest of its source text), or all such rows would be one. Of a degraded image:
  /// the digest of that digest with the degradation's text and what it is scored by.
  std::string image_digest;
  std::string trimap_digest;
  std::string alpha_digest;  ///< empty where there is no ground truth
  std::string model;         ///< ModelSpec::text()
  int model_revision = 1;
  std::string weights_digest;  ///< empty for models without weights
  std::string mode;            ///< "plain", "exact-lean", ...
  std::string precision;       ///< "fp32", ...
  std::string device;          ///< "cpu", "cuda"
  std::string convention;      ///< empty where nothing is scored
  int convention_version = 0;

  std::string key() const;
};

/// One figure, or none where the convention gives NaN.
struct ScoreRecord {
  std::string metric;
  std::optional<double> value;
};

/// What one image cost on one machine. Absent means not measured, never 0.
struct MeasurementRecord {
  int threads = 0;
  int images_at_once = 1;                           ///< workers that inferred at the same time
  std::optional<double> latency_ms;                 ///< median of latency_samples_ns()
  std::optional<std::int64_t> rss_before_bytes;     ///< just before inference
  std::optional<std::int64_t> rss_peak_bytes;       ///< highest during inference
  std::optional<std::int64_t> tensor_before_bytes;  ///< held by tensors just before: the weights
  std::optional<std::int64_t> tensor_peak_bytes;    ///< LibTorch's CPU allocator, weights included
  std::optional<std::int64_t> device_peak_bytes;    ///< the same of its GPU allocator
  std::optional<std::int64_t> device_reserved_bytes;  ///< taken from the GPU by that allocator
  /// By NVML, the highest during inference: of the model's process, and of all on the GPU.
  std::optional<std::int64_t> process_vram_bytes;
  std::optional<std::int64_t> device_vram_bytes;
  std::optional<double> energy_mj;            ///< of the GPU for one run of this image
  std::optional<std::int64_t> sm_clock_mhz;   ///< lowest during inference
  std::optional<std::int64_t> temperature_c;  ///< highest of the GPU during inference
  /// Runs that were done again because CPU or GPU was throttled; absent where neither tells.
  std::optional<std::int64_t> redone_samples;
  /// Counted runs whose alpha is not, bit for bit, the scored one; absent if there was only one.
  std::optional<std::int64_t> differing_samples;
  /// Largest and mean absolute difference of the alpha from the one that the same run made in the
  /// mode plain; only of approximate modes.
  std::optional<double> plain_max_difference;
  std::optional<double> plain_mean_difference;
  /// Raw times of every phase in nanoseconds, in order: "infer", "load", "score", ...
  std::map<std::string, std::vector<std::int64_t>> timings_ns;
  /// Digest of the machine; filled when it is read (put() takes the run's).
  std::string machine_digest;
};

/// The times of all counted runs, in order: "matte" of a model that splits it into phases, else
/// "infer". Empty where nothing was timed.
std::vector<std::int64_t> latency_samples_ns(const MeasurementRecord& measurement);

/// One image under one cell, complete.
struct ResultRecord {
  ResultIdentity identity;
  std::string sample;  ///< the sample's name in its suite
  std::string foreground;
  int ordinal = 0;  ///< place in the suite
  int width = 0;
  int height = 0;
  std::int64_t unknown_pixels = 0;
  RowState state = RowState::ok;
  std::string message;
  std::vector<ScoreRecord> scores;
  std::optional<MeasurementRecord> measurement;
};

/// One model on one suite in one setting.
struct CellRecord {
  std::string suite;
  std::string model;  ///< ModelSpec::text()
  std::string mode = "plain";
  std::string precision = "fp32";
  std::string device = "cpu";
  /// How many images the suite has, so that an unfinished cell is known from a finished
  /// one; 0: not told.
  std::int64_t samples = 0;
  /// The mode makes other alphas than plain does, by its nature and not by rounding.
  bool approximate = false;
};

/// A machine as `mbench env` sees it; `digest` covers what makes figures comparable
/// (CPU, memory, GPU, driver, BLAS, LibTorch), not the load of the moment.
struct MachineRecord {
  std::string digest;
  std::string description;  ///< JSON object
};

/// One invocation of `mbench run`.
struct RunRecord {
  std::int64_t id = 0;
  std::string started_at;  ///< ISO 8601, UTC
  std::string ended_at;    ///< empty while it runs or if it was killed
  std::string state;       ///< "running", "done", "failed", "interrupted"
  std::string command;
  std::string program_version;
  MachineRecord machine;
};

/// A small JPEG for the report's gallery.
struct PreviewRecord {
  std::string subject;  ///< a sample's image digest, or a result's key
  std::string kind;     ///< "image", "trimap", "truth", "alpha", "error"
  std::string jpeg;     ///< bytes
};

}  // namespace mbench

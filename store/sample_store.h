#pragma once

#include "store/database.h"
#include "store/records.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace mbench {

/// Fills in the next sample; false when there is none.
using NextSample = std::function<bool(SampleRecord&)>;

/// Indexed data sets with their files and samples.
class SampleStore {
 public:
  explicit SampleStore(Database& database) : database_(database) {}

  /// Replaces everything known of the data set at `dataset.root` in one transaction, as
  /// indexed now unless `indexed_at` says when. A sample's files are among `files`. Throws
  /// DataError if two samples of a split have one name.
  void replace(const DatasetRecord& dataset, const std::vector<FileRecord>& files,
               const NextSample& next);
  /// The same with all samples at hand.
  void replace(const DatasetRecord& dataset, const std::vector<FileRecord>& files,
               const std::vector<SampleRecord>& samples);

  /// By name, then root.
  std::vector<DatasetRecord> datasets() const;
  /// The data set of this folder, which may be written in any way, or of this name; none if
  /// neither is indexed. Throws UsageError, with both folders, if two have the name.
  std::optional<DatasetRecord> find(const std::string& name_or_root) const;
  /// The same; throws UsageError, with the nearest names, if there is none.
  DatasetRecord dataset(const std::string& name_or_root) const;
  /// None if nothing at this root is indexed.
  std::optional<DatasetRecord> dataset_at(const std::string& root) const;

  /// The files of a data set in the order in which they were given.
  std::vector<FileRecord> files(const std::string& dataset) const;
  /// Calls `use` with every sample of the data set in its order, without its expressions.
  void for_each_sample(const std::string& dataset,
                       const std::function<void(const SampleRecord&)>& use) const;
  /// Calls `use` with the name, split and text of every expression.
  void for_each_expression(
      const std::string& dataset,
      const std::function<void(const std::string& name, const std::string& split,
                               const std::string& text)>& use) const;

  /// Stores what was measured of files by their paths: digest, unknown pixels, problem.
  void update_pixels(const std::string& dataset, const std::vector<FileRecord>& files);
  /// Derives the samples' unknown shares from their trimaps' unknown pixels.
  void derive_unknown_shares(const std::string& dataset);

 private:
  Database& database_;
};

}  // namespace mbench

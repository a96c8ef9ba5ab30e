#pragma once

#include "store/dataset_query.h"
#include "store/sample_store.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Which samples of one data set a command works on.
struct DatasetSelection {
  std::string dataset;    ///< its name or its folder
  std::string where;      ///< an SQL condition on the view `samples`; empty: all
  std::string split;      ///< empty: all
  int limit = 0;          ///< at most so many; 0: all
  bool absolute = false;  ///< whether the paths of files begin with the data set's root
};

/// One sample of a selection: the columns of the view `samples`.
class SampleRow {
 public:
  SampleRow(const std::vector<std::string>& columns, const std::vector<QueryValue>& values,
            const std::vector<std::string>& expressions)
      : columns_(columns), values_(values), expressions_(expressions) {}

  const std::vector<std::string>& columns() const { return columns_; }
  /// One for each column.
  const std::vector<QueryValue>& values() const { return values_; }
  const std::vector<std::string>& expressions() const { return expressions_; }

  /// Empty where the column is NULL or holds a number.
  const std::string& text(std::string_view column) const;
  /// None where it is NULL or a text.
  std::optional<double> number(std::string_view column) const;
  /// How messages call it: "'cat' of split test".
  std::string title() const;

 private:
  const QueryValue& value(std::string_view column) const;

  const std::vector<std::string>& columns_;
  const std::vector<QueryValue>& values_;
  const std::vector<std::string>& expressions_;
};

/// The selected samples in the index's order, read row by row.
class SampleRows {
 public:
  /// Throws as SampleStore::dataset, and UsageError, with the nearest, if no sample is of the
  /// split.
  SampleRows(Database& database, const DatasetSelection& selection);

  const DatasetRecord& dataset() const { return dataset_; }
  const DatasetSelection& selection() const { return selection_; }
  /// The columns of the view `samples`.
  std::vector<std::string> columns() const { return sample_columns(database_); }
  /// Calls `use` with one after the other, valid during the call; returns how many there were.
  /// Throws as query().
  std::size_t each(const std::function<void(const SampleRow&)>& use) const;
  /// How many there are, whatever the limit.
  std::size_t count() const;

 private:
  std::string condition() const;

  Database& database_;
  DatasetSelection selection_;
  DatasetRecord dataset_;
};

}  // namespace mbench

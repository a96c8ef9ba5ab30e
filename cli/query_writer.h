#pragma once

#include "cli/table.h"
#include "store/dataset_query.h"

#include <memory>
#include <ostream>

namespace mbench {

/// What writes the rows of a query in a format. All but `table` and `md` are written row by row,
/// however many there are. `reader` is to be given to query(); then end() is called.
class QueryWriter {
 public:
  QueryWriter(OutputFormat format, const TableStyle& style, std::ostream& out);
  ~QueryWriter();
  QueryReader reader();
  void end();

 private:
  void write(const std::vector<QueryValue>& row);

  OutputFormat format_;
  TableStyle style_;
  std::ostream& out_;
  std::vector<std::string> columns_;
  std::unique_ptr<Table> table_;
  std::size_t rows_ = 0;
};

}  // namespace mbench

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace mbench {

/// Problems of one kind, of which a damaged file can bring forth a million: the first hundred are
/// told, the others counted.
class ProblemList {
 public:
  static constexpr std::size_t kMostTold = 100;

  void add(std::string line);
  /// Appends the lines and, if some were not told, "WHERE: N more KIND".
  void tell(const std::string& where, const std::string& kind,
            std::vector<std::string>& problems) const;

 private:
  std::vector<std::string> lines_;
  std::size_t untold_ = 0;
};

}  // namespace mbench

#include "datasets/problem_list.h"

#include <fmt/format.h>

namespace mbench {

void ProblemList::add(std::string line) {
  if (lines_.size() < kMostTold) {
    lines_.push_back(std::move(line));
  } else {
    ++untold_;
  }
}

void ProblemList::tell(const std::string& where, const std::string& kind,
                       std::vector<std::string>& problems) const {
  problems.insert(problems.end(), lines_.begin(), lines_.end());
  if (untold_ > 0) problems.push_back(fmt::format("{}: {} more {}", where, untold_, kind));
}

}  // namespace mbench

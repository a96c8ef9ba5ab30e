#include "datasets/suite.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/suites/demo.h"
#include "datasets/suites/demo_4k.h"
#include "datasets/suites/demo_natural.h"

namespace mbench {

const std::vector<Suite>& suites() {
  static const std::vector<Suite> list{
      demo_suite(),
      demo_4k_suite(),
      demo_natural_suite(),
  };
  return list;
}

const Suite& find_suite(std::string_view name) {
  std::vector<std::string> names;
  for (const Suite& suite : suites()) {
    if (suite.name == name) return suite;
    names.push_back(suite.name);
  }
  throw UsageError(fmt::format("there is no suite named '{}'", name), did_you_mean(name, names));
}

}  // namespace mbench

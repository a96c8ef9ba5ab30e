#include "datasets/suite.h"

#include <fmt/format.h>

#include "core/error.h"
#include "core/nearest_names.h"
#include "datasets/suites/aim500.h"
#include "datasets/suites/aim500_usr.h"
#include "datasets/suites/am2k.h"
#include "datasets/suites/comp1k.h"
#include "datasets/suites/d646.h"
#include "datasets/suites/demo.h"
#include "datasets/suites/demo_4k.h"
#include "datasets/suites/demo_natural.h"
#include "datasets/suites/him2k.h"
#include "datasets/suites/p3m_np.h"
#include "datasets/suites/p3m_p.h"
#include "datasets/suites/ppm100.h"
#include "datasets/suites/refmatte_rw100.h"
#include "datasets/suites/rwp636.h"
#include "datasets/suites/simd.h"
#include "datasets/suites/transparent460.h"
#include "datasets/suites/uhr395.h"

namespace mbench {

const std::vector<Suite>& suites() {
  static const std::vector<Suite> list{
      demo_suite(),           demo_4k_suite(),    demo_natural_suite(),   comp1k_suite(),
      aim500_suite(),         aim500_usr_suite(), transparent460_suite(), uhr395_suite(),
      refmatte_rw100_suite(), d646_suite(),       am2k_suite(),           p3m_p_suite(),
      p3m_np_suite(),         ppm100_suite(),     simd_suite(),           him2k_suite(),
      rwp636_suite(),
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

#include "datasets/suites/uhr395.h"

namespace mbench {

Suite uhr395_suite() {
  Suite suite;
  suite.name = "uhr395";
  suite.summary = "UHR-395 test: 1000 composites of 29 megapixels on the mean";
  suite.dataset = "uhr395";
  suite.splits = {"test"};
  suite.trimap = "trimap";
  suite.conventions = {"matlab", "vitmatte"};
  suite.rules = "the released composites as they are";
  return suite;
}

}  // namespace mbench

#include "datasets/suites/transparent460.h"

namespace mbench {

Suite transparent460_suite() {
  Suite suite;
  suite.name = "transparent460";
  suite.summary = "Transparent-460 test: 50 transparent foregrounds on 20 backgrounds each";
  suite.dataset = "transparent460";
  suite.splits = {"test"};
  suite.trimap = "trimap";
  suite.conventions = {"matlab", "vitmatte"};
  suite.rules = "prepared composites with their trimaps";
  suite.local =
      "the list of backgrounds was never published, so composites differ from paper to paper";
  return suite;
}

}  // namespace mbench

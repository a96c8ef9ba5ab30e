#include "datasets/suites/aim500_usr.h"

namespace mbench {

Suite aim500_usr_suite() {
  Suite suite;
  suite.name = "aim500-usr";
  suite.summary = "AIM-500 with the unified semantic maps of usr/ as trimaps";
  suite.dataset = "aim500";
  suite.splits = {"test"};
  suite.trimap = "usr";
  suite.conventions = {"aim", "matlab"};
  suite.rules = "the trimap baselines of the AIM paper were given usr/";
  return suite;
}

}  // namespace mbench

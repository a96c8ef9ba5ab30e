#include "datasets/suites/ppm100.h"

namespace mbench {

Suite ppm100_suite() {
  Suite suite;
  suite.name = "ppm100";
  suite.summary = "PPM-100: 100 portraits with fine annotations";
  suite.dataset = "ppm100";
  suite.trimap = "ellipse:25";
  suite.conventions = {"aim"};
  suite.rules = "short side 512 into the network, metrics at full size, without trimaps";
  suite.local = "mattes are JPEGs, some images differ from the paper's, and no trimaps are shipped";
  return suite;
}

}  // namespace mbench

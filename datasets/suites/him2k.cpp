#include "datasets/suites/him2k.h"

namespace mbench {

Suite him2k_suite() {
  Suite suite;
  suite.name = "him2k";
  suite.summary = "HIM2K natural: instances of people in photographs, each by itself";
  suite.dataset = "him2k";
  suite.splits = {"natural"};
  suite.trimap = "ellipse:25";
  suite.conventions = {"instmatt-imq"};
  suite.rules =
      "instance matting quality matches predicted to true instances; `mbench score --instances` "
      "computes it";
  suite.local = "here each instance is matted by itself, from a trimap made from its truth";
  return suite;
}

}  // namespace mbench

#include "datasets/suites/rwp636.h"

namespace mbench {

Suite rwp636_suite() {
  Suite suite;
  suite.name = "rwp636";
  suite.summary = "RWP-636: 636 portraits from the wild";
  suite.dataset = "rwp636";
  suite.trimap = "ellipse:25";
  suite.conventions = {"mam", "aim"};
  suite.rules = "MGMatting counts the pixels where its detail map is above 0";
  suite.local = "trimaps are made from the alphas; the shipped maps mark details, not trimaps";
  return suite;
}

}  // namespace mbench

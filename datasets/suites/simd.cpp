#include "datasets/suites/simd.h"

namespace mbench {

Suite simd_suite() {
  Suite suite;
  suite.name = "simd";
  suite.summary = "SIMD test: 89 foregrounds of 20 classes on 10 backgrounds each";
  suite.dataset = "simd";
  suite.splits = {"test"};
  suite.trimap = "trimap";
  suite.conventions = {"matlab"};
  suite.backgrounds = "voc";
  suite.protocol = "simd";
  suite.rules = "composites and trimaps as SIM's own script makes them";
  suite.local = "composites made anew score worse than the paper's";
  return suite;
}

}  // namespace mbench

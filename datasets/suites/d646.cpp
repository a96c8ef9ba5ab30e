#include "datasets/suites/d646.h"

namespace mbench {

Suite d646_suite() {
  Suite suite;
  suite.name = "d646";
  suite.summary = "Distinctions-646 test: 50 foregrounds on 20 backgrounds each";
  suite.dataset = "d646";
  suite.splits = {"test"};
  suite.trimap = "ellipse:25";
  suite.conventions = {"matlab", "vitmatte"};
  suite.region = "whole";
  suite.backgrounds = "voc";
  suite.protocol = "d646";
  suite.rules = "ViTMatte and MEMatte score the whole image";
  suite.local = "no trimaps are shipped: each paper made its own";
  return suite;
}

}  // namespace mbench

#include "datasets/suites/am2k.h"

namespace mbench {

Suite am2k_suite() {
  Suite suite;
  suite.name = "am2k";
  suite.summary = "AM-2k validation: 200 photographs of animals";
  suite.dataset = "am2k";
  suite.splits = {"validation"};
  suite.trimap = "trimap";
  suite.conventions = {"aim"};
  suite.rules = "whole image and trimap parts, as GFM does";
  return suite;
}

}  // namespace mbench

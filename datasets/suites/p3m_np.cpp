#include "datasets/suites/p3m_np.h"

namespace mbench {

Suite p3m_np_suite() {
  Suite suite;
  suite.name = "p3m-np";
  suite.summary = "P3M-500-NP: 500 portraits with faces as they are";
  suite.dataset = "p3m10k";
  suite.splits = {"p3m-500-np"};
  suite.trimap = "trimap";
  suite.conventions = {"aim"};
  suite.rules = "whole image and trimap parts, as P3M does";
  return suite;
}

}  // namespace mbench

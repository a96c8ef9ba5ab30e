#include "datasets/suites/p3m_p.h"

namespace mbench {

Suite p3m_p_suite() {
  Suite suite;
  suite.name = "p3m-p";
  suite.summary = "P3M-500-P: 500 portraits with blurred faces";
  suite.dataset = "p3m10k";
  suite.splits = {"p3m-500-p"};
  suite.trimap = "trimap";
  suite.conventions = {"aim"};
  suite.rules = "whole image and trimap parts, as P3M does";
  return suite;
}

}  // namespace mbench

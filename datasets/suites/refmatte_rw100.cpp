#include "datasets/suites/refmatte_rw100.h"

namespace mbench {

Suite refmatte_rw100_suite() {
  Suite suite;
  suite.name = "refmatte-rw100";
  suite.summary = "RefMatte-RW100: 221 entities on 100 photographs, found by their expressions";
  suite.dataset = "refmatte-rw100";
  suite.trimap = "ellipse:25";
  suite.conventions = {"aim", "mam"};
  suite.rules = "SAD, MSE and MAD over the whole image";
  suite.local =
      "papers give methods an expression or a box; a trimap made from the truth is an easier task";
  return suite;
}

}  // namespace mbench

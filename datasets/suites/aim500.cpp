#include "datasets/suites/aim500.h"

namespace mbench {

Suite aim500_suite() {
  Suite suite;
  suite.name = "aim500";
  suite.summary = "AIM-500: 500 natural images, trimaps of the folder trimap/";
  suite.dataset = "aim500";
  suite.splits = {"test"};
  suite.trimap = "trimap";
  suite.conventions = {"aim", "matlab"};
  suite.rules =
      "automatic methods score the whole image (aim); trimap methods take trimap/, as MEMatte and "
      "AEMatter do";
  return suite;
}

}  // namespace mbench

#include "datasets/suites/demo.h"

#include "datasets/demo_layout.h"

namespace mbench {

Suite demo_suite() {
  Suite suite;
  suite.name = "demo";
  suite.summary = "7 foregrounds over 3 backgrounds each, 21 composites of at most 1024 pixels";
  suite.dataset = "demo";
  suite.trimap = kDemoTrimap;
  suite.conventions = {"matlab"};
  suite.licence = "CC0, public domain, CC BY, CC BY-SA and GPL-2.0-or-later; each in SOURCES.md";
  suite.samples = [] { return demo_composites(data_folder() / "demo"); };
  return suite;
}

}  // namespace mbench

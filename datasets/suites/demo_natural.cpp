#include "datasets/suites/demo_natural.h"

#include "datasets/demo_layout.h"

namespace mbench {

Suite demo_natural_suite() {
  Suite suite;
  suite.name = "demo-natural";
  suite.summary =
      "four photographs of at most 1024 pixels without ground truth: shown, never scored";
  suite.dataset = "demo";
  suite.trimap = "shipped";
  suite.licence = "CC0, public domain, CC BY-SA 3.0 and GPL-2.0-or-later; each in SOURCES.md";
  suite.samples = [] { return demo_natural(data_folder() / "demo"); };
  return suite;
}

}  // namespace mbench

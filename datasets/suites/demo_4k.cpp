#include "datasets/suites/demo_4k.h"

#include "datasets/demo_layout.h"

namespace mbench {

Suite demo_4k_suite() {
  Suite suite;
  suite.name = "demo-4k";
  suite.summary = "one composite of 3840x2160 pixels: who can do 4K at all";
  suite.dataset = "demo";
  suite.trimap = kDemo4kTrimap;
  suite.conventions = {"matlab"};
  suite.licence = "CC0 foreground, CC BY 4.0 background; see SOURCES.md";
  suite.samples = [] { return demo_4k(data_folder() / "demo"); };
  return suite;
}

}  // namespace mbench

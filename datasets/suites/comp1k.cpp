#include "datasets/suites/comp1k.h"

namespace mbench {

Suite comp1k_suite() {
  Suite suite;
  suite.name = "comp1k";
  suite.summary = "Composition-1K test: 50 foregrounds on 20 backgrounds each, shipped trimaps";
  suite.dataset = "comp1k";
  suite.splits = {"test"};
  suite.trimap = "trimap";
  suite.conventions = {"matlab",          "mmagic",          "gca-python",
                       "matlab-indexnet", "indexnet-python", "vitmatte"};
  suite.backgrounds = "voc";
  suite.protocol = "dim";
  suite.rules =
      "official lists, shipped trimaps, Pillow BICUBIC composites; the unknown region counts";
  return suite;
}

}  // namespace mbench

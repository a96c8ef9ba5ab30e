#include "datasets/lint_rules/lint_rules.h"

namespace mbench {

std::string_view to_text(PicturePart part) {
  switch (part) {
    case PicturePart::image:
      return "image";
    case PicturePart::background:
      return "background";
    case PicturePart::alpha:
      return "alpha";
    case PicturePart::trimap:
      break;
  }
  return "trimap";
}

const std::vector<LintRule>& lint_rules() {
  static const std::vector<LintRule> list{
      size_mismatch_rule(),      trimap_contradicts_alpha_rule(),
      trimap_values_rule(),      channels_differ_rule(),
      constant_mattes_rule(),    jpeg_truth_rule(),
      file_headers_rule(),       duplicates_rule(),
      train_test_overlap_rule(), known_leakage_rule(),
  };
  return list;
}

}  // namespace mbench

#pragma once

#include "datasets/finding.h"

#include <span>
#include <string>
#include <string_view>

namespace mbench {

/// Everything that can be wrong with a data set.
enum class FindingCode {
  // told by verify()
  problem,
  left_out,
  wrong_count,
  changed_list,
  changed_pixels,
  // told by both
  undecodable,
  // told by lint()
  size_mismatch,
  trimap_contradicts_alpha,
  trimap_values,
  no_unknown,
  channels_differ,
  empty_matte,
  full_matte,
  jpeg_truth,
  exif_orientation,
  broken_iccp,
  duplicate,
  duplicate_across,
  train_test_overlap,
  known_leakage,
};

/// What is to be known of a code.
struct FindingKind {
  FindingCode code;
  std::string_view name;  ///< "size-mismatch"
  Severity severity;
  Severity exceptional;  ///< in the case that the summary names; mostly the same
  std::string_view summary;
};

/// Every code, in the order of FindingCode.
std::span<const FindingKind> finding_kinds();
const FindingKind& kind_of(FindingCode code);

/// Where something is wrong and how; see Finding.
struct FindingText {
  std::string file;
  std::string sample;
  std::string message;
  std::string remedy;
};

/// The file of a finding that is about the whole data set: its folder.
inline constexpr std::string_view kWholeDataset = ".";

/// A finding with its code's name and severity. All findings are made by these two.
Finding make_finding(FindingCode code, FindingText text);
/// The same in the code's exceptional case.
Finding make_exceptional_finding(FindingCode code, FindingText text);

}  // namespace mbench

#include "datasets/finding_codes.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace mbench {
namespace {

constexpr FindingKind same(FindingCode code, std::string_view name, Severity severity,
                           std::string_view summary) {
  return {code, name, severity, severity, summary};
}

using Code = FindingCode;
using enum Severity;

constexpr std::array kKinds{
    same(Code::problem, "problem", warning,
         "a file without its counterpart, or a list's entry that is nowhere"),
    same(Code::left_out, "left-out", warning,
         "a file or folder that is passed over: a link out of the data set, a name not in UTF-8"),
    same(Code::wrong_count, "wrong-count", error,
         "a split has not as many samples or foregrounds as published"),
    same(Code::changed_list, "changed-list", error, "a list file is not the published one"),
    same(Code::changed_pixels, "changed-pixels", error,
         "a split's pictures are not the published ones"),
    same(Code::undecodable, "undecodable", error, "a file that cannot be read or decoded"),
    same(Code::size_mismatch, "size-mismatch", error,
         "an alpha or a trimap is not as large as its image"),
    FindingKind{Code::trimap_contradicts_alpha, "trimap-contradicts-alpha", warning, error,
                "the trimap calls pixels known that the alpha denies; an error above 1 % of them"},
    same(Code::trimap_values, "trimap-values", error, "a trimap with values beside 0, 128 and 255"),
    same(Code::no_unknown, "no-unknown", warning, "a trimap without unknown pixels"),
    same(Code::channels_differ, "channels-differ", warning,
         "an alpha or a trimap whose channels are not alike"),
    same(Code::empty_matte, "empty-matte", warning, "an alpha that is 0 everywhere"),
    same(Code::full_matte, "full-matte", warning, "an alpha that is opaque everywhere"),
    FindingKind{Code::jpeg_truth, "jpeg-truth", warning, info,
                "an alpha stored as JPEG, so with noise; info where it is published so"},
    same(Code::exif_orientation, "exif-orientation", warning,
         "a picture that some programs turn when they read it"),
    same(Code::broken_iccp, "broken-iccp", info, "a PNG with a colour profile that is none"),
    same(Code::duplicate, "duplicate", warning, "two files of the data set with equal pixels"),
    same(Code::duplicate_across, "duplicate-across", warning,
         "a file with the pixels of another data set's"),
    FindingKind{Code::train_test_overlap, "train-test-overlap", warning, info,
                "a stem in a training and in another split; info where that is known"},
    same(Code::known_leakage, "known-leakage", info,
         "a model or another data set is known to have been trained on this data"),
};

consteval bool is_in_order() {
  for (std::size_t i = 0; i < kKinds.size(); ++i) {
    if (kKinds[i].code != static_cast<FindingCode>(i)) return false;
  }
  return kKinds.back().code == Code::known_leakage;
}
static_assert(is_in_order(), "one line for each FindingCode, in its order");

Finding made(FindingCode code, Severity severity, FindingText text) {
  // A decoder's message may have lines of its own.
  std::replace(text.message.begin(), text.message.end(), '\n', ' ');
  return {std::string(kind_of(code).name),
          severity,
          std::move(text.file),
          std::move(text.sample),
          std::move(text.message),
          std::move(text.remedy)};
}

}  // namespace

std::span<const FindingKind> finding_kinds() { return kKinds; }

const FindingKind& kind_of(FindingCode code) { return kKinds.at(static_cast<std::size_t>(code)); }

Finding make_finding(FindingCode code, FindingText text) {
  return made(code, kind_of(code).severity, std::move(text));
}

Finding make_exceptional_finding(FindingCode code, FindingText text) {
  return made(code, kind_of(code).exceptional, std::move(text));
}

}  // namespace mbench

#include "datasets/finding_codes.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <string>

#include "tests/datasets/planted_defects.h"

namespace mbench {
namespace {

bool is_planted(FindingCode code, Severity severity) {
  return std::any_of(plantings().begin(), plantings().end(), [&](const Planting& planting) {
    return planting.code == code && planting.severity == severity;
  });
}

TEST(FindingCodes, HaveNamesOfTheirOwnInLowerCase) {
  std::set<std::string_view> names;
  for (const FindingKind& kind : finding_kinds()) {
    EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
    EXPECT_EQ(kind.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz-"), std::string::npos)
        << kind.name;
    EXPECT_FALSE(kind.summary.empty()) << kind.name;
  }
}

TEST(FindingCodes, AreEachFoundWhereADefectIsPlanted) {
  for (const FindingKind& kind : finding_kinds()) {
    EXPECT_TRUE(is_planted(kind.code, kind.severity)) << kind.name;
    EXPECT_TRUE(is_planted(kind.code, kind.exceptional)) << kind.name << " in its exception";
  }
}

TEST(FindingCodes, GiveAFindingItsNameAndSeverity) {
  const FindingText text{"a.png", "a", "is odd", "mend it"};
  const Finding usual = make_finding(FindingCode::trimap_contradicts_alpha, text);
  EXPECT_EQ(usual.code, "trimap-contradicts-alpha");
  EXPECT_EQ(usual.severity, Severity::warning);
  EXPECT_EQ(usual.file, "a.png");
  EXPECT_EQ(usual.sample, "a");
  EXPECT_EQ(usual.message, "is odd");
  EXPECT_EQ(usual.remedy, "mend it");
  EXPECT_EQ(make_exceptional_finding(FindingCode::trimap_contradicts_alpha, text).severity,
            Severity::error);
}

TEST(FindingCodes, KeepAMessageOnOneLine) {
  EXPECT_EQ(make_finding(FindingCode::problem, {"", "", "one\ntwo", ""}).message, "one two");
}

}  // namespace
}  // namespace mbench

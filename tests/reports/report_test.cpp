#include "reports/report.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "tests/reports/three_models.h"

namespace mbench {
namespace {

TEST(ReportFormats, AreFoundByTheirNames) {
  for (const ReportFormat& format : report_formats()) {
    EXPECT_EQ(&find_report_format(format.name), &format);
    EXPECT_FALSE(format.summary.empty());
  }
  for (const char* name : {"html", "csv", "json", "md"}) {
    EXPECT_EQ(find_report_format(name).name, name);
  }
}

TEST(ReportFormats, HelpWithAMisspeltName) {
  try {
    find_report_format("jsn");
    FAIL() << "no exception";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "there is no report format named 'jsn'");
    EXPECT_NE(error.hint().find("json"), std::string::npos);
  }
}

TEST(ReportFormats, WriteTheSameBytesForTheSameStore) {
  StoreFixture store;
  put_three_models(store);
  for (const char* name : {"csv", "json", "md"}) {
    for (const bool per_image : {false, true}) {
      ReportOptions options;
      options.per_image = per_image;
      EXPECT_EQ(written(store, name, options), written(store, name, options)) << name;
    }
  }
}

}  // namespace
}  // namespace mbench

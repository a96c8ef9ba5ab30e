#include "reports/markdown_report.h"

#include <gtest/gtest.h>

#include "tests/reports/three_models.h"

namespace mbench {
namespace {

TEST(MarkdownReport, RanksModelsAndMarksTheBest) {
  StoreFixture store;
  put_three_models(store);
  const std::string text = written(store, "md");
  const std::string expected =
      "# mbench leaderboard\n"
      "\n"
      "## demo (matlab)\n"
      "\n"
      "| Model | Setting | Images | SAD (10³) | MSE (10⁻³) | Grad (10³) | Conn (10³) | Latency "
      "(ms) "
      "| Own memory (MiB) | Process (MiB) | Threads | Remarks |\n"
      "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n"
      "| fine | plain, fp32, cpu | 3 | **3.000** | **2.000** | **0.5000** | 3.000 | 20.00 | 390.0 "
      "| 400.0 | 2 |  |\n"
      "| worse | plain, fp32, cpu | 3 | 4.000 | 4.000 | 1.000 | **2.000** | **5.000** | **20.00** "
      "| 120.0 | 2 |  |\n"
      "| partial | plain, fp32, cpu | 1 of 3 † | 0.5000 | 0.5000 | 0.1000 | 0.2000 | 4.000 | 10.00 "
      "| 110.0 | 2 | 1 oom, 1 missing |\n"
      "\n"
      "† The figures rest on a part of the suite";
  EXPECT_EQ(text.substr(0, expected.size()), expected);
}

TEST(MarkdownReport, SaysWhenTheStoreHoldsNothing) {
  StoreFixture store;
  EXPECT_NE(written(store, "md").find("The store holds no results."), std::string::npos);
  ReportOptions options;
  options.per_image = true;
  EXPECT_NE(written(store, "md", options).find("The store holds no results."), std::string::npos);
}

TEST(MarkdownReport, LetsNoNameOrMessageBecomeMarkup) {
  StoreFixture store;
  const std::string model = "a|b*c_d<script>`";
  store.results.put(store.run, store.results.cell_id(cell_of(model, "demo")),
                    failed(result_of(model, "s", 0), RowState::error, "line one\nline | two"));
  ReportOptions options;
  options.title = "<b>title</b>";
  EXPECT_NE(written(store, "md", options).find("# &lt;b\\>title&lt;/b\\>\n"), std::string::npos);
  options.per_image = true;
  const std::string text = written(store, "md", options);
  EXPECT_NE(text.find("| a\\|b\\*c\\_d&lt;script\\>\\` | plain"), std::string::npos) << text;
  EXPECT_NE(text.find("| line one line \\| two |\n"), std::string::npos) << text;
}

TEST(MarkdownReport, HasALineForEachImageIfAsked) {
  StoreFixture store;
  put_three_models(store);
  ReportOptions options;
  options.per_image = true;
  const std::string text = written(store, "md", options);
  EXPECT_NE(text.find("| fine | plain, fp32, cpu | b | ok | 2.000 | 2.000 | 0.2500 | 4.000 | 30.00 "
                      "| 20.00 |  |\n"),
            std::string::npos)
      << text;
  EXPECT_NE(text.find("| partial | plain, fp32, cpu | b | oom | – | – | – | – | – | – | wanted 12 "
                      "GiB, \"had\" 8 |\n"),
            std::string::npos)
      << text;
}

TEST(MarkdownReport, TellsWhichRunsItComesFrom) {
  StoreFixture store;
  EXPECT_NE(written(store, "md").find("From 1 run on 1 machine; the last began "),
            std::string::npos);
  store.results.end_run(store.results.begin_run(run_on("m2")), "interrupted");
  EXPECT_NE(written(store, "md").find("From 2 runs on 2 machines; "), std::string::npos);
  EXPECT_NE(written(store, "md").find("with mbench 0.1.0, interrupted."), std::string::npos);
}

}  // namespace
}  // namespace mbench

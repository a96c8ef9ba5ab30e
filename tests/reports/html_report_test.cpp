#include "reports/html_report.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "core/sha256.h"
#include "reports/base64.h"
#include "reports/metric_display.h"
#include "store/result_store.h"
#include "tests/reports/markup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace mbench {
namespace {

/// What a hostile name looks like in the page's source if nobody escapes it.
const std::string kHostile = R"x(</script><img src=x onerror="alert('&')">)x";
const std::string kHostileEscaped =
    "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;";

class HtmlReport : public ::testing::Test {
 protected:
  HtmlReport()
      : database_(folder_.path() / "store.db", Database::Open::create), results_(database_) {
    ::setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
  }
  ~HtmlReport() override { ::unsetenv("SOURCE_DATE_EPOCH"); }

  void begin_run(const std::string& command = "mbench run", const std::string& machine = "{}") {
    RunRecord run;
    run.started_at = "2026-11-22T18:02:11Z";
    run.program_version = "0.1.0";
    run.command = command;
    run.machine = {sha256(machine), machine};
    run_ = results_.begin_run(run);
  }

  /// One image of a suite of `total`, as a run stores it.
  ResultRecord image(const std::string& suite, const std::string& model, int ordinal) {
    ResultRecord result;
    result.sample = "image-" + std::to_string(ordinal);
    result.ordinal = ordinal;
    result.width = 64;
    result.height = 48;
    result.unknown_pixels = 307;
    result.identity.image_digest = sha256(suite + result.sample);
    result.identity.model = model;
    result.identity.mode = "plain";
    result.identity.precision = "fp32";
    result.identity.device = "cpu";
    result.identity.convention = "matlab";
    result.identity.convention_version = 1;
    return result;
  }

  static void score(ResultRecord& result, double sad, double mse, double latency_ms) {
    result.scores = {{"sad", sad}, {"mse", mse}, {"grad", sad / 2}, {"conn", sad / 4}};
    MeasurementRecord cost;
    cost.threads = 2;
    cost.latency_ms = latency_ms;
    cost.rss_before_bytes = 10 << 20;
    cost.rss_peak_bytes = 30 << 20;
    cost.timings_ns["infer"] = {static_cast<std::int64_t>(latency_ms * 1e6)};
    result.measurement = cost;
  }

  void put(const std::string& suite, const ResultRecord& result, std::int64_t total,
           const std::vector<PreviewRecord>& previews = {}) {
    if (run_ == 0) begin_run();
    CellRecord cell;
    cell.suite = suite;
    cell.model = result.identity.model;
    cell.samples = total;
    results_.put(run_, results_.cell_id(cell), result, previews);
  }

  /// `images` images of one model whose figures are all alike.
  void put_model(const std::string& model, int images, int total, double sad, double latency_ms) {
    for (int i = 0; i < images; ++i) {
      ResultRecord result = image("demo", model, i);
      score(result, sad, sad / 1000, latency_ms);
      put("demo", result, total);
    }
  }

  std::string page(const ReportOptions& options = {}) {
    std::ostringstream out;
    write_html_report(results_, options, out);
    return out.str();
  }

  /// The source of the leaderboard's row of this model.
  static std::string row_of(const std::string& page, const std::string& model) {
    const std::size_t name = page.find("class=\"model\" data-v=\"" + model + "\"");
    if (name == std::string::npos) return {};
    return page.substr(name, page.find("</tr>", name) - name);
  }

  TemporaryFolder folder_;
  Database database_;
  ResultStore results_;
  std::int64_t run_ = 0;
};

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++found;
  return found;
}

TEST_F(HtmlReport, IsWellFormed) {
  put_model("closed-form", 3, 3, 4.0, 900);
  put_model("trimap", 2, 3, 40.0, 0.5);
  EXPECT_EQ(read_markup(page()).fault, "");
}

TEST_F(HtmlReport, GivesEveryIdOnceAndLeadsOnlyToIdsThatAreThere) {
  put_model("closed-form", 3, 3, 4.0, 900);
  put_model("trimap", 3, 3, 40.0, 0.5);
  ResultRecord other = image("demo-image-1", "trimap", 0);
  score(other, 1, 0.001, 1);
  put("demo-image-1", other, 1, {{other.identity.image_digest, "image", "jpeg"}});
  const Markup markup = read_markup(page());
  std::vector<std::string> ids;
  for (const MarkupTag& tag : markup.tags) {
    if (tag.attributes.count("id") != 0) ids.push_back(tag.attributes.at("id"));
  }
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
  for (const MarkupTag& tag : markup.tags) {
    const auto href = tag.attributes.find("href");
    if (href == tag.attributes.end() || href->second[0] != '#') continue;
    EXPECT_TRUE(std::binary_search(ids.begin(), ids.end(), href->second.substr(1))) << href->second;
  }
}

TEST_F(HtmlReport, ShowsHostileTextsOnlyEscaped) {
  begin_run(kHostile, R"({"cpu":")" + std::string("</script><b>cpu & co") + R"("})");
  ResultRecord good = image(kHostile, kHostile, 0);
  good.sample = kHostile;
  score(good, 1, 0.001, 5);
  good.scores.push_back({kHostile, 3.0});
  put(kHostile, good, 3,
      {{good.identity.image_digest, "image", "jpeg"}, {good.identity.key(), "alpha", "jpeg"}});
  ResultRecord bad = image(kHostile, kHostile, 1);
  bad.state = RowState::error;
  bad.message = "no alpha in " + kHostile;
  put(kHostile, bad, 3, {{bad.identity.image_digest, "image", "jpeg"}});
  put(kHostile, image(kHostile, "other", 2), 3);
  ReportOptions options;
  options.title = kHostile;
  options.suite_texts[kHostile] = {kHostile, kHostile};
  const std::string html = page(options);
  const Markup markup = read_markup(html);
  EXPECT_EQ(markup.fault, "");
  EXPECT_EQ(html.find("<img src=x"), std::string::npos);
  EXPECT_EQ(html.find("</script><b>"), std::string::npos);
  EXPECT_EQ(count(html, "</script>"), 1);
  // Title, heading, suite, model, sample, message, command, licence: all are there.
  EXPECT_GE(count(html, kHostileEscaped), 12);
  for (const MarkupTag& tag : markup.tags) {
    for (const auto& [name, value] : tag.attributes) {
      EXPECT_NE(name.substr(0, 2), "on") << tag.name << " has a handler: " << value;
    }
  }
}

TEST_F(HtmlReport, ReplacesBytesThatAreNotText) {
  ResultRecord bad = image("demo", "trimap", 0);
  bad.state = RowState::error;
  bad.message = "cannot read \xFF\x01.png";
  put("demo", bad, 1);
  EXPECT_NE(page().find("cannot read \xEF\xBF\xBD\xEF\xBF\xBD.png"), std::string::npos);
}

TEST_F(HtmlReport, LoadsNothingFromOutside) {
  ResultRecord result = image("demo", "trimap", 0);
  score(result, 1, 0.001, 1);
  put("demo", result, 1,
      {{result.identity.image_digest, "image", "jpeg"}, {result.identity.key(), "alpha", "jpeg"}});
  const std::string html = page();
  const Markup markup = read_markup(html);
  for (const MarkupTag& tag : markup.tags) {
    EXPECT_NE(tag.name, "iframe");
    for (const char* loading : {"src", "href", "srcset", "poster", "data", "action"}) {
      const auto found = tag.attributes.find(loading);
      if (found == tag.attributes.end()) continue;
      const bool inside = found->second.rfind("data:", 0) == 0 || found->second[0] == '#';
      EXPECT_TRUE(inside) << tag.name << " " << loading << " " << found->second.substr(0, 60);
    }
  }
  for (const char* outside : {"url(", "@import", "@font-face", "http:", "https:"}) {
    EXPECT_EQ(markup.style.find(outside), std::string::npos) << outside;
  }
  for (const char* outside : {"http:", "https:", "fetch(", "XMLHttpRequest", "import("}) {
    EXPECT_EQ(markup.script.find(outside), std::string::npos) << outside;
  }
}

TEST_F(HtmlReport, AdmitsOnlyItsOwnStyleAndScript) {
  put_model("trimap", 1, 1, 4.0, 1);
  const Markup markup = read_markup(page());
  std::string policy;
  for (const MarkupTag& tag : markup.named("meta")) {
    const auto kind = tag.attributes.find("http-equiv");
    if (kind != tag.attributes.end()) policy = tag.attributes.at("content");
  }
  const auto expected = [](const std::string& text) {
    std::string bytes;
    const std::string hex = sha256(text);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    }
    return "'sha256-" + base64(bytes) + "'";
  };
  EXPECT_NE(policy.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(policy.find("img-src data:;"), std::string::npos);
  EXPECT_NE(policy.find("style-src " + expected(markup.style) + ";"), std::string::npos);
  EXPECT_NE(policy.find("script-src " + expected(markup.script) + ";"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe"), std::string::npos);
  for (const MarkupTag& tag : markup.tags) EXPECT_EQ(tag.attributes.count("style"), 0U) << tag.name;
}

TEST_F(HtmlReport, MarksTheLowestFigureOfEachColumn) {
  put_model("slow-and-good", 2, 2, 4.0, 900);
  put_model("quick-and-bad", 2, 2, 40.0, 0.5);
  const std::string html = page();
  const std::string good = row_of(html, "slow-and-good");
  const std::string quick = row_of(html, "quick-and-bad");
  // Four metrics against latency and memory, of which both have the same.
  EXPECT_EQ(count(good, "class=\"n best\""), 5);
  EXPECT_EQ(count(quick, "class=\"n best\""), 2);
  EXPECT_NE(good.find("class=\"n best\" data-v=\"4\""), std::string::npos) << good;
  EXPECT_NE(quick.find("class=\"n best\" data-v=\"0.5\""), std::string::npos) << quick;
  EXPECT_EQ(count(good, "hidden-text\"> best"), 5);
}

TEST_F(HtmlReport, NeverMarksARowOverFewerImagesThanTheSuite) {
  put_model("whole", 3, 3, 9.0, 20);
  put_model("part", 2, 3, 1.0, 1);
  const std::string html = page();
  const std::string part = row_of(html, "part");
  EXPECT_EQ(count(part, " best\""), 0);
  EXPECT_NE(part.find("1 not run"), std::string::npos);
  EXPECT_EQ(count(row_of(html, "whole"), "class=\"n best\""), 6);
  EXPECT_LT(html.find("data-v=\"whole\""), html.find("Incomplete:"));
  EXPECT_LT(html.find("Incomplete:"), html.find("data-v=\"part\""));
}

TEST_F(HtmlReport, ShowsTheMeanSquaredErrorInThousandths) {
  put_model("trimap", 1, 1, 5.0, 1);  // MSE 0.005
  const std::string row = row_of(page(), "trimap");
  EXPECT_NE(row.find("data-v=\"5\"><span class=\"value\">5.00</span>"), std::string::npos) << row;
  EXPECT_EQ(row.find("0.005"), std::string::npos);
}

TEST_F(HtmlReport, ShowsTheFiguresOfAnImageInTheUnitsOfTheLeaderboard) {
  ResultRecord result = image("demo", "trimap", 0);
  score(result, 12.5, 0.0375, 250);
  put("demo", result, 1, {{result.identity.image_digest, "image", "jpeg"}});
  const std::string html = page();
  const std::string sample = html.substr(html.find("class=\"sample\""));
  EXPECT_NE(sample.find("<dt>SAD</dt><dd>" + display_number(12.5) + "</dd>"), std::string::npos);
  EXPECT_NE(sample.find("<dt>MSE</dt><dd>" + display_number(37.5) + "</dd>"), std::string::npos);
  EXPECT_NE(sample.find("<dt>ms</dt><dd>" + display_number(250.0) + "</dd>"), std::string::npos);
}

TEST_F(HtmlReport, ShowsNoQualityOfWeightsThatAreMadeUp) {
  for (int i = 0; i < 3; ++i) {
    ResultRecord result = image("demo", "vitmatte", i);
    result.identity.weights_digest = "synthetic:7";
    score(result, 3.25, 0.004, 12);
    put("demo", result, 3, {{result.identity.image_digest, "image", "jpeg"}});
  }
  const std::string html = page();
  EXPECT_EQ(html.find("3.25"), std::string::npos);
  EXPECT_EQ(html.find("class=\"figures\"><dt>SAD"), std::string::npos);
  EXPECT_NE(html.find("class=\"figures\"><dt>ms</dt><dd>"), std::string::npos);
  EXPECT_NE(html.find("synthetic weights"), std::string::npos);
}

TEST_F(HtmlReport, FoldsALongKeyAway) {
  for (int i = 0; i < 13; ++i) put_model("model-" + std::to_string(i), 1, 1, i + 1.0, 1);
  const std::string html = page();
  EXPECT_NE(html.find("<details><summary>13 models</summary>"), std::string::npos);
  EXPECT_EQ(read_markup(html).of_class("chip").size(), 13U);
}

TEST_F(HtmlReport, ShowsWhatIsAbsentAsADashAndNotAsZero) {
  ResultRecord result = image("demo", "trimap", 0);
  result.scores = {{"sad", 2.0}, {"mse", std::nullopt}};
  put("demo", result, 1);
  const std::string row = row_of(page(), "trimap");
  // MSE, latency, p90 and memory; without data-v they are sorted last.
  EXPECT_EQ(count(row, "<td class=\"n\">\xE2\x80\x93</td>"), 4) << row;
  EXPECT_EQ(row.find(">0<"), std::string::npos);
}

TEST_F(HtmlReport, DoesNotScoreASuiteWithoutTruth) {
  ResultRecord result = image("natural", "trimap", 0);
  result.identity.convention.clear();
  result.identity.convention_version = 0;
  score(result, 1, 1, 12);
  result.scores.clear();
  put("natural", result, 1,
      {{result.identity.image_digest, "image", "a"}, {result.identity.key(), "alpha", "b"}});
  const std::string html = page();
  const std::string suite =
      html.substr(html.find("id=\"suite-natural\""),
                  html.find("id=\"provenance\"") - html.find("id=\"suite-natural\""));
  EXPECT_EQ(suite.find("SAD"), std::string::npos);
  EXPECT_EQ(suite.find("Truth"), std::string::npos);
  EXPECT_NE(suite.find("no ground truth"), std::string::npos);
  EXPECT_NE(suite.find("Latency"), std::string::npos);
  EXPECT_NE(suite.find("alt=\"trimap of image-0\""), std::string::npos);
}

TEST_F(HtmlReport, ShowsEachPictureOfAnImageWithItsAltText) {
  ResultRecord result = image("demo", "closed-form", 0);
  score(result, 1, 0.001, 12);
  const std::string& digest = result.identity.image_digest;
  const std::string key = result.identity.key();
  put("demo", result, 1,
      {{digest, "image", "one"},
       {digest, "trimap", "two"},
       {digest, "truth", "three"},
       {key, "alpha", "four"},
       {key, "error", "five"}});
  std::map<std::string, std::string> pictures;
  for (const MarkupTag& tag : read_markup(page()).named("img")) {
    pictures[tag.attributes.at("alt")] = tag.attributes.at("src");
    EXPECT_EQ(tag.attributes.at("width"), "64");
    EXPECT_EQ(tag.attributes.at("height"), "48");
  }
  const std::string head = "data:image/jpeg;base64,";
  const std::map<std::string, std::string> expected = {
      {"Image of image-0", head + "b25l"},
      {"Trimap of image-0", head + "dHdv"},
      {"Truth of image-0", head + "dGhyZWU="},
      {"closed-form of image-0", head + "Zm91cg=="},
      {"closed-form, error of image-0", head + "Zml2ZQ=="},
  };
  EXPECT_EQ(pictures, expected);
}

TEST_F(HtmlReport, ShowsAsManyImagesAsAskedAndSaysOfHowMany) {
  for (int i = 0; i < 5; ++i) {
    ResultRecord result = image("demo", "trimap", i);
    score(result, i, 0.001, 12);
    put("demo", result, 5, {{result.identity.image_digest, "image", "jpeg"}});
  }
  ReportOptions options;
  options.gallery_samples = 2;
  const std::string html = page(options);
  EXPECT_EQ(read_markup(html).of_class("sample").size(), 2U);
  EXPECT_NE(html.find("2 of 5"), std::string::npos);
  EXPECT_NE(html.find("data-name=\"image-1\""), std::string::npos);
  EXPECT_EQ(html.find("image-2"), std::string::npos);
  options.per_image = true;
  EXPECT_NE(page(options).find("image-4"), std::string::npos);
}

TEST_F(HtmlReport, NamesStateAndMessageOfImagesWithoutAnAnswer) {
  put_model("quick", 3, 3, 4.0, 1);
  for (int i = 0; i < 3; ++i) {
    ResultRecord result = image("demo", "slow", i);
    result.state = i == 0 ? RowState::oom : RowState::timeout;
    result.message = i == 0 ? "needed 9 GiB" : "not done after 120 s";
    put("demo", result, 3);
  }
  const std::string html = page();
  const std::string table = html.substr(html.find("<h3>Images without an answer"));
  EXPECT_NE(table.find("needed 9 GiB"), std::string::npos);
  EXPECT_EQ(count(table, "data-v=\"not done after 120 s\""), 1) << "alike rows share a line";
  EXPECT_NE(table.find("image-1, image-2"), std::string::npos);
  const std::string row = row_of(html, "slow");
  EXPECT_NE(row.find("1 oom"), std::string::npos);
  EXPECT_NE(row.find("2 timeout"), std::string::npos);
}

TEST_F(HtmlReport, DrawsASignForEachModelInBothScatters) {
  put_model("a", 3, 3, 4.0, 900);
  put_model("b", 3, 3, 40.0, 0.5);
  put_model("c", 2, 3, 20.0, 3);
  const Markup markup = read_markup(page());
  EXPECT_EQ(markup.of_class("point").size(), 6U);
  EXPECT_EQ(markup.of_class("partial").size(), 3U) << "two hollow signs and the row";
  EXPECT_EQ(markup.of_class("spread").size(), 2U) << "two images are too few for quartiles";
}

TEST_F(HtmlReport, TellsItsFiguresWithoutTheScript) {
  put_model("closed-form", 3, 3, 4.0, 900);
  std::string html = page();
  const std::size_t script = html.find("<script>");
  html.erase(script, html.find("</script>") - script);
  EXPECT_NE(row_of(html, "closed-form").find(">4.00</span>"), std::string::npos);
  for (const MarkupTag& tag : read_markup(page()).tags) {
    EXPECT_EQ(tag.attributes.count("hidden"), 0U) << tag.name;
    EXPECT_NE(tag.name, "button") << "nothing that does nothing";
  }
}

TEST_F(HtmlReport, SaysWhatToDoWithAnEmptyStore) {
  const std::string html = page();
  EXPECT_EQ(read_markup(html).fault, "");
  EXPECT_NE(html.find("mbench run --suite demo"), std::string::npos);
}

TEST_F(HtmlReport, RefusesASuiteThatTheStoreDoesNotHold) {
  put_model("trimap", 1, 1, 1, 1);
  ReportOptions options;
  options.suites = {"dmeo"};
  EXPECT_THROW(page(options), UsageError);
}

TEST_F(HtmlReport, IsTheSamePageForTheSameStoreAndMoment) {
  put_model("closed-form", 3, 3, 4.0, 900);
  const std::string html = page();
  EXPECT_EQ(html, page());
  EXPECT_NE(html.find("2023-11-14 22:13 UTC"), std::string::npos);
  ::setenv("SOURCE_DATE_EPOCH", "yesterday", 1);
  EXPECT_THROW(page(), UsageError);
}

TEST_F(HtmlReport, HasTheSameDarkColoursByChoiceAsByTheSystem) {
  const std::string style = read_markup(page()).style;
  std::vector<std::map<std::string, std::string>> palettes;
  for (const char* head : {":root:not([data-theme=\"light\"]) {", ":root[data-theme=\"dark\"] {"}) {
    const std::size_t start = style.find(head);
    ASSERT_NE(start, std::string::npos) << head;
    std::istringstream block(style.substr(start, style.find('}', start) - start));
    auto& palette = palettes.emplace_back();
    for (std::string name, value; block >> name;) {
      if (name.rfind("--", 0) == 0 && block >> value) palette[name] = value;
    }
  }
  EXPECT_GT(palettes[0].size(), 20U);
  EXPECT_EQ(palettes[0], palettes[1]);
}

/// Remembers the longest piece that was written at once.
class PieceBuffer : public std::streambuf {
 public:
  std::streamsize longest = 0;

 protected:
  std::streamsize xsputn(const char*, std::streamsize size) override {
    longest = std::max(longest, size);
    return size;
  }
  int_type overflow(int_type c) override { return c; }
};

TEST_F(HtmlReport, WritesPicturesPieceByPiece) {
  ResultRecord result = image("demo", "trimap", 0);
  score(result, 1, 0.001, 1);
  put("demo", result, 1, {{result.identity.image_digest, "image", std::string(3 << 20, 'x')}});
  PieceBuffer buffer;
  std::ostream out(&buffer);
  write_html_report(results_, {}, out);
  EXPECT_LT(buffer.longest, 64 << 10);
}

}  // namespace
}  // namespace mbench

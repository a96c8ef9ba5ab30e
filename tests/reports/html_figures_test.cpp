// What the page says of models and images.

#include "reports/metric_display.h"
#include "tests/reports/html_page.h"
#include "tests/reports/markup.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

using HtmlFigures = HtmlPage;

TEST_F(HtmlFigures, MarksTheLowestFigureOfEachColumn) {
  put_model("slow-and-good", 2, 2, 4.0, 900);
  put_model("quick-and-bad", 2, 2, 40.0, 0.5);
  const std::string html = page();
  const std::string good = row_of(html, "slow-and-good");
  const std::string quick = row_of(html, "quick-and-bad");
  // Four metrics against latency and memory, of which both have the same.
  EXPECT_EQ(occurrences(good, "class=\"n best\""), 5);
  EXPECT_EQ(occurrences(quick, "class=\"n best\""), 2);
  EXPECT_NE(good.find("class=\"n best\" data-v=\"4\""), std::string::npos) << good;
  EXPECT_NE(quick.find("class=\"n best\" data-v=\"0.5\""), std::string::npos) << quick;
  EXPECT_EQ(occurrences(good, "hidden-text\"> best"), 5);
}

TEST_F(HtmlFigures, NeverMarksARowOverFewerImagesThanTheSuite) {
  put_model("whole", 3, 3, 9.0, 20);
  put_model("part", 2, 3, 1.0, 1);
  const std::string html = page();
  const std::string part = row_of(html, "part");
  EXPECT_EQ(occurrences(part, " best\""), 0);
  EXPECT_NE(part.find("1 not run"), std::string::npos);
  EXPECT_EQ(occurrences(row_of(html, "whole"), "class=\"n best\""), 6);
  EXPECT_LT(html.find("data-v=\"whole\""), html.find("Incomplete:"));
  EXPECT_LT(html.find("Incomplete:"), html.find("data-v=\"part\""));
}

TEST_F(HtmlFigures, ShowsTheMeanSquaredErrorInThousandths) {
  put_model("trimap", 1, 1, 5.0, 1);  // MSE 0.005
  const std::string row = row_of(page(), "trimap");
  EXPECT_NE(row.find("data-v=\"5\"><span class=\"value\">5.00</span>"), std::string::npos) << row;
  EXPECT_EQ(row.find("0.005"), std::string::npos);
}

TEST_F(HtmlFigures, ShowsTheFiguresOfAnImageInTheUnitsOfTheLeaderboard) {
  ResultRecord result = image("demo", "trimap", 0);
  score(result, 12.5, 0.0375, 250);
  put("demo", result, 1, {{result.identity.image_digest, "image", "jpeg"}});
  const std::string html = page();
  const std::string sample = html.substr(html.find("class=\"sample\""));
  EXPECT_NE(sample.find("<dt>SAD</dt><dd>" + display_number(12.5) + "</dd>"), std::string::npos);
  EXPECT_NE(sample.find("<dt>MSE</dt><dd>" + display_number(37.5) + "</dd>"), std::string::npos);
  EXPECT_NE(sample.find("<dt>ms</dt><dd>" + display_number(250.0) + "</dd>"), std::string::npos);
}

TEST_F(HtmlFigures, ShowsNoQualityOfWeightsThatAreMadeUp) {
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

TEST_F(HtmlFigures, FoldsALongKeyAway) {
  for (int i = 0; i < 13; ++i) put_model("model-" + std::to_string(i), 1, 1, i + 1.0, 1);
  const std::string html = page();
  EXPECT_NE(html.find("<details><summary>13 models</summary>"), std::string::npos);
  EXPECT_EQ(read_markup(html).of_class("chip").size(), 13U);
}

TEST_F(HtmlFigures, ShowsWhatIsAbsentAsADashAndNotAsZero) {
  ResultRecord result = image("demo", "trimap", 0);
  result.scores = {{"sad", 2.0}, {"mse", std::nullopt}};
  put("demo", result, 1);
  const std::string row = row_of(page(), "trimap");
  // MSE, latency, p90 and memory; without data-v they are sorted last.
  EXPECT_EQ(occurrences(row, "<td class=\"n\">\xE2\x80\x93</td>"), 4) << row;
  EXPECT_EQ(row.find(">0<"), std::string::npos);
}

TEST_F(HtmlFigures, DoesNotScoreASuiteWithoutTruth) {
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

TEST_F(HtmlFigures, ShowsEachPictureOfAnImageWithItsAltText) {
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

TEST_F(HtmlFigures, ShowsAsManyImagesAsAskedAndSaysOfHowMany) {
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

TEST_F(HtmlFigures, NamesStateAndMessageOfImagesWithoutAnAnswer) {
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
  EXPECT_EQ(occurrences(table, "data-v=\"not done after 120 s\""), 1) << "alike rows share a line";
  EXPECT_NE(table.find("image-1, image-2"), std::string::npos);
  const std::string row = row_of(html, "slow");
  EXPECT_NE(row.find("1 oom"), std::string::npos);
  EXPECT_NE(row.find("2 timeout"), std::string::npos);
}

TEST_F(HtmlFigures, DrawsASignForEachModelInBothScatters) {
  put_model("a", 3, 3, 4.0, 900);
  put_model("b", 3, 3, 40.0, 0.5);
  put_model("c", 2, 3, 20.0, 3);
  const Markup markup = read_markup(page());
  EXPECT_EQ(markup.of_class("point").size(), 6U);
  EXPECT_EQ(markup.of_class("partial").size(), 3U) << "two hollow signs and the row";
  EXPECT_EQ(markup.of_class("spread").size(), 2U) << "two images are too few for quartiles";
}

}  // namespace
}  // namespace mbench

#include "core/error.h"
#include "core/sha256.h"
#include "reports/base64.h"
#include "tests/reports/html_page.h"
#include "tests/reports/markup.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

namespace mbench {
namespace {

using HtmlReport = HtmlPage;

/// What a hostile name looks like in the page's source if nobody escapes it.
const std::string kHostile = R"x(</script><img src=x onerror="alert('&')">)x";
const std::string kHostileEscaped =
    "&lt;/script&gt;&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;";

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
  EXPECT_EQ(occurrences(html, "</script>"), 1);
  // Title, heading, suite, model, sample, message, command, licence: all are there.
  EXPECT_GE(occurrences(html, kHostileEscaped), 12);
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

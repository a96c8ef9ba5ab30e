#include "reports/contact_sheet.h"

#include "tests/reports/markup.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

namespace mbench {
namespace {

using Json = nlohmann::json;

/// What a hostile name looks like in the page's source if nobody escapes it.
const std::string kHostile = R"x(</script><!--<img src=x onerror="alert('&')">)x";
const std::string kHostileEscaped =
    "&lt;/script&gt;&lt;!--&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;";

ContactSample sample_named(const std::string& name) {
  ContactSample sample;
  sample.name = name;
  sample.split = "test";
  sample.category = "animal";
  sample.width = 1920;
  sample.height = 1080;
  sample.unknown_share = 0.1234;
  sample.expressions = {"the cat", "a grey cat"};
  sample.pictures = {
      {{"Image", "a.jpg", 160, 90, ""}, {"Alpha", "b.jpg", 160, 90, ""}, {"Trimap", "", 0, 0, ""}}};
  return sample;
}

ContactSheet sheet_of(std::vector<ContactSample> samples) {
  ContactSheet sheet;
  sheet.title = "mine";
  sheet.folder = "index_files";
  sheet.total = samples.size();
  sheet.samples = std::move(samples);
  return sheet;
}

std::string page_of(const ContactSheet& sheet) {
  std::ostringstream out;
  write_contact_sheet(out, sheet, "2026-11-22 19:14 UTC");
  return out.str();
}

/// The table that the page's script reads.
Json table_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"table\">";
  const std::size_t start = page.find(begin) + begin.size();
  return Json::parse(page.substr(start, page.find("</script>", start) - start));
}

TEST(ContactSheet, IsWellFormedAndShowsWhatIsKnown) {
  const std::string page = page_of(sheet_of({sample_named("cat")}));
  const Markup markup = read_markup(page);
  EXPECT_EQ(markup.fault, "");
  EXPECT_NE(markup.text.find("1920\u00A0×\u00A01080\u00A0px"), std::string::npos);
  EXPECT_NE(markup.text.find("12.3\u00A0%\u00A0unknown"), std::string::npos);
  EXPECT_NE(markup.text.find("“the cat” “a grey cat”"), std::string::npos);
  const auto images = markup.named("img");
  ASSERT_EQ(images.size(), 2U);
  EXPECT_EQ(images[0].attributes.at("src"), "./index_files/a.jpg");
  EXPECT_EQ(images[0].attributes.at("width"), "160");
  EXPECT_EQ(images[0].attributes.at("height"), "90");
  EXPECT_EQ(images[0].attributes.at("loading"), "lazy");
  EXPECT_EQ(images[0].attributes.at("alt"), "Image of cat");
}

TEST(ContactSheet, AsksForNothingFromElsewhere) {
  const std::string page = page_of(sheet_of({sample_named("cat")}));
  const Markup markup = read_markup(page);
  for (const MarkupTag& tag : markup.tags) {
    for (const char* attribute : {"src", "href"}) {
      const auto found = tag.attributes.find(attribute);
      if (found == tag.attributes.end()) continue;
      EXPECT_EQ(found->second.find("http"), std::string::npos) << tag.name;
      EXPECT_NE(found->second.substr(0, 2), "//") << tag.name;
    }
  }
  std::string policy;
  for (const MarkupTag& tag : markup.named("meta")) {
    const auto kind = tag.attributes.find("http-equiv");
    if (kind != tag.attributes.end()) policy = tag.attributes.at("content");
  }
  EXPECT_EQ(policy.find("default-src 'none'; img-src 'self' file: data:; style-src 'sha256-"), 0U)
      << policy;
  EXPECT_EQ(policy.find("unsafe"), std::string::npos) << policy;
}

TEST(ContactSheet, EscapesHostileTexts) {
  ContactSample sample = sample_named(kHostile);
  sample.split = sample.category = kHostile;
  sample.expressions = {kHostile};
  sample.pictures[1] = {"Alpha", "", 0, 0, kHostile};
  ContactSheet sheet = sheet_of({sample});
  sheet.title = kHostile;
  sheet.facts = {kHostile};
  sheet.folder = kHostile;
  const std::string page = page_of(sheet);
  const Markup markup = read_markup(page);
  EXPECT_EQ(markup.fault, "");
  EXPECT_EQ(page.find("<img src=x"), std::string::npos);
  EXPECT_NE(page.find("<h2 title=\"" + kHostileEscaped + "\">" + kHostileEscaped),
            std::string::npos);
  const Json table = table_of(page);
  EXPECT_EQ(table["samples"][0][0], kHostile);
  EXPECT_EQ(table["splits"][0], kHostile);
  EXPECT_EQ(table["samples"][0][8][1], kHostile);
  EXPECT_EQ(markup.named("img")[0].attributes.at("src"),
            "./%3C%2Fscript%3E%3C%21--%3Cimg%20src%3Dx%20onerror%3D%22alert%28%27%26%27%29%22%3E/"
            "a.jpg");
}

TEST(ContactSheet, HoldsBytesThatAreNotUtf8) {
  const std::string page = page_of(sheet_of({sample_named("caf\xE9\x01")}));
  EXPECT_EQ(read_markup(page).fault, "");
  EXPECT_NE(page.find("caf\xEF\xBF\xBD"), std::string::npos);
}

TEST(ContactSheet, SaysWhatCannotBeRead) {
  ContactSample sample = sample_named("cat");
  sample.pictures[0] = {"Image", "", 0, 0, "cat.png is truncated"};
  const Markup markup = read_markup(page_of(sheet_of({sample})));
  EXPECT_EQ(markup.fault, "");
  EXPECT_EQ(markup.of_class("bad").size(), 1U);
  EXPECT_NE(markup.text.find("cannot be read"), std::string::npos);
  EXPECT_NE(markup.text.find("cat.png is truncated"), std::string::npos);
}

TEST(ContactSheet, DrawsTheFirstPageAndListsAll) {
  std::vector<ContactSample> samples;
  for (std::size_t i = 0; i <= kContactFirstPage; ++i) {
    samples.push_back(sample_named("s" + std::to_string(i)));
  }
  ContactSheet sheet = sheet_of(samples);
  sheet.total = 43'100;
  const std::string page = page_of(sheet);
  const Markup markup = read_markup(page);
  EXPECT_EQ(markup.fault, "");
  EXPECT_EQ(markup.of_class("cell").size(), kContactFirstPage);
  EXPECT_NE(markup.text.find("the first 60 of 61"), std::string::npos);
  const Json table = table_of(page);
  ASSERT_EQ(table["samples"].size(), kContactFirstPage + 1);
  EXPECT_EQ(table["samples"][60][0], "s60");
  EXPECT_EQ(table["categories"], Json::array({"animal"}));
}

TEST(ContactSheet, HasNoNumberForWhatIsNotKnown) {
  ContactSample sample;
  sample.name = "bare";
  const std::string page = page_of(sheet_of({sample}));
  const Markup markup = read_markup(page);
  EXPECT_EQ(markup.fault, "");
  EXPECT_EQ(markup.named("img").size(), 0U);
  EXPECT_EQ(markup.text.find("unknown"), std::string::npos);
  EXPECT_EQ(table_of(page)["samples"][0][5], Json());
}

TEST(ContactSheet, SaysSoWhenThereIsNothing) {
  const Markup markup = read_markup(page_of(sheet_of({})));
  EXPECT_EQ(markup.fault, "");
  EXPECT_NE(markup.text.find("No sample was chosen"), std::string::npos);
}

}  // namespace
}  // namespace mbench

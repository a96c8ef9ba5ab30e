#include "synth/composite_manifest.h"

#include <gtest/gtest.h>

#include <thread>

#include "core/error.h"

namespace mbench {
namespace {

const std::string kDigest(64, 'a');

CompositeHeader header() {
  CompositeHeader header;
  header.protocol = "dim";
  header.version = 1;
  header.split = "test";
  header.parameters = {{"resampler", "pillow-bicubic"}};
  header.composites = 2;
  header.lists = {{{"/data/fg.txt", kDigest}, "test_fg_names.txt"},
                  {{"/data/bg.txt", kDigest}, ""}};
  return header;
}

CompositeRow row(const std::string& name) {
  CompositeRow row;
  row.name = name;
  row.image = "merged/" + name + ".png";
  row.width = 640;
  row.height = 480;
  row.sha256 = kDigest;
  row.bytes = 5'000'000'000;
  row.alpha = "alpha_copy/" + name + ".png";
  row.alpha_sha256 = std::string(64, 'b');
  row.trimap = "trimaps/" + name + ".png";
  row.trimap_sha256 = std::string(64, 'c');
  row.foreground = {"/data/fg/a \"b\".png", kDigest};
  row.foreground_alpha = {"/data/alpha/a.png", kDigest};
  row.background = {"/data/bg/1.jpg", kDigest};
  row.shipped_trimap = {"/data/trimaps/a_0.png", kDigest};
  return row;
}

std::string text() { return composite_manifest_text({header(), {row("a_0"), row("a_1")}, {}}); }

CompositeManifest parsed(const std::string& text) {
  return parse_composite_manifest(text, "composites.jsonl");
}

TEST(CompositeManifest, IsReadAsItWasWritten) {
  const CompositeManifest read = parsed(text());
  EXPECT_EQ(composite_manifest_text(read), text());
  EXPECT_TRUE(read.damaged_lines.empty());
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[1].bytes, 5'000'000'000);
  EXPECT_EQ(read.rows[0].foreground.file, "/data/fg/a \"b\".png");
  EXPECT_EQ(read.header.lists[0].copy, "test_fg_names.txt");
  EXPECT_EQ(read.header.lists[1].copy, "");
}

TEST(CompositeManifest, NeedsNoTrimaps) {
  CompositeRow bare = row("a_0");
  bare.trimap.clear();
  bare.trimap_sha256.clear();
  bare.shipped_trimap = {};
  const std::string written = composite_manifest_text({header(), {bare}, {}});
  EXPECT_EQ(written.find("trimap"), std::string::npos);
  EXPECT_EQ(composite_manifest_text(parsed(written)), written);
}

TEST(CompositeManifest, SaysInEachRowByWhichProtocolItWasMade) {
  const std::string second = text().substr(text().find('\n') + 1);
  EXPECT_NE(second.find(R"("protocol":"dim","version":1)"), std::string::npos) << second;
}

TEST(CompositeManifest, OfAKilledBuildLacksOnlyItsLastLine) {
  const std::string whole = text();
  const std::size_t rows = whole.find('\n') + 1;
  for (std::size_t size = rows; size < whole.size(); ++size) {
    const CompositeManifest read = parsed(whole.substr(0, size));
    ASSERT_LE(read.rows.size(), 1U);
    ASSERT_LE(read.damaged_lines.size(), 1U) << size;
  }
  EXPECT_EQ(parsed(whole.substr(0, whole.size() - 1)).rows.size(), 1U) << "a line needs its end";
}

TEST(CompositeManifest, PassesOverDamagedLinesAndNamesThem) {
  std::string spoilt = text();
  spoilt.insert(spoilt.find('\n') + 1, std::string("{\"name\":\n\0\0\0\n[]\n", 16));
  const CompositeManifest read = parsed(spoilt);
  EXPECT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.damaged_lines, (std::vector<int>{2, 3, 4}));
}

TEST(CompositeManifest, TakesTheLaterOfTwoRowsForOneImage) {
  CompositeRow later = row("a_0");
  later.sha256 = std::string(64, 'd');
  const CompositeManifest read =
      parsed(composite_manifest_text({header(), {row("a_0"), row("a_1"), later}, {}}));
  ASSERT_EQ(read.rows.size(), 2U);
  EXPECT_EQ(read.rows[0].sha256, later.sha256);
}

TEST(CompositeManifest, LeadsNobodyOutOfItsFolder) {
  for (const char* path : {"/etc/passwd", "../outside.png", "merged/../../outside.png", "", ".",
                           "merged//a.png", "merged/./a.png"}) {
    CompositeRow bad = row("a_0");
    bad.image = path;
    EXPECT_EQ(parsed(composite_manifest_text({header(), {bad}, {}})).rows.size(), 0U) << path;
    bad = row("a_0");
    bad.alpha = path;
    EXPECT_EQ(parsed(composite_manifest_text({header(), {bad}, {}})).rows.size(), 0U) << path;
  }
}

TEST(CompositeManifest, RefusesRowsThatCannotBe) {
  const std::string line = composite_manifest_text({header(), {row("a_0")}, {}});
  const auto replaced = [&](const std::string& from, const std::string& to) {
    std::string changed = line;
    const std::size_t row_begin = changed.find('\n');
    const std::size_t place = changed.find(from, row_begin);
    EXPECT_NE(place, std::string::npos) << from;
    changed.replace(place, from.size(), to);
    return parsed(changed).rows.size();
  };
  EXPECT_EQ(replaced("\"width\":640", "\"width\":640"), 1U);
  EXPECT_EQ(replaced("\"width\":640", "\"width\":-1"), 0U);
  EXPECT_EQ(replaced("\"width\":640", "\"width\":\"640\""), 0U);
  EXPECT_EQ(replaced("\"width\":640", "\"width\":1e3"), 0U);
  EXPECT_EQ(replaced("\"bytes\":5000000000", "\"bytes\":18446744073709551615"), 0U);
  EXPECT_EQ(replaced("\"sha256\":\"a", "\"sha256\":\"g"), 0U);
  EXPECT_EQ(replaced("\"sha256\":\"a", "\"sha256\":\""), 0U);
  EXPECT_EQ(replaced("\"protocol\":\"dim\"", "\"protocol\":\"d646\""), 0U);
  EXPECT_EQ(replaced("\"version\":1", "\"version\":2"), 0U);
  EXPECT_EQ(replaced("\"background\":{", "\"back\":{"), 0U);
}

TEST(CompositeManifest, RefusesWhatIsNone) {
  for (const char* other :
       {"", "{}", "[]\n", "null\n", "{\"image\": \"a.png\"}\n", "\0",
        R"({"mbench":"scenes","format":1,"protocol":"dim","version":1,"split":"test"})"}) {
    try {
      parsed(other);
      FAIL() << other;
    } catch (const DataError& error) {
      EXPECT_STREQ(error.what(), "composites.jsonl is no manifest of composites");
    }
  }
  EXPECT_THROW(read_composite_manifest("/not/there"), DataError);
}

TEST(CompositeJournal, TakesRowsOfSeveralThreads) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / kCompositeManifest;
  write_file_atomically(path, composite_manifest_text({header(), {}, {}}));
  {
    CompositeJournal journal(path, header());
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&journal, t] {
        for (int i = 0; i < 50; ++i) journal.append(row(std::to_string(100 * t + i)));
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  const CompositeManifest read = read_composite_manifest(path);
  EXPECT_EQ(read.rows.size(), 200U);
  EXPECT_TRUE(read.damaged_lines.empty());
}

TEST(CompositeJournal, SaysWhenTheDiskIsFull) {
  CompositeJournal journal("/dev/full", header());
  try {
    journal.append(row("a_0"));
    FAIL() << "nothing was thrown";
  } catch (const DataError& error) {
    EXPECT_STREQ(error.what(), "cannot write /dev/full: No space left on device");
    EXPECT_EQ(error.hint(), "free some space and run the same command again");
  }
}

}  // namespace
}  // namespace mbench

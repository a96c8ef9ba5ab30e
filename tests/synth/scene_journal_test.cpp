#include "synth/scene/scene_journal.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "core/error.h"

namespace mbench {
namespace {

using Record = SceneJournal::Record;
using Numbers = std::vector<std::uint64_t>;

const Record kHeader{{"format", "mbench scenes"}, {"seed", 1}};

Record scene(std::uint64_t number, const std::string& text = "") {
  return {{"scene", number}, {"text", text}};
}

bool keep_all(const Record&) { return true; }

class SceneJournalFile : public testing::Test {
 protected:
  std::string text() const { return read_text(path_); }
  void cut(std::size_t bytes) const {
    const std::string whole = text();
    write_file_atomically(path_, std::string_view(whole).substr(0, whole.size() - bytes));
  }
  Numbers numbers() const { return SceneJournal(path_, kHeader, keep_all).numbers(); }

  const TemporaryFolder folder_;
  const fs::path path_ = folder_.path() / "deep/scenes.jsonl";
};

TEST_F(SceneJournalFile, RemembersWhatWasNoted) {
  {
    SceneJournal journal(path_, kHeader, keep_all);
    for (const std::uint64_t number : {5U, 0U, 3U}) journal.append(scene(number));
    EXPECT_EQ(journal.numbers(), Numbers({0, 3, 5}));
  }
  SceneJournal journal(path_, kHeader, [](const Record& record) { return record["scene"] != 3; });
  EXPECT_EQ(journal.numbers(), Numbers({0, 5}));
  journal.sort();
  EXPECT_EQ(text(), kHeader.dump() + "\n" + scene(0).dump() + "\n" + scene(5).dump() + "\n");
}

TEST_F(SceneJournalFile, DropsALineThatWasCutOff) {
  {
    SceneJournal journal(path_, kHeader, keep_all);
    journal.append(scene(0));
    journal.append(scene(1, std::string(1000, 'x')));
  }
  cut(10);
  {
    SceneJournal journal(path_, kHeader, keep_all);
    EXPECT_EQ(journal.numbers(), Numbers({0}));
    journal.append(scene(2));
    EXPECT_EQ(text(), kHeader.dump() + "\n" + scene(0).dump() + "\n" + scene(2).dump() + "\n");
  }
  EXPECT_EQ(numbers(), Numbers({0, 2}));
}

TEST_F(SceneJournalFile, SurvivesACutAtEveryByte) {
  std::string whole;
  {
    SceneJournal journal(path_, kHeader, keep_all);
    journal.append(scene(0, "a"));
    journal.append(scene(1, "b"));
    whole = text();
  }
  const std::size_t first = kHeader.dump().size() + 1 + scene(0, "a").dump().size() + 1;
  for (std::size_t size = 0; size <= whole.size(); ++size) {
    write_file_atomically(path_, std::string_view(whole).substr(0, size));
    {
      SceneJournal journal(path_, kHeader, keep_all);
      const std::size_t wanted = size == whole.size() ? 2 : size >= first ? 1 : 0;
      EXPECT_EQ(journal.numbers().size(), wanted) << size;
      journal.append(scene(7));
    }
    EXPECT_EQ(numbers().back(), 7U) << size;
  }
}

TEST_F(SceneJournalFile, TakesTheLaterOfTwoRecordsOfOneScene) {
  SceneJournal journal(path_, kHeader, keep_all);
  journal.append(scene(4, "old"));
  journal.append(scene(4, "new"));
  std::vector<Record> records;
  journal.each([&](const Record& record) { records.push_back(record); });
  ASSERT_EQ(records.size(), 1U);
  EXPECT_EQ(records[0]["text"], "new");
}

TEST_F(SceneJournalFile, PassesOverWhatIsNoRecord) {
  write_file_atomically(
      path_, kHeader.dump() + "\nnonsense\n[]\n{\"scene\": \"x\"}\n" + scene(2).dump() + "\n");
  EXPECT_EQ(numbers(), Numbers({2}));
}

TEST_F(SceneJournalFile, IsWrittenByOneProcessAtATime) {
  const SceneJournal first(path_, kHeader, keep_all);
  try {
    const SceneJournal second(path_, kHeader, keep_all);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("being written by another"), std::string::npos);
  }
}

TEST_F(SceneJournalFile, NamesWhatDiffersInTheHeader) {
  {
    SceneJournal journal(path_, kHeader, keep_all);
    journal.append(scene(0));
  }
  Record other = kHeader;
  other["size"] = "640x480";
  try {
    const SceneJournal journal(path_, other, keep_all);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("its size is null, not \"640x480\""),
              std::string::npos)
        << error.what();
  }
}

TEST_F(SceneJournalFile, BeginsAnewUnderAnotherHeaderWhereNoSceneIsLeft) {
  {
    SceneJournal journal(path_, kHeader, keep_all);
    journal.append(scene(0));
  }
  const Record other{{"format", "mbench scenes"}, {"seed", 2}};
  {
    SceneJournal journal(path_, other, [](const Record&) { return false; });
    EXPECT_TRUE(journal.numbers().empty());
  }
  EXPECT_EQ(text(), other.dump() + "\n");
}

}  // namespace
}  // namespace mbench

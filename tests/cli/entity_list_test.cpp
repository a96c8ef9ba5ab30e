#include "cli/entity_list.h"

#include <gtest/gtest.h>

#include "core/error.h"
#include "core/image_io.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

class EntityList : public testing::Test {
 protected:
  EntityList() {
    for (const char* name : {"cat-03", "dog", "glass bowl"}) put(name);
  }

  void put(const std::string& name) const {
    write_image(folder_.path() / "fg" / (name + ".png"), noise_image(8, 8, 1));
    write_alpha(folder_.path() / "alpha" / (name + ".png"), flat_bytes(8, 8, 255));
  }

  std::vector<Entity> read(const std::string& text, const std::string& name = "list.csv") const {
    const fs::path file = folder_.path() / name;
    write_file_atomically(file, text);
    return read_entity_list(file, {folder_.path() / "fg", folder_.path() / "alpha"});
  }

  /// Message and hint, without the folder.
  std::string complaint(const std::string& text, const std::string& name = "list.csv") const {
    try {
      read(text, name);
      return "";
    } catch (const DataError& error) {
      std::string said = std::string(error.what()) + "\n" + error.hint();
      const std::string folder = folder_.path().string() + "/";
      for (std::size_t at; (at = said.find(folder)) != std::string::npos;) {
        said.erase(at, folder.size());
      }
      return said;
    }
  }

  const TemporaryFolder folder_;
};

using Words = std::vector<std::string>;

TEST_F(EntityList, ReadsACsvInAnyOrderOfColumns) {
  const auto entities = read(
      "\xEF\xBB\xBFsynonyms,category,name,attributes\r\n"
      "kitten; puss ,cat,cat-03.png,\"black;  fluffy;with a red,  blue collar\"\r\n"
      "\r\n"
      ",glass bowl,glass bowl,");
  ASSERT_EQ(entities.size(), 2U);
  EXPECT_EQ(entities[0].name, "cat-03");
  EXPECT_EQ(entities[0].category, "cat");
  EXPECT_EQ(entities[0].attributes, Words({"black", "fluffy", "with a red, blue collar"}));
  EXPECT_EQ(entities[0].synonyms, Words({"kitten", "puss"}));
  EXPECT_EQ(entities[0].foreground, folder_.path() / "fg/cat-03.png");
  EXPECT_EQ(entities[0].alpha, folder_.path() / "alpha/cat-03.png");
  EXPECT_EQ(entities[1].category, "glass bowl");
  EXPECT_TRUE(entities[1].attributes.empty());
}

TEST_F(EntityList, ReadsAnObjectALine) {
  const std::string text =
      R"({"name": "dog", "category": "dog", "attributes": ["brown", "old"], "synonyms": null})"
      "\n\n"
      R"({"category": "cat", "name": "cat-03", "attributes": "black"})";
  for (const char* name : {"list.jsonl", "list.txt"}) {
    const auto entities = read(text, name);
    ASSERT_EQ(entities.size(), 2U);
    EXPECT_EQ(entities[0].attributes, Words({"brown", "old"}));
    EXPECT_EQ(entities[1].attributes, Words({"black"}));
    EXPECT_TRUE(entities[1].synonyms.empty());
  }
}

TEST_F(EntityList, NamesTheLineAndTheRemedy) {
  const std::string head = "name,category,attributes\n";
  EXPECT_EQ(complaint("name,category,atributes\n"),
            "list.csv:1: there is no column \"atributes\"\ndid you mean 'attributes'?");
  EXPECT_EQ(complaint("name,colour\n").substr(0, 37), "list.csv:1: there is no column \"colou");
  EXPECT_EQ(complaint("name,attributes\n").substr(0, 40),
            "list.csv:1: there is no column 'category");
  EXPECT_EQ(complaint("name,name,category\n").substr(0, 43),
            "list.csv:1: the column \"name\" is there twic");
  EXPECT_EQ(complaint(head + "dog,dog\n"),
            "list.csv:2: there are 2 fields where the first line names 3 columns\n");
  EXPECT_EQ(complaint(head + "dog,dog,\n\ndog.png,cat,\n"),
            "list.csv:4: 'dog' is there already, in line 2\nname each entity once");
  EXPECT_EQ(complaint(head + "dog, ,brown\n").substr(0, 33), "list.csv:2: 'dog' has no category");
  EXPECT_EQ(complaint(head + ",dog,brown\n").substr(0, 28), "list.csv:2: there is no name");
  EXPECT_EQ(complaint(head + "../dog,dog,brown\n").substr(0, 40),
            "list.csv:2: \"../dog\" is no file's name\ng");
  EXPECT_EQ(complaint(head + "dig,dog,brown\n"),
            "list.csv:2: there is no foreground of 'dig' in fg\ndid you mean 'dog'?");
  EXPECT_EQ(complaint(head + "\"dog,dog,brown\n").substr(0, 12), "list.csv:2: ");
  EXPECT_EQ(complaint(head), "list.csv names no entities\nadd a line for each");
  EXPECT_EQ(complaint("").substr(0, 11), "list.csv:1:");
}

TEST_F(EntityList, SaysWhatIsWrongWithAnObject) {
  EXPECT_EQ(complaint("{\"name\": \"dog\"}", "l.jsonl").substr(0, 30),
            "l.jsonl:1: 'dog' has no catego");
  EXPECT_EQ(complaint("{\"name\": \"dog\", \"kind\": \"dog\"}", "l.jsonl").substr(0, 35),
            "l.jsonl:1: there is no column \"kind");
  EXPECT_EQ(complaint("\n{\"name\": 3}", "l.jsonl"), "l.jsonl:2: 'name' is no text\n");
  EXPECT_EQ(complaint("{\"attributes\": [3]}", "l.jsonl"),
            "l.jsonl:1: 'attributes' is no list of texts\n");
  EXPECT_EQ(complaint("[]", "l.jsonl").substr(0, 34), "l.jsonl:1: this is no JSON object\n");
  EXPECT_EQ(complaint("{\"name\"", "l.jsonl").substr(0, 34), "l.jsonl:1: this is no JSON object\n");
}

TEST_F(EntityList, RefusesTextThatIsNotUtf8) {
  EXPECT_EQ(complaint("name,category\ndog,chi\xE9n\n").substr(0, 21), "list.csv is not UTF-8");
  EXPECT_EQ(complaint("name,category\ndog,\"a\nb\"\n"), "") << "a line's end is a blank";
  EXPECT_EQ(complaint("name,category\ndog,\"a\x01 b\"\n").substr(0, 11), "list.csv:2:");
}

TEST_F(EntityList, WantsOneForegroundAndOneAlphaOfEachName) {
  fs::remove(folder_.path() / "alpha/dog.png");
  EXPECT_EQ(complaint("name,category\ndog,dog\n").substr(0, 44),
            "list.csv:2: there is no alpha of 'dog' in al");
  put("dog");
  write_image(folder_.path() / "fg/dog.jpeg.png", noise_image(8, 8, 1));
  fs::rename(folder_.path() / "fg/dog.jpeg.png", folder_.path() / "fg/dog.jpeg");
  EXPECT_EQ(complaint("name,category\ndog,dog\n"),
            "list.csv:2: there are two foregrounds of 'dog' in fg: dog.jpeg and dog.png\nkeep one "
            "of them");
  EXPECT_EQ(complaint("name,category\ncat-03,cat\n"), "") << "what is not listed does not matter";
}

TEST_F(EntityList, WantsFoldersWithPictures) {
  EXPECT_THROW(pictures_in(folder_.path() / "nowhere"), DataError);
  EXPECT_THROW(pictures_in(folder_.path()), DataError) << "pictures are only in folders of it";
  EXPECT_EQ(pictures_in(folder_.path() / "fg").size(), 3U);
  EXPECT_THROW(read_entity_list(folder_.path() / "none.csv", {}), DataError);
}

}  // namespace
}  // namespace mbench

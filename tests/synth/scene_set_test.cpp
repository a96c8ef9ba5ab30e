#include "synth/scene/scene_set.h"

#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "tests/support/builders.h"
#include "tests/synth/scene_pictures.h"

namespace mbench {
namespace {

/// Every file below a folder, with its bytes.
std::map<std::string, std::string> files_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    if (!fs::is_regular_file(entry.path())) continue;
    files[fs::relative(entry.path(), folder).string()] = read_text(entry.path());
  }
  return files;
}

std::vector<nlohmann::json> lines_of(const fs::path& file) {
  std::istringstream text(read_text(file));
  std::vector<nlohmann::json> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(nlohmann::json::parse(line));
  return lines;
}

class SceneSet : public testing::Test {
 protected:
  SceneSetOptions options(const std::string& out, std::uint64_t count, int threads = 1) const {
    SceneSetOptions options;
    options.out = folder_.path() / out;
    options.count = count;
    options.threads = threads;
    return options;
  }
  SceneSetOutcome write(const SceneSetOptions& options) const {
    Progress unheard;
    return write_scene_set(stock_, options, unheard);
  }
  fs::path path(const std::string& name) const { return folder_.path() / name; }

  const TemporaryFolder folder_;
  const Stock stock_ = write_stock(folder_.path(), 4, 2);
};

TEST_F(SceneSet, IsTheSameOnAnyNumberOfThreads) {
  write(options("one", 12, 1));
  write(options("five", 12, 5));
  const auto one = files_below(path("one"));
  EXPECT_GT(one.size(), 12U * 3);
  EXPECT_TRUE(one == files_below(path("five")));
}

TEST_F(SceneSet, GrowsAsIfItHadBeenMadeAtOnce) {
  write(options("whole", 9));
  EXPECT_EQ(write(options("grown", 4, 2)).made, 4U);
  const SceneSetOutcome grown = write(options("grown", 9, 2));
  EXPECT_EQ(grown.made, 5U);
  EXPECT_EQ(grown.kept, 4U);
  EXPECT_TRUE(files_below(path("whole")) == files_below(path("grown")));
  EXPECT_EQ(write(options("grown", 3)).kept, 9U) << "what is there stays";
  EXPECT_TRUE(files_below(path("whole")) == files_below(path("grown")));
}

TEST_F(SceneSet, IsMendedWhereAKillOrAUserLeftGaps) {
  write(options("set", 8));
  const auto before = files_below(path("set"));
  const fs::path train = path("set/train");
  fs::remove(train / "img/scene_train_00000002.png");
  write_file_atomically(train / "mask/scene_train_00000005_1.png", "cut");
  fs::remove(train / "refmatte_train_label.json");
  // A line that was being written, and a scene whose files are there but whose line is not.
  const std::string journal = read_text(train / "scenes.jsonl");
  write_file_atomically(train / "scenes.jsonl",
                        std::string_view(journal).substr(0, journal.size() - 40));
  const SceneSetOutcome mended = write(options("set", 8));
  EXPECT_EQ(mended.made, 3U);
  EXPECT_EQ(mended.kept, 5U);
  EXPECT_TRUE(before == files_below(path("set")));
}

TEST_F(SceneSet, KeepsTheTimesOfFilesThatNeedNoChange) {
  write(options("set", 3));
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path("set"))) {
    fs::last_write_time(entry.path(), 1000);
  }
  EXPECT_EQ(write(options("set", 3)).made, 0U);
  for (const auto& file : files_below(path("set"))) {
    EXPECT_EQ(fs::last_write_time(path("set") / file.first), 1000) << file.first;
  }
}

TEST_F(SceneSet, LabelsEveryMaskAsRefMatteDoes) {
  const SceneSetOutcome outcome = write(options("set", 10));
  const auto labels = nlohmann::json::parse(read_text(path("set/train/refmatte_train_label.json")));
  std::size_t expressions = 0;
  for (const auto& [mask, label] : labels.items()) {
    EXPECT_TRUE(fs::exists(path("set/train/mask") / (mask + ".png"))) << mask;
    const auto image = label.at("image_name").get<std::string>();
    EXPECT_TRUE(fs::exists(path("set/train/img") / (image + ".png"))) << image;
    EXPECT_EQ(mask.substr(0, mask.rfind('_')), image);
    EXPECT_EQ(label.at("category").get<std::string>().find("kind"), 0U);
    EXPECT_EQ(label.at("expressions").at(0), label.at("category")) << "the keyword";
    EXPECT_EQ(label.at("expressions").size(), 4U);
    expressions += label.at("expressions").size();
  }
  EXPECT_EQ(labels.size(), outcome.entities);
  EXPECT_EQ(expressions, outcome.expressions);
  EXPECT_GE(labels.size(), 20U);
  EXPECT_LE(labels.size(), 30U);
}

TEST_F(SceneSet, RecordsWhatTheFilesDecodeTo) {
  SceneSetOptions jpeg = options("set", 3);
  jpeg.jpeg_quality = 90;
  jpeg.split = "test";
  write(jpeg);
  const auto lines = lines_of(path("set/test/scenes.jsonl"));
  ASSERT_EQ(lines.size(), 4U);
  EXPECT_EQ(lines[0].at("images"), "jpeg:90");
  EXPECT_EQ(lines[0].at("seed"), 0);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].at("scene"), i - 1);
    const fs::path image = path("set/test") / lines[i].at("image").at("file").get<std::string>();
    EXPECT_EQ(image.extension(), ".jpg");
    EXPECT_EQ(sha256_of_pixels(read_image(image).picture.pixels()),
              lines[i].at("image").at("sha256").get<std::string>());
    EXPECT_EQ(lines[i].at("size"), nlohmann::json({180, 140}));
    for (const auto& entity : lines[i].at("entities")) {
      const fs::path mask = path("set/test") / entity.at("mask").at("file").get<std::string>();
      EXPECT_EQ(sha256_of_pixels(read_alpha(mask).picture.pixels()),
                entity.at("mask").at("sha256").get<std::string>());
      EXPECT_EQ(entity.at("mask").at("bytes"), fs::file_size(mask));
      for (const auto& expression : entity.at("expressions")) {
        EXPECT_EQ(expression.contains("position"), expression.at("kind") == "absolute");
        EXPECT_EQ(expression.contains("anchor"), expression.at("kind") == "relative");
        EXPECT_TRUE(expression.contains("noun"));
      }
    }
  }
}

TEST_F(SceneSet, IsNotMixedWithScenesMadeInAnotherWay) {
  write(options("set", 2));
  SceneSetOptions other = options("set", 4);
  other.scene.seed = 5;
  try {
    write(other);
    FAIL();
  } catch (const UsageError& error) {
    EXPECT_NE(std::string(error.what()).find("its seed is 0, not 5"), std::string::npos)
        << error.what();
  }
  EXPECT_THROW(
      {
        Progress unheard;
        const TemporaryFolder elsewhere;
        write_scene_set(write_stock(elsewhere.path(), 5, 2), options("set", 4), unheard);
      },
      UsageError);
  write_file_atomically(path("else/train/scenes.jsonl"), "my own notes\n");
  EXPECT_THROW(write(options("else", 1)), DataError);
  write_file_atomically(path("more/train/scenes.jsonl"), "my own notes");
  EXPECT_THROW(write(options("more", 1)), DataError);
  EXPECT_EQ(read_text(path("more/train/scenes.jsonl")), "my own notes");
}

TEST_F(SceneSet, LooksAtItsSourcesBeforeItBegins) {
  std::vector<Entity> entities = stock_.entities();
  for (const std::size_t i : {3U, 4U}) {
    entities[i].alpha = path("clear" + std::to_string(i) + ".png");
    write_alpha(entities[i].alpha, flat_bytes(50, 45, 0));
  }
  entities[3].foreground = path("fg3.png");
  entities[4].foreground = path("fg3.png");
  write_image(path("fg3.png"), noise_image(50, 45, 1));
  Progress unheard;
  try {
    write_scene_set({entities, stock_.backgrounds()}, options("set", 40), unheard);
    FAIL();
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("clear3.png is clear"), std::string::npos);
    EXPECT_NE(std::string(error.what()).find("; 1 more cannot be used"), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(path("set/train/img")));
}

TEST_F(SceneSet, TellsTheWarningsOfItsFilesOnce) {
  struct Notes : Progress {
    void note(std::string_view line) override { lines.emplace_back(line); }
    std::vector<std::string> lines;
  } notes;
  cv::Mat colours = noise_image(50, 45, 1).pixels();
  Entity entity = stock_.entities().front();
  entity.name = "colourful";
  entity.foreground = path("colourful-fg.png");
  entity.alpha = path("colourful.png");
  write_image(entity.foreground, Image(colours));
  write_image(entity.alpha, Image(colours));
  SceneSetOptions one = options("set", 3);
  one.scene.counts = {{1, 1}};
  write_scene_set({{entity}, stock_.backgrounds()}, one, notes);
  ASSERT_EQ(notes.lines.size(), 1U);
  EXPECT_NE(notes.lines[0].find("colourful.png: "), std::string::npos);
}

TEST_F(SceneSet, RefusesWhatCannotBeMade) {
  EXPECT_THROW(write(options("set", 0)), UsageError);
  SceneSetOptions wrong = options("set", 1);
  wrong.split = "validation";
  EXPECT_THROW(write(wrong), UsageError);
  wrong = options("set", 1);
  wrong.jpeg_quality = 101;
  EXPECT_THROW(write(wrong), UsageError);
  wrong = options("set", 1);
  wrong.scene.counts = {{5, 1}};
  EXPECT_THROW(write(wrong), DataError) << "there are four categories";
  EXPECT_FALSE(fs::exists(path("set")));
}

}  // namespace
}  // namespace mbench

// `mbench synth refer` from outside: a set is made, indexed and asked for its expressions.

#include "core/image_io.h"
#include "tests/cli/data_program.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>
#include <set>

namespace mbench {
namespace {

class ProgramSynthRefer : public DataProgram {
 protected:
  ProgramSynthRefer() {
    std::string list = "name,category,attributes\n";
    for (unsigned i = 0; i < 6; ++i) {
      const std::string name = "thing" + std::to_string(i);
      write_image(path("fg") / (name + ".png"), noise_image(60, 48, i));
      write_alpha(path("alpha") / (name + ".png"), disc_alpha(60, 48));
      list += name + ",kind" + std::to_string(i % 3) + "," + (i < 3 ? "red" : "blue; large") + "\n";
    }
    write_file_atomically(path("entities.csv"), list);
    for (unsigned i = 0; i < 2; ++i) {
      write_image(path("bg") / ("wall" + std::to_string(i) + ".png"), noise_image(160, 120, i));
    }
  }

  static std::string line(const std::string& more) {
    return "mbench synth refer --fg fg --alpha alpha --entities entities.csv --bg bg " + more;
  }
};

TEST_F(ProgramSynthRefer, MakesASetThatIsIndexedByItsLayout) {
  const ProgramResult made = run(line("--out scenes --count 5 --seed 3"));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(made.out, "");
  EXPECT_TRUE(says(made.err, {"scenes/train: 5 scenes made, 0 kept", "expressions",
                              "mbench data index scenes"}));
  EXPECT_TRUE(
      says(complaint_of("mbench data index scenes", 0), {"by layout refmatte", " 0 problems"}));
  const auto labels =
      nlohmann::json::parse(read_text(path("scenes/train/refmatte_train_label.json")));
  const auto samples = json_of("mbench data query scenes -o json");
  ASSERT_EQ(samples.size(), labels.size());
  std::set<std::string> images;
  for (const auto& sample : samples) {
    const auto& label = labels.at(sample.at("name").get<std::string>());
    EXPECT_EQ(sample.at("category"), label.at("category"));
    images.insert(label.at("image_name").get<std::string>());
  }
  EXPECT_EQ(images.size(), 5U);
  const auto said = json_of(
      "mbench data query --sql \"SELECT count(*) AS n, count(DISTINCT text) AS texts FROM "
      "expressions\" -o json");
  EXPECT_EQ(said.at(0).at("n"), 4 * labels.size());
  const std::string exported = output_of("mbench data export scenes --format jsonl");
  EXPECT_EQ(count_lines(exported), labels.size());
  const auto first = nlohmann::json::parse(exported.substr(0, exported.find('\n')));
  EXPECT_EQ(first.at("expressions"),
            labels.at(first.at("name").get<std::string>()).at("expressions"));
  EXPECT_EQ(run("mbench data lint scenes").exit_code, 0) << run("mbench data lint scenes").out;
}

TEST_F(ProgramSynthRefer, MakesBothSplitsInOneFolder) {
  output_of(line("--out scenes --count 2 --jpeg 90"));
  output_of(line("--out scenes --count 2 --seed 1 --split test --jpeg 90"));
  output_of("mbench data index scenes");
  const auto samples = json_of("mbench data query scenes -o json");
  std::set<std::string> splits;
  for (const auto& sample : samples) splits.insert(sample.at("split").get<std::string>());
  EXPECT_EQ(splits, std::set<std::string>({"test", "train"}));
  EXPECT_TRUE(fs::exists(path("scenes/test/img/scene_test_00000001.jpg")));
}

TEST_F(ProgramSynthRefer, TellsWhatIsWrongWithItsInput) {
  const auto complaint = [&](const std::string& more, int code) {
    return complaint_of(line("--out scenes " + more), code);
  };
  EXPECT_TRUE(says(complaint("--entities-per-image 4", 4),
                   {"4 entities of unlike categories", "3 categories", "--categories any"}));
  EXPECT_TRUE(says(complaint("--entities-per-image 9", 2), {"'9' says no numbers from 1 to 6"}));
  EXPECT_TRUE(says(complaint("--size 10x10", 2), {"scenes of 10x10 cannot be made", "64"}));
  EXPECT_TRUE(says(complaint("--count 0", 2), {"--count", "from 1 on"}));
  EXPECT_TRUE(says(complaint("--split validation", 2), {"validation", "train"}));
  EXPECT_FALSE(fs::exists(path("scenes")));
  EXPECT_TRUE(says(complaint_of("mbench synth refer --fg fg --alpha alpha --entities none.csv --bg "
                                "bg --out scenes",
                                4),
                   {"cannot read none.csv"}));
  EXPECT_TRUE(says(complaint_of("mbench synth refer --fg nowhere --alpha alpha --entities "
                                "entities.csv --bg bg --out scenes",
                                4),
                   {"nowhere"}));
  write_alpha(path("alpha/thing0.png"), flat_bytes(60, 48, 0));
  EXPECT_TRUE(says(complaint("", 4), {"alpha/thing0.png is clear", "hint: take the entity out"}));
  write_image(path("bg/wall0.png"), noise_image(30, 30, 1));
  fs::remove(path("bg/wall1.png"));
  write_alpha(path("alpha/thing0.png"), disc_alpha(60, 48));
  EXPECT_TRUE(says(complaint("", 4), {"bg/wall0.png is 30x30, too small"}));
}

TEST_F(ProgramSynthRefer, SaysWhenTheFolderHoldsOtherScenes) {
  output_of(line("--out scenes --count 1"));
  EXPECT_TRUE(says(complaint_of(line("--out scenes --count 2 --seed 9"), 2),
                   {"scenes.jsonl is of scenes made in another way: its seed is 0, not 9"}));
  EXPECT_TRUE(
      says(complaint_of(line("--out scenes --count 2 --threads 2"), 0), {"1 scenes made, 1 kept"}));
}

TEST_F(ProgramSynthRefer, GoesOnAfterAFullDisk) {
  // No file may grow beyond 40 kB: images of 160x120 noise are larger.
  const ProgramResult full =
      run("trap '' XFSZ; (ulimit -f 40; " + line("--out scenes --count 2") + ")");
  EXPECT_EQ(full.exit_code, 4) << full.err;
  EXPECT_TRUE(says(full.err, {"cannot write scenes/train/img/scene_train_0000000"}));
  EXPECT_TRUE(says(complaint_of(line("--out scenes --count 2"), 0), {"2 scenes made"}));
  output_of(line("--out other --count 2"));
  output_of("diff -r scenes other");
}

/// Runs the line in the background and sends it the signal when three scenes are noted.
std::string stopped_by(const std::string& signal, const std::string& line,
                       const std::string& journal) {
  return line + " & child=$!; while kill -0 $child 2>/dev/null && { [ ! -s " + journal +
         " ] || [ $(wc -l < " + journal + ") -lt 4 ]; }; do :; done; kill -" + signal +
         " $child; wait $child";
}

TEST_F(ProgramSynthRefer, GoesOnAfterItWasStopped) {
  const std::string many = " --count 40 --threads 2";
  output_of(line("--out whole" + many));
  const ProgramResult stopped =
      run(stopped_by("TERM", line("--out scenes" + many), "scenes/train/scenes.jsonl"));
  EXPECT_EQ(stopped.exit_code, 75) << stopped.err;
  EXPECT_TRUE(says(stopped.err, {"stopped early", "run again to go on"}));
  EXPECT_FALSE(fs::exists(path("scenes/train/refmatte_train_label.json")));
  const std::string resumed = complaint_of(line("--out scenes" + many), 0);
  EXPECT_EQ(resumed.find(" 0 kept"), std::string::npos) << resumed;
  output_of("diff -r scenes whole");
}

TEST_F(ProgramSynthRefer, GoesOnAfterItWasKilled) {
  const std::string many = " --count 40 --threads 2";
  output_of(line("--out whole" + many));
  const ProgramResult killed =
      run(stopped_by("KILL", line("--out scenes" + many), "scenes/train/scenes.jsonl"));
  EXPECT_EQ(killed.exit_code, 137) << killed.err;
  const std::string resumed = complaint_of(line("--out scenes" + many), 0);
  EXPECT_EQ(resumed.find(" 0 kept"), std::string::npos) << resumed;
  output_of("find scenes -name '.mbench-*.part' -delete; diff -r scenes whole");
}

}  // namespace
}  // namespace mbench

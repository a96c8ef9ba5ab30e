// `mbench synth stream` from outside: files and shards that other programs read, and bad input.

#include "core/image_io.h"
#include "core/sha256.h"
#include "tests/cli/data_program.h"
#include "tests/support/builders.h"

#include <map>
#include <set>
#include <sstream>

namespace mbench {
namespace {

/// Lists a shard with Python's own reader, decoding every JSON; two samples have two keys.
constexpr const char* kReadShard = R"(
import json, sys, tarfile
with tarfile.open(sys.argv[1]) as shard:
    names = shard.getnames()
    assert all(member.mtime == 0 and member.uid == 0 for member in shard.getmembers())
    for name in names:
        if name.endswith('.json'):
            sample = json.load(shard.extractfile(name))
            assert name == sample['key'] + '.json', name
print(len(names), len({name.split('.')[0] for name in names}))
)";

class ProgramSynthStream : public DataProgram {
 protected:
  ProgramSynthStream() {
    for (unsigned i = 0; i < 3; ++i) {
      const std::string name = "thing" + std::to_string(i) + ".png";
      write_image(path("fg") / name, noise_image(90 + 10 * static_cast<int>(i), 70, i));
      write_alpha(path("alpha") / name, disc_alpha(90 + 10 * static_cast<int>(i), 70));
      write_image(path("bg/walls") / name, noise_image(60, 40, i + 9));
    }
  }

  static std::string line(const std::string& more) {
    return "mbench synth stream --fg fg --alpha alpha --bg bg " + more;
  }

  std::map<std::string, std::string> contents(const std::string& name) const {
    std::map<std::string, std::string> digests;
    for (const auto& entry : fs::recursive_directory_iterator(path(name))) {
      if (!fs::is_regular_file(entry.path())) continue;
      digests[fs::relative(entry.path(), path(name)).string()] = sha256_of_file(entry.path());
    }
    return digests;
  }

  bool has(const std::string& program) const { return run("command -v " + program).exit_code == 0; }
};

TEST_F(ProgramSynthStream, WritesPicturesAndALineForEachSample) {
  const ProgramResult made =
      run(line("--recipe gca --size 48 --out out --count 4 --seed 2 --layers"));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_EQ(made.out, "");
  EXPECT_TRUE(says(made.err, {"out: 4 samples of 48x48 made by recipe gca, 0 kept"}));
  for (const char* part : {"image", "alpha", "trimap", "fg", "bg"}) {
    EXPECT_EQ(image_size(path("out") / part / "000003.png"), cv::Size(48, 48)) << part;
  }
  EXPECT_EQ(count_lines(read_text(path("out/samples.jsonl"))), 4U);
  const std::string first = read_text(path("out/samples.jsonl"));
  const auto sample = nlohmann::json::parse(first.substr(0, first.find('\n')));
  EXPECT_TRUE(says(sample["background"]["name"], {"walls/thing"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --size 48 --out out --count 4 --seed 2 "
                                     "--layers"),
                                0),
                   {"0 samples", "4 kept"}));
}

TEST_F(ProgramSynthStream, EveryRecipeGivesTheSameBytesForAnyNumberOfThreads) {
  for (const std::string recipe : {"gca", "mam", "aematter", "aim"}) {
    for (const std::string threads : {"1", "2", "5"}) {
      output_of(line("--recipe " + recipe +
                     " --size 32 --count 9 --real-world --format webdataset"
                     " --shard 4 --png fast --threads " +
                     threads + " --out " + recipe + threads));
    }
    EXPECT_EQ(contents(recipe + "1"), contents(recipe + "2"));
    EXPECT_EQ(contents(recipe + "1"), contents(recipe + "5"));
    EXPECT_EQ(contents(recipe + "1").count("train-000002.tar"), 1U);
  }
}

TEST_F(ProgramSynthStream, TarAndPythonReadItsShards) {
  output_of(line("--recipe aim --size 32 --count 5 --format webdataset --shard 3 --out out"));
  if (!has("tar")) GTEST_SKIP() << "this machine has no tar";
  EXPECT_EQ(output_of("tar tf out/train-000001.tar"),
            "000003.image.png\n000003.alpha.png\n000003.trimap.png\n000003.json\n"
            "000004.image.png\n000004.alpha.png\n000004.trimap.png\n000004.json\n");
  output_of("mkdir untarred && tar xf out/train-000001.tar -C untarred");
  EXPECT_EQ(image_size(path("untarred/000004.image.png")), cv::Size(32, 32));
  if (!has("/usr/bin/python3")) GTEST_SKIP() << "this machine has no Python";
  write_file_atomically(path("read.py"), kReadShard);
  EXPECT_EQ(output_of("/usr/bin/python3 read.py out/train-000000.tar"), "12 3\n");
}

TEST_F(ProgramSynthStream, TheTimeInShardsIsTheSourcesDate) {
  output_of("SOURCE_DATE_EPOCH=86400 " +
            line("--recipe gca --size 32 --count 1 --format webdataset --out out"));
  const std::string shard = read_text(path("out/train-000000.tar"));
  EXPECT_EQ(shard.substr(136, 11), "00000250600");  // 86400 in octal
  EXPECT_TRUE(says(complaint_of("SOURCE_DATE_EPOCH=today " +
                                    line("--recipe gca --size 32 --count 1 --format webdataset "
                                         "--out other"),
                                2),
                   {"SOURCE_DATE_EPOCH", "today"}));
}

TEST_F(ProgramSynthStream, TakesTheForegroundsOfADataSetEachOnce) {
  index_fixture("comp1k", "", 2);
  output_of(
      "mbench synth stream --recipe gca --dataset comp1k --split train --bg bg --size 32 --count 2 "
      "--out out");
  std::istringstream lines(read_text(path("out/inputs.jsonl")));
  std::multiset<std::string> foregrounds;
  for (std::string line; std::getline(lines, line);) {
    const auto file = nlohmann::json::parse(line);
    if (file["role"] == "foreground") foregrounds.insert(file["name"]);
  }
  const auto expected = json_of(
      "mbench data query --sql \"SELECT DISTINCT foreground FROM samples WHERE split = 'train'\" "
      "-o json");
  EXPECT_GT(foregrounds.size(), 0U);
  EXPECT_EQ(foregrounds.size(), expected.size());
  EXPECT_LT(expected.size(),
            json_of("mbench data query comp1k --where \"split = 'train'\" -o json").size());
  EXPECT_TRUE(says(complaint_of("mbench synth stream --recipe gca --dataset comp1k --split other "
                                "--bg bg --size 32 --count 2 --out other",
                                4),
                   {"no sample of 'comp1k' of split 'other' has a foreground"}));
}

TEST_F(ProgramSynthStream, PhotographsAreForMam) {
  output_of(line("--recipe mam --size 32 --count 12 --photo fg --photo-alpha alpha --out out"));
  EXPECT_TRUE(says(read_text(path("out/samples.jsonl")), {"\"kind\":\"photograph\""}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --photo fg --photo-alpha alpha --out no"), 2),
                   {"recipe gca makes no samples of photographs"}));
  EXPECT_FALSE(fs::exists(path("no")));
}

TEST_F(ProgramSynthStream, SaysWhatIsWrongWithItsInput) {
  EXPECT_TRUE(says(complaint_of(line("--recipe gcaa --out out"), 2), {"gcaa", "gca"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --count 0 --out out"), 2), {"--count", "'0'"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --size 31 --out out"), 2), {"--size", "32"}));
  EXPECT_TRUE(says(complaint_of("mbench synth stream --recipe gca --bg bg --out out", 2),
                   {"no foregrounds", "--fg"}));
  EXPECT_TRUE(says(complaint_of("mbench synth stream --recipe gca --fg fg --bg bg --out out", 2),
                   {"--fg is given 1 times but --alpha 0 times"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --fg none --alpha none --out out"), 4),
                   {"none is not a folder"}));
  output_of("mkdir empty");
  EXPECT_TRUE(says(complaint_of("mbench synth stream --recipe gca --fg fg --alpha alpha --bg empty "
                                "--out out",
                                4),
                   {"empty holds no pictures"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --shard 5 --out out"), 2),
                   {"--shard is for shards only"}));
  EXPECT_FALSE(fs::exists(path("out")));
}

TEST_F(ProgramSynthStream, SaysWhichPicturesHaveNoAlphaOrOneOfAnotherSize) {
  fs::rename(path("alpha/thing1.png"), path("alpha/thing9.png"));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --out out"), 4),
                   {"1 of the 3 pictures in fg have no alpha in alpha", "thing1.png"}));
  fs::rename(path("alpha/thing9.png"), path("alpha/thing1.png"));
  write_alpha(path("alpha/thing2.png"), disc_alpha(20, 20));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --out out"), 4),
                   {"alpha/thing2.png is 20x20 but ", "fg/thing2.png is 110x70"}));
  write_image(path("fg/thing0.bmp.png"), noise_image(9, 9, 1));
  fs::copy_file(path("fg/thing0.png"), path("fg/thing0.jpg"));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --out out"), 4), {"thing0", "have one name"}));
}

TEST_F(ProgramSynthStream, RefusesAFolderWithSomethingElse) {
  output_of(line("--recipe gca --size 32 --count 1 --out out"));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --size 32 --count 1 --seed 3 --out out"), 4),
                   {"out holds another stream: seed is 0 there and 3 here", "--out"}));
  EXPECT_TRUE(says(complaint_of(line("--recipe gca --size 32 --count 1 --out bg"), 4),
                   {"bg holds other files"}));
}

TEST_F(ProgramSynthStream, AFullDiskLeavesWholeShardsThatALaterCallKeeps) {
  const std::string more =
      line("--recipe gca --size 64 --count 6 --format webdataset --shard 2 --out out --threads 2");
  // A limit of the size of files stands for the disk; without the trap it would end the program.
  const ProgramResult stopped = run("trap '' XFSZ; ulimit -f 8; " + more);
  EXPECT_EQ(stopped.exit_code, 4) << stopped.err;
  EXPECT_TRUE(says(stopped.err, {"cannot write out/train-000000.tar", "File too large"}));
  EXPECT_FALSE(fs::exists(path("out/train-000000.tar")));
  EXPECT_FALSE(fs::exists(path("out/train-000000.tar.part")));
  EXPECT_TRUE(says(complaint_of(more, 0), {"6 samples"}));
}

}  // namespace
}  // namespace mbench

#include "synth/stream/stream_writer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/stream/in_order.h"
#include "synth/stream/npy.h"
#include "synth/stream/tar_file.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

/// Stops the work after so many samples, as Ctrl-C does.
class Stopper : public Progress {
 public:
  explicit Stopper(std::size_t after) : after_(after) {}
  void step(std::size_t done, std::string_view) override {
    if (done == after_) throw Interrupted("stopped");
  }

 private:
  std::size_t after_;
};

class WrittenSamples : public testing::Test {
 protected:
  WrittenSamples() {
    for (const char* name : {"one", "two", "three"}) {
      const unsigned seed = static_cast<unsigned>(name[0]);
      write_image(pictures("fg", name), noise_image(80, 60, seed));
      write_alpha(pictures("alpha", name), disc_alpha(80, 60));
      write_image(pictures("bg", name), noise_image(50, 70, seed + 1));
    }
  }

  fs::path pictures(const std::string& folder, const std::string& name) const {
    return folder_.path() / folder / (name + ".png");
  }
  fs::path out(const std::string& name) const { return folder_.path() / name; }

  StreamInputs inputs() const {
    StreamInputs made{{{}}, {{}}, {}};
    for (const char* name : {"one", "two", "three"}) {
      made.foregrounds[0].push_back(
          {{name, pictures("fg", name)}, {name, pictures("alpha", name)}});
      made.backgrounds[0].push_back({name, pictures("bg", name)});
    }
    Progress quiet;
    check_inputs(made, find_stream_recipe("gca"), 32, 2, quiet);
    return made;
  }

  StreamSource source(std::uint64_t seed = 5) const {
    return {find_stream_recipe("gca"), inputs(), {32, false}, seed};
  }

  static StreamLayout files(std::uint64_t count = 23) {
    StreamLayout layout;
    layout.count = count;
    layout.parts.png = PngEffort::fast;
    return layout;
  }
  static StreamLayout shards(std::uint64_t count = 23) {
    StreamLayout layout = files(count);
    layout.per_shard = 5;
    return layout;
  }

  WrittenStream write(const std::string& name, const StreamLayout& layout, int threads,
                      std::uint64_t seed = 5) const {
    Progress quiet;
    const StreamSource made = source(seed);
    const StreamFolder folder(out(name));
    folder.begin(made, layout);
    return write_stream(folder, made, layout, threads, quiet);
  }

  /// Stops after so many samples.
  void write_some(const std::string& name, const StreamLayout& layout, int threads,
                  std::size_t after) const {
    Stopper stopper(after);
    const StreamSource made = source();
    const StreamFolder folder(out(name));
    folder.begin(made, layout);
    EXPECT_THROW(write_stream(folder, made, layout, threads, stopper), Interrupted);
  }

  /// Every file's digest by its path below the folder.
  std::map<std::string, std::string> contents(const std::string& name) const {
    std::map<std::string, std::string> digests;
    for (const auto& entry : fs::recursive_directory_iterator(out(name))) {
      if (!fs::is_regular_file(entry.path())) continue;
      digests[fs::relative(entry.path(), out(name)).string()] = sha256_of_file(entry.path());
    }
    return digests;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(WrittenSamples, AreTheSameBytesForAnyNumberOfThreads) {
  for (const StreamLayout& layout : {files(), shards()}) {
    const std::string kind = layout.per_shard > 0 ? "shards" : "files";
    write(kind + "1", layout, 1);
    write(kind + "2", layout, 2);
    write(kind + "5", layout, 5);
    EXPECT_EQ(contents(kind + "1"), contents(kind + "2"));
    EXPECT_EQ(contents(kind + "1"), contents(kind + "5"));
  }
  EXPECT_EQ(contents("files1").size(), 3U * 23 + 3);
  EXPECT_EQ(contents("shards1").size(), 5U + 2);
}

TEST_F(WrittenSamples, DependOnTheirNumberAndTheSeedAlone) {
  write("few", files(4), 2);
  write("many", files(23), 2);
  auto few = contents("few");
  auto many = contents("many");
  for (const auto& [path, digest] : few) {
    if (path.find('/') == std::string::npos) continue;
    EXPECT_EQ(many[path], digest) << path;
  }
  write("other", files(4), 2, 6);
  EXPECT_NE(contents("other")["image/000002.png"], few["image/000002.png"]);
}

TEST_F(WrittenSamples, AreFinishedByALaterCall) {
  for (const StreamLayout& layout : {files(), shards()}) {
    const std::string kind = layout.per_shard > 0 ? "shards" : "files";
    write(kind, layout, 2);
    write_some(kind + "-stopped", layout, 2, 12);
    const WrittenStream rest = write(kind + "-stopped", layout, 3);
    EXPECT_EQ(rest.kept, layout.per_shard > 0 ? 10U : 12U) << "two whole shards of five";
    EXPECT_EQ(rest.made + rest.kept, 23U);
    EXPECT_EQ(contents(kind), contents(kind + "-stopped"));
    const WrittenStream again = write(kind, layout, 2);
    EXPECT_EQ(again.made, 0U);
    EXPECT_EQ(again.kept, 23U);
  }
}

TEST_F(WrittenSamples, AreFinishedAfterALineWasCutOffAndFilesWereLeft) {
  write("whole", files(), 2);
  write_some("cut", files(), 1, 9);
  const fs::path lines = out("cut") / "samples.jsonl.part";
  fs::resize_file(lines, fs::file_size(lines) - 10);
  write_file_atomically(out("cut") / "image" / ".mbench-0123456789ab.part", "half");
  EXPECT_EQ(write("cut", files(), 2).kept, 8U);
  EXPECT_EQ(contents("whole"), contents("cut"));
}

TEST_F(WrittenSamples, AMissingShardIsMadeAgainAndTheOthersKept) {
  write("shards", shards(), 2);
  const auto before = contents("shards");
  fs::remove(out("shards") / "train-000001.tar");
  write_file_atomically(out("shards") / "train-000001.tar.part", "half a shard");
  const WrittenStream written = write("shards", shards(), 2);
  EXPECT_EQ(written.made, 5U);
  EXPECT_EQ(contents("shards"), before);
}

TEST_F(WrittenSamples, OfAnotherStreamAreRefusedNamingWhatDiffers) {
  write("out", files(2), 1);
  const auto complaint = [&](const StreamLayout& layout, std::uint64_t seed) -> std::string {
    try {
      write("out", layout, 1, seed);
    } catch (const DataError& error) {
      EXPECT_NE(error.hint().find("--out"), std::string::npos);
      return error.what();
    }
    return "";
  };
  EXPECT_NE(complaint(files(2), 6).find("seed is 5 there and 6 here"), std::string::npos);
  EXPECT_NE(complaint(files(3), 5).find("count is 2 there and 3 here"), std::string::npos);
  EXPECT_NE(complaint(shards(2), 5).find("shard is 0 there"), std::string::npos);
  write_image(pictures("bg", "two"), noise_image(50, 70, 99));
  EXPECT_NE(complaint(files(2), 5).find("the input files are others"), std::string::npos);
}

TEST_F(WrittenSamples, AFolderWithOtherFilesOrAnotherWriterIsRefused) {
  write_file_atomically(out("full") / "notes.txt", "mine");
  EXPECT_THROW(StreamFolder{out("full")}, DataError);
  EXPECT_THROW(StreamFolder{out("full") / "notes.txt"}, DataError);
  {
    const StreamFolder first(out("fresh"));
    EXPECT_THROW(StreamFolder{out("fresh")}, DataError);
  }
  EXPECT_NO_THROW(StreamFolder{out("fresh")});
}

TEST_F(WrittenSamples, HaveALineEachThatSaysAllThatWasDrawn) {
  write("out", files(6), 2);
  const std::string text = read_text(out("out") / "samples.jsonl");
  std::istringstream lines(text);
  std::size_t index = 0;
  for (std::string line; std::getline(lines, line); ++index) {
    const auto json = nlohmann::json::parse(line);
    EXPECT_EQ(json["index"], index);
    EXPECT_EQ(json["key"], sample_key(index, 6));
    EXPECT_EQ(json["seed"], 5);
    EXPECT_EQ(json["foreground"]["sha256"],
              sha256_of_file(pictures("fg", json["foreground"]["name"])));
    EXPECT_EQ(json["background"]["sha256"],
              sha256_of_file(pictures("bg", json["background"]["name"])));
    EXPECT_EQ(json["affine"]["angle_degrees"], 0) << "small pictures are not rotated";
    EXPECT_GE(json["trimap"]["foreground_px"], 1);
    EXPECT_LE(json["trimap"]["foreground_px"], 29);
    EXPECT_EQ(json["crop"]["rectangle"].size(), 4U);
    const cv::Mat image =
        read_image(out("out") / "image" / (json["key"].get<std::string>() + ".png"))
            .picture.pixels();
    EXPECT_EQ(image.size(), cv::Size(32, 32));
  }
  EXPECT_EQ(index, 6U);
}

/// A file of a tar archive as its header tells it.
struct TarEntry {
  std::string name;
  std::string header;
  std::string bytes;
};

std::vector<TarEntry> tar_entries(const fs::path& path) {
  const std::string text = read_text(path);
  std::vector<TarEntry> entries;
  for (std::size_t at = 0; at + 512 <= text.size() && text[at] != '\0';) {
    TarEntry entry;
    entry.header = text.substr(at, 512);
    entry.name = entry.header.c_str();
    const std::size_t size = std::stoul(entry.header.substr(124, 11), nullptr, 8);
    entry.bytes = text.substr(at + 512, size);
    entries.push_back(entry);
    at += 512 + (size + 511) / 512 * 512;
  }
  return entries;
}

TEST_F(WrittenSamples, OfAShardLieNextToEachOtherWithoutOwnerOrTime) {
  write("out", shards(7), 3);
  const std::vector<TarEntry> entries = tar_entries(out("out") / "train-000001.tar");
  std::vector<std::string> names;
  for (const TarEntry& entry : entries) {
    names.push_back(entry.name);
    EXPECT_EQ(entry.header.substr(257, 5), "ustar");
    EXPECT_EQ(std::stoul(entry.header.substr(100, 7), nullptr, 8), 0644U);
    EXPECT_EQ(std::stoul(entry.header.substr(108, 7), nullptr, 8), 0U);   // owner
    EXPECT_EQ(std::stoul(entry.header.substr(136, 11), nullptr, 8), 0U);  // time
  }
  const std::vector<std::string> expected{
      "000005.image.png", "000005.alpha.png", "000005.trimap.png", "000005.json",
      "000006.image.png", "000006.alpha.png", "000006.trimap.png", "000006.json"};
  EXPECT_EQ(names, expected);
  EXPECT_EQ(nlohmann::json::parse(entries[3].bytes)["index"], 5);
  EXPECT_EQ(entries[0].bytes.substr(1, 3), "PNG");
}

TEST_F(WrittenSamples, OfShardsHoldTheBytesOfSingleFiles) {
  write("single", files(7), 2);
  StreamLayout dated = shards(7);
  dated.modified_s = 1234567890;
  write("shards", dated, 2);
  const std::vector<TarEntry> entries = tar_entries(out("shards") / "train-000000.tar");
  ASSERT_EQ(entries.size(), 20U);
  EXPECT_EQ(entries[2].bytes, read_text(out("single") / "trimap" / "000000.png"));
  EXPECT_EQ(std::stoul(entries[2].header.substr(136, 11), nullptr, 8), 1234567890U);
}

TEST_F(WrittenSamples, AsFloatsAreNotRounded) {
  StreamLayout layout = files(1);
  layout.parts.floats = true;
  layout.parts.foreground = layout.parts.background = true;
  write("out", layout, 1);
  const ChosenSample made = source().sample(0);
  const std::vector<unsigned char> expected = npy_bytes(made.sample.image / 255.0);
  EXPECT_EQ(read_file(out("out") / "image" / "000000.npy"), expected);
  for (const char* file :
       {"alpha/000000.npy", "fg/000000.npy", "bg/000000.npy", "trimap/000000.png"}) {
    EXPECT_TRUE(fs::exists(out("out") / file)) << file;
  }
}

TEST_F(WrittenSamples, StopAtAPictureThatIsDamagedAndNameIt) {
  const StreamSource made = source();
  write_file_atomically(pictures("bg", "two"), "no picture");
  const StreamFolder folder(out("out"));
  folder.begin(made, files());
  Progress quiet;
  try {
    write_stream(folder, made, files(), 3, quiet);
    FAIL() << "a background cannot be decoded";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("two.png"), std::string::npos) << error.what();
  }
}

TEST(SampleKey, HasSixDigitsOrAsManyAsTheLast) {
  EXPECT_EQ(sample_key(12, 100), "000012");
  EXPECT_EQ(sample_key(999999, 1000000), "999999");
  EXPECT_EQ(sample_key(12, 1000001), "0000012");
}

TEST(Npy, IsWhatNumPySaves) {
  // numpy.save of [[0, .5, 1], [2, -1, .25]] as float32, NumPy 1.24.
  const std::string header =
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }" + std::string(58, ' ') + "\n";
  const std::vector<unsigned char> bytes =
      npy_bytes((cv::Mat_<float>(2, 3) << 0, 0.5F, 1, 2, -1, 0.25F));
  ASSERT_EQ(bytes.size(), 128U + 24);
  EXPECT_EQ(std::string(bytes.begin(), bytes.begin() + 10),
            std::string("\x93NUMPY\x01\x00\x76\x00", 10));
  EXPECT_EQ(std::string(bytes.begin() + 10, bytes.begin() + 128), header);
  const std::vector<unsigned char> half(bytes.begin() + 132, bytes.begin() + 136);
  EXPECT_EQ(half, (std::vector<unsigned char>{0, 0, 0, 0x3F}));
  const std::vector<unsigned char> colours = npy_bytes(cv::Mat(1, 2, CV_32FC3, cv::Scalar::all(0)));
  EXPECT_NE(std::string(colours.begin(), colours.end()).find("'shape': (1, 2, 3), }"),
            std::string::npos);
}

TEST(TarFile, LeavesNothingWithoutItsEnd) {
  const TemporaryFolder folder;
  {
    TarFile tar(folder.path() / "a.tar", 0);
    tar.add("name", "text", 4);
  }
  EXPECT_TRUE(fs::is_empty(folder.path()));
  EXPECT_THROW(TarFile(folder.path() / "none" / "a.tar", 0), DataError);
}

TEST(TarFile, TellsThatTheDiskIsFull) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "this machine has no /dev/full";
  const TemporaryFolder folder;
  fs::create_symlink("/dev/full", folder.path() / "a.tar.part");
  try {
    TarFile tar(folder.path() / "a.tar", 0);
    const std::string large(1 << 20, 'x');
    tar.add("name", large.data(), large.size());
    tar.finish();
    FAIL() << "the disk is full";
  } catch (const DataError& error) {
    EXPECT_NE(std::string(error.what()).find("No space left"), std::string::npos) << error.what();
    EXPECT_NE(error.hint().find("free some space"), std::string::npos);
  }
  EXPECT_FALSE(fs::exists(folder.path() / "a.tar"));
}

TEST(InOrder, HandsThingsOnInOrderAndKeepsNoMoreThanItsWindow) {
  for (const int threads : {1, 2, 7}) {
    std::vector<std::size_t> used;
    std::atomic<std::size_t> last_used{0};
    std::atomic<bool> too_far{false};
    InOrder<std::size_t> in_order(8, [&](std::size_t number, std::size_t& thing) {
      EXPECT_EQ(thing, number * number);
      used.push_back(number);
      last_used = number + 1;
    });
    ThreadTeam(threads).each(500, [&](std::size_t i) {
      in_order.put(i, i * i);
      if (i >= last_used + 8) too_far = true;
    });
    ASSERT_EQ(used.size(), 500U);
    EXPECT_TRUE(std::is_sorted(used.begin(), used.end()));
    EXPECT_FALSE(too_far);
  }
}

TEST(InOrder, LetsEverybodyGoWhenOneFails) {
  InOrder<int> in_order(2, [](std::size_t number, int&) {
    if (number == 5) throw DataError("full");
  });
  EXPECT_THROW(ThreadTeam(4).each(100, [&](std::size_t i) { in_order.put(i, 0); }), DataError);
  InOrder<int> missing(2, [](std::size_t, int&) {});
  EXPECT_THROW(ThreadTeam(4).each(100,
                                  [&](std::size_t i) {
                                    if (i == 0) {
                                      missing.stop();
                                      throw DataError("the first cannot be made");
                                    }
                                    missing.put(i, 0);
                                  }),
               DataError);
}

}  // namespace
}  // namespace mbench

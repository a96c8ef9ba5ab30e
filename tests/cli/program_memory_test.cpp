// Memory modes and limits from outside.

#include "core/image_io.h"
#include "tests/cli/data_program.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>

namespace mbench {
namespace {

using nlohmann::json;

class MemoryProgram : public DataProgram {
 protected:
  void SetUp() override {
    write_image(path("cat.png"), noise_image(130, 90, 1));
    cv::Mat trimap(90, 130, CV_8UC1, cv::Scalar(128));
    trimap.colRange(0, 20) = 0;
    trimap.colRange(110, 130) = 255;
    write_trimap(path("trimap.png"), Trimap(trimap));
  }
  static std::string matte(const std::string& more) {
    return "mbench matte -i cat.png --trimap trimap.png " + more;
  }
  /// How many images have that state in a store.
  int rows_in(const std::string& store, const std::string& state) {
    const ProgramResult report =
        run("mbench report --format csv --per-image --output - --db " + store);
    int count = 0;
    for (std::size_t at = 0; (at = report.out.find("," + state + ",", at)) != std::string::npos;
         ++at) {
      ++count;
    }
    return count;
  }
  cv::Mat alpha(const std::string& name) { return read_alpha(path(name)).picture.pixels(); }
};

TEST_F(MemoryProgram, ExactLeanGivesThePlainAlpha) {
  const std::string network = "-m vitmatte-s --weights synthetic:1 ";
  ASSERT_EQ(run(matte(network + "--output plain.tiff")).exit_code, 0);
  const ProgramResult lean = run(matte(network + "--memory exact-lean --output lean.tiff"));
  ASSERT_EQ(lean.exit_code, 0) << lean.err;
  EXPECT_EQ(lean.err.find("approximation"), std::string::npos) << lean.err;
  EXPECT_LE(cv::norm(alpha("plain.tiff"), alpha("lean.tiff"), cv::NORM_INF), 1e-5);
}

TEST_F(MemoryProgram, AnApproximationSaysSo) {
  const ProgramResult tiled = run(matte("-m closed-form --memory tile:64:16 --output tiled.tiff"));
  ASSERT_EQ(tiled.exit_code, 0) << tiled.err;
  EXPECT_NE(tiled.err.find("tile:64:16 is an approximation"), std::string::npos) << tiled.err;
  EXPECT_EQ(alpha("tiled.tiff").size(), cv::Size(130, 90));
}

TEST_F(MemoryProgram, RefusesWhatIsNoMode) {
  EXPECT_TRUE(says(complaint_of(matte("-m closed-form --memory lean --output a.png"), 2),
                   {"no memory mode 'lean'", "exact-lean"}));
  EXPECT_TRUE(says(complaint_of(matte("-m closed-form --memory exact-lean --output a.png"), 2),
                   {"it is no network"}));
  EXPECT_TRUE(says(complaint_of(matte("-m closed-form --ram much --output a.png"), 2),
                   {"--ram 'much' is no size", "11GiB"}));
}

TEST_F(MemoryProgram, AnImageThatDoesNotFitIsARowAndTriedInTheNextMode) {
  // Releases of LibTorch take unlike memory for themselves: the first limit that is enough for the
  // smaller picture, which is not enough for the whole one.
  const std::string network =
      "mbench run --suite demo --limit 1 --model vitmatte-s --weights synthetic:1 -o json --db ";
  std::string limit;
  for (const char* each : {"330MiB", "360MiB", "390MiB", "420MiB", "450MiB"}) {
    limit = each;
    if (run(network + "tried.db --memory downscale:256 --ram " + limit).exit_code == 0) break;
  }
  const std::string line = network + "runs.db --memory plain --memory downscale:256 --ram " + limit;
  const ProgramResult kept = run(line);
  EXPECT_EQ(kept.exit_code, 3) << kept.err;
  EXPECT_NE(kept.err.find("oom: out of memory"), std::string::npos) << kept.err;
  EXPECT_NE(kept.err.find("are left for tensors"), std::string::npos) << kept.err;
  const ProgramResult next = run(line + " --on-oom next-mode");
  EXPECT_EQ(next.exit_code, 0) << next.err;
  bool small = false;
  for (const json& row : json::parse(next.out)) {
    if (row["mode"] == "downscale:256+ram=" + limit + "+synthetic:1") small = row["ok"] == 1;
  }
  EXPECT_TRUE(small) << next.out;
}

TEST_F(MemoryProgram, AGpuThatIsNotThereIsAnUnsupportedRow) {
  const ProgramResult result =
      run("mbench run --suite demo --limit 1 --model vitmatte-s --weights synthetic:1 "
          "--device cuda:7 -o json --db gpu.db");
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_NE(result.err.find("there is no cuda:7"), std::string::npos) << result.err;
  EXPECT_EQ(rows_in("gpu.db", "unsupported"), 1);
  EXPECT_TRUE(says(complaint_of("mbench run --suite demo --device tpu", 2), {"tpu", "cuda"}));
}

// Weights, the first image's tensors, the second's: wherever memory ends, each image has its row.
TEST_F(MemoryProgram, NoRowIsLostWhereverMemoryEnds) {
  int both = 0;
  for (const int number : {1, 150, 300, 450, 600, 750}) {
    const std::string store = "fails-" + std::to_string(number) + ".db";
    const ProgramResult result =
        run("MBENCH_FAIL_TENSOR=" + std::to_string(number) +
            " mbench run --suite demo --limit 2 --model vitmatte-s --weights synthetic:1 "
            "--memory exact-lean+downscale:128 -o json --db " +
            store);
    EXPECT_EQ(result.exit_code, 3) << number << result.err;
    const int ok = rows_in(store, "ok");
    const int oom = rows_in(store, "oom");
    EXPECT_EQ(ok + oom, 2) << number << result.err;
    EXPECT_GE(oom, 1) << number << result.err;
    both += ok == 1 ? 1 : 0;
  }
  EXPECT_GE(both, 1) << "an image that fails must not take the next with it";
}

TEST_F(MemoryProgram, FitFindsMoreInMoreMemory) {
  const ProgramResult fit = run(
      "mbench fit --model vitmatte-s --memory plain --ram 420MiB,1GiB --sizes 128..896 --step 128 "
      "-o json");
  ASSERT_EQ(fit.exit_code, 0) << fit.err;
  const json rows = json::parse(fit.out);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0]["memory"], "420MiB");
  EXPECT_EQ(rows[0]["limited_by"], "memory") << rows[0];
  EXPECT_LT(rows[0]["largest_side"].get<int>(), rows[1]["largest_side"].get<int>()) << fit.out;
  EXPECT_LE(rows[1]["peak_mib"].get<double>(), 1024);
}

TEST_F(MemoryProgram, FitSaysWhatIsMissing) {
  EXPECT_TRUE(says(complaint_of("mbench fit --model knn", 2), {"no memory to fit into", "--ram"}));
  EXPECT_TRUE(
      says(complaint_of("mbench fit --model knn --vram 8GiB", 2), {"--vram is about a GPU"}));
  EXPECT_TRUE(says(complaint_of("mbench fit --model knn --ram 1GiB --sizes 9..1", 2),
                   {"from 32 to 65536"}));
}

}  // namespace
}  // namespace mbench

// Networks from outside, on synthetic weights: what a user meets who has no weights, or the wrong.

#include "core/image_io.h"
#include "runners/weights/parameter_manifest.h"
#include "tests/cli/data_program.h"
#include "tests/support/builders.h"

#include <opencv2/core.hpp>

namespace mbench {
namespace {

class NetworksProgram : public DataProgram {
 protected:
  void SetUp() override {
    write_image(path("cat.png"), noise_image(48, 40, 1));
    cv::Mat trimap(40, 48, CV_8UC1, cv::Scalar(128));
    trimap.colRange(0, 10) = 0;
    trimap.colRange(40, 48) = 255;
    write_trimap(path("trimap.png"), Trimap(trimap));
  }
  static std::string matte(const std::string& model, const std::string& more) {
    return "mbench matte -m " + model + " -i cat.png --output alpha.tiff " + more;
  }
};

TEST_F(NetworksProgram, MakesAnAlphaAndSaysThatItMeansNothing) {
  const ProgramResult made = run(matte("vitmatte-s", "--weights synthetic:1 --trimap trimap.png"));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  EXPECT_NE(made.err.find("the alpha means nothing"), std::string::npos) << made.err;
  const Alpha alpha = read_alpha(path("alpha.tiff")).picture;
  EXPECT_EQ(alpha.size(), cv::Size(48, 40));
  double low = 0;
  double high = 0;
  cv::minMaxLoc(alpha.pixels(), &low, &high);
  EXPECT_GE(low, 0);
  EXPECT_LE(high, 1);
  EXPECT_LT(low, high);
}

TEST_F(NetworksProgram, ReturnsATrimapInWhichNothingIsUnknown) {
  write_trimap(path("known.png"), flat_trimap(48, 40, 255));
  const ProgramResult made = run(matte("dim", "--weights synthetic:1 --trimap known.png"));
  ASSERT_EQ(made.exit_code, 0) << made.err;
  const cv::Mat alpha = read_alpha(path("alpha.tiff")).picture.pixels();
  EXPECT_EQ(cv::countNonZero(alpha != 1), 0);
}

TEST_F(NetworksProgram, SaysWhichFileIsMissingAndHowToRegisterIt) {
  const std::string said = complaint_of(matte("vitmatte-s", "--trimap trimap.png"), 4);
  EXPECT_TRUE(says(said, {"ViTMatte_S_Com.pth"})) << said;
  EXPECT_TRUE(says(said, {"mbench models add vitmatte-s"})) << said;
}

TEST_F(NetworksProgram, RefusesWhatANetworkCannotDo) {
  EXPECT_TRUE(says(complaint_of(matte("dim",
                                      "--weights synthetic:1 --trimap trimap.png "
                                      "--memory tokens:100"),
                                4),
                   {"tokens:N is MEMatte\'s"}));
  EXPECT_TRUE(says(complaint_of(matte("mam-vit-b", "--weights synthetic:1"), 4),
                   {"needs a box, points or a mask"}));
  EXPECT_TRUE(says(complaint_of(matte("dim", "--box 1,2,3,4 --trimap trimap.png"), 2),
                   {"takes no box, point or mask"}));
}

TEST_F(NetworksProgram, StoresRowsOfSyntheticWeightsWithoutScores) {
  const std::string line =
      "mbench run --suite demo --model dim-foamliu --model trimap --weights synthetic:1 "
      "--timeout 1 --db runs.db -o json";
  const ProgramResult result = run(line);
  ASSERT_TRUE(result.exit_code == 0 || result.exit_code == 3) << result.err;
  const nlohmann::json rows = nlohmann::json::parse(result.out);
  for (const nlohmann::json& row : rows) {
    const bool is_network = row["model"] == "dim-foamliu";
    EXPECT_EQ(row["sad"].is_null(), is_network) << row;
  }
  const ProgramResult report = run("mbench report --db runs.db --format csv --output rows.csv");
  EXPECT_EQ(report.exit_code, 0) << report.err;
  EXPECT_NE(read_text(path("rows.csv")).find("dim-foamliu,demo,plain+synthetic:1,"),
            std::string::npos);
}

}  // namespace
}  // namespace mbench

#include "runners/networks/torchscript.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "tests/support/builders.h"

#include <ATen/Functions.h>
#include <ATen/TensorOperators.h>
#include <c10/core/InferenceMode.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <torch/csrc/jit/api/module.h>

#include <cmath>
#include <map>

namespace mbench {
namespace {

using ::testing::HasSubstr;

class TorchScriptFile : public ::testing::Test {
 protected:
  TorchScriptFile() {
    torch::jit::Module module("Matting");
    module.define(R"(
def forward(self, x):
    return x[:, 3:4], x[:, 0:1] * 2.0, x
)");
    module.save(file().string());
    torch::jit::Module two("Two");
    two.define(R"(
def forward(self, image, trimap):
    return trimap[:, 1]
)");
    two.save(two_file().string());
  }
  fs::path file() const { return folder_.path() / "net.pt"; }
  fs::path two_file() const { return folder_.path() / "two.pt"; }

  static std::unique_ptr<Network> made(const fs::path& file, const std::string& settings) {
    write_file_atomically(file.string() + ".toml", settings);
    return make_torchscript(file);
  }
  std::string refusal(const std::string& settings) const {
    try {
      made(file(), settings);
    } catch (const ModelError& error) {
      return std::string(error.what()) + "\n" + error.hint();
    }
    return "accepted";
  }

  static MattingInput input(int width, int height) {
    return {noise_image(width, height, 1), noise_trimap(width, height, 2), {}, {}};
  }

  const c10::InferenceMode no_gradients_;
  TemporaryFolder folder_;
};

TEST_F(TorchScriptFile, PutsTheTrimapBehindTheColours) {
  const MattingInput given = input(7, 5);
  const at::Tensor alpha = made(file(), "keep_known = false")->infer(given);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 7; ++x) {
      EXPECT_FLOAT_EQ(alpha[y][x].item<float>(),
                      static_cast<float>(given.trimap->pixels().at<std::uint8_t>(y, x)) / 255);
    }
  }
}

TEST_F(TorchScriptFile, OrdersAndNormalisesColoursAndClipsWhatComes) {
  const MattingInput given = input(7, 5);
  const at::Tensor alpha = made(file(), R"(
colours = "bgr"
mean = [0.1, 0, 0]
deviation = [0.5, 1, 1]
output = 1
keep_known = false)")
                               ->infer(given);
  const float blue = static_cast<float>(given.image.pixels().at<cv::Vec3b>(2, 3)[2]) / 255;
  EXPECT_NEAR(alpha[2][3].item<float>(), std::min(std::max((blue - 0.1F) * 4, 0.0F), 1.0F), 1e-6);
}

TEST_F(TorchScriptFile, KeepsKnownPixelsUnlessToldOtherwise) {
  const MattingInput given{noise_image(4, 3, 1), flat_trimap(4, 3, 255), {}, {}};
  EXPECT_EQ(made(file(), "output = 1")->infer(given).min().item<float>(), 1.0F);
}

TEST_F(TorchScriptFile, PadsAsIsSaidAndCutsThePaddingOff) {
  const MattingInput given = input(5, 3);
  const at::Tensor plain = made(file(), "keep_known = false")->infer(given);
  const std::map<std::string, std::vector<std::int64_t>> first_row{
      {"pad_mode = \"reflect\"", {0, 1, 2, 3, 4, 3, 2, 1}},
      {"pad_mode = \"symmetric\"", {0, 1, 2, 3, 4, 4, 3, 2}},
      {"pad_mode = \"reflect\"\npad_sides = \"all\"", {1, 0, 1, 2, 3, 4, 3, 2}},
      {"pad_mode = \"zero\"", {0, 1, 2, 3, 4, -1, -1, -1}}};
  for (const auto& [mode, places] : first_row) {
    const auto network = made(file(), mode + "\npad_multiple = 8\nkeep_known = false");
    at::Tensor seen;
    const at::Tensor alpha =
        network->infer(given, [&](const std::string& stage, const at::Tensor& values) {
          if (stage == "input") seen = values[0][0].clone();
        });
    EXPECT_TRUE(at::equal(alpha, plain)) << mode;
    ASSERT_EQ(seen.sizes(), (at::IntArrayRef{8, 8})) << mode;
    const std::int64_t row = mode.find("all") == std::string::npos ? 0 : 2;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const float expected = places[i] < 0 ? 0
                                           : static_cast<float>(given.image.pixels().at<cv::Vec3b>(
                                                 0, static_cast<int>(places[i]))[0]) /
                                                 255;
      EXPECT_FLOAT_EQ(seen[row][static_cast<std::int64_t>(i)].item<float>(), expected)
          << mode << " at " << i;
    }
  }
}

TEST_F(TorchScriptFile, MirrorsWhatIsSmallerThanItsPadding) {
  const auto network = made(file(), "pad_multiple = 32\noutput = 0");
  EXPECT_EQ(network->infer(input(1, 1)).numel(), 1);
  EXPECT_EQ(network->infer(input(2, 40)).numel(), 80);
}

TEST_F(TorchScriptFile, GivesTwoInputsAndAOneHotTrimap) {
  const MattingInput given = input(6, 4);
  const at::Tensor alpha =
      made(two_file(), "inputs = \"image,trimap\"\ntrimap = \"one-hot\"\nkeep_known = false")
          ->infer(given);
  const bool unknown = given.trimap->pixels().at<std::uint8_t>(3, 5) == Trimap::kUnknown;
  EXPECT_EQ(alpha[3][5].item<float>(), unknown ? 1.0F : 0.0F);
}

TEST_F(TorchScriptFile, ShowsATemplateWhereSettingsAreMissing) {
  try {
    make_torchscript(file());
    FAIL() << "accepted";
  } catch (const ModelError& error) {
    EXPECT_THAT(error.what(), HasSubstr("net.pt.toml"));
    const std::string hint = error.hint();
    const std::string shown = hint.substr(hint.find('#'));
    EXPECT_EQ(refusal(shown), "accepted") << "the template can be used as it is";
  }
}

TEST_F(TorchScriptFile, RefusesWrongSettings) {
  EXPECT_THAT(refusal("colour = \"rgb\""), HasSubstr("did you mean 'colours'"));
  EXPECT_THAT(refusal("colours = \"gbr\""), HasSubstr("one of \"bgr\", \"rgb\""));
  EXPECT_THAT(refusal("mean = [1, 2]"), HasSubstr("three numbers"));
  EXPECT_THAT(refusal("deviation = [1, 0, 1]"), HasSubstr("above 0"));
  EXPECT_THAT(refusal("pad_multiple = 0"), HasSubstr("at least 1"));
  EXPECT_THAT(refusal("keep_known = 1"), HasSubstr("true or false"));
  EXPECT_THAT(refusal("= 3"), HasSubstr(":1: not TOML"));
}

TEST_F(TorchScriptFile, RefusesWhatIsNoNetworkOrGivesNoAlpha) {
  EXPECT_THROW(make_torchscript(folder_.path() / "none.pt"), ModelError);
  const fs::path text = folder_.path() / "text.pt";
  write_file_atomically(text, "no archive");
  EXPECT_THROW(made(text, ""), ModelError);
  EXPECT_THROW(made(file(), "output = 2")->infer(input(4, 4)), ModelError);
  EXPECT_THROW(made(file(), "output = 9")->infer(input(4, 4)), ModelError);
}

}  // namespace
}  // namespace mbench

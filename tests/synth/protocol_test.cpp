#include "synth/protocol.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/core.hpp>
#include <opencv2/core/version.hpp>
#include <opencv2/imgproc.hpp>
#include <set>
#include <sstream>
#include <string>

#include "core/error.h"
#include "core/sha256.h"
#include "synth/blend.h"
#include "synth/composite.h"
#include "tests/support/builders.h"

namespace mbench {
namespace {

std::vector<std::string> lines_of(const std::string& name) {
  std::ifstream file(MBENCH_TEST_DATA_DIR "/synth/" + name);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    if (line.front() != '#') lines.push_back(line);
  }
  return lines;
}

TEST(Protocols, HaveNamesSourcesAndSplitsOfTheirOwn) {
  std::set<std::string> names;
  for (const Protocol& protocol : protocols()) {
    EXPECT_TRUE(names.insert(protocol.name).second) << protocol.name;
    EXPECT_GE(protocol.version, 1) << protocol.name;
    EXPECT_FALSE(protocol.summary.empty()) << protocol.name;
    EXPECT_FALSE(protocol.source.empty()) << protocol.name;
    ASSERT_FALSE(protocol.splits.empty()) << protocol.name;
    EXPECT_NO_THROW(protocol.split("test")) << protocol.name;
    EXPECT_EQ(&find_protocol(protocol.name), &protocol);
  }
  EXPECT_EQ(names,
            (std::set<std::string>{"dim", "d646", "simd", "paddle", "huochaitiantang", "local"}));
}

TEST(Protocols, PairAsPublished) {
  EXPECT_EQ(find_protocol("dim").split("test").backgrounds_each, 20);
  EXPECT_EQ(find_protocol("dim").split("train").backgrounds_each, 100);
  EXPECT_EQ(find_protocol("d646").split("test").backgrounds_each, 20);
  EXPECT_EQ(find_protocol("d646").split("train").backgrounds_each, 80);
  EXPECT_EQ(find_protocol("simd").pairing, PairingRule::listed);
}

TEST(Protocols, AreSuggestedWhereOneIsMisspelt) {
  try {
    find_protocol("padle");
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_NE(error.hint().find("'paddle'"), std::string::npos) << error.hint();
  }
}

TEST(Protocols, NameTheirSplitsWhereOneIsUnknown) {
  try {
    find_protocol("simd").split("train");
    FAIL() << "nothing was thrown";
  } catch (const UsageError& error) {
    EXPECT_STREQ(error.what(), "protocol simd has no split 'train'");
    EXPECT_EQ(error.hint(), "it has test");
  }
}

TEST(Protocols, DifferInTheirParameters) {
  std::set<std::string> texts;
  for (const Protocol& protocol : protocols()) {
    std::string text;
    for (const auto& [name, value] : parameters_of(protocol, protocol.split("test"))) {
      text += name + "=" + value + " ";
    }
    texts.insert(text);
  }
  // Only `dim` and `local` make the same pixels under the same names.
  EXPECT_EQ(texts.size(), protocols().size() - 1);
}

TEST(ProtocolSizes, EqualPythonsOnStoredFigures) {
  const Protocol& simd = find_protocol("simd");
  int cases = 0;
  for (const std::string& line : lines_of("protocol_sizes.txt")) {
    std::istringstream fields(line);
    std::string kind;
    fields >> kind;
    cv::Size size, background, made;
    fields >> size.width >> size.height;
    if (kind != "simd-foreground") fields >> background.width >> background.height;
    fields >> made.width >> made.height;
    ASSERT_TRUE(fields) << line;
    if (kind == "simd-foreground") {
      EXPECT_EQ(foreground_size(simd, size), made) << line;
    } else {
      const Protocol& protocol = find_protocol(kind == "ceiling" ? "paddle" : "huochaitiantang");
      EXPECT_EQ(background_size(protocol, size, background), made) << line;
    }
    ++cases;
  }
  EXPECT_EQ(cases, 328);
}

TEST(ProtocolSizes, NeverShrinkABackground) {
  for (const Protocol& protocol : protocols()) {
    EXPECT_EQ(background_size(protocol, {100, 100}, {300, 200}), cv::Size(300, 200));
    EXPECT_EQ(background_size(protocol, {300, 200}, {300, 200}), cv::Size(300, 200));
  }
}

TEST(ProtocolSizes, OfTooNarrowPicturesAreRefusedNotWrapped) {
  for (const Protocol& protocol : protocols()) {
    EXPECT_THROW(background_size(protocol, {60000, 10}, {1, 60000}), DataError) << protocol.name;
  }
  EXPECT_THROW(foreground_size(find_protocol("simd"), {1, 2000000000}), DataError);
}

TEST(ProtocolComposites, EqualTheirSourcesArithmeticOnStoredDigests) {
  int cases = 0;
  for (const std::string& line : lines_of("composite_protocols.txt")) {
    std::istringstream fields(line);
    std::string name, digest, alpha_digest;
    unsigned seed = 0;
    int w = 0, h = 0, bw = 0, bh = 0;
    ASSERT_TRUE(fields >> name >> seed >> w >> h >> bw >> bh >> digest >> alpha_digest) << line;
    const Protocol& protocol = find_protocol(name);
    // Another release of OpenCV may resize to other bytes, and is then no judge.
    const bool by_opencv = protocol.resampler == Resampler::opencv_linear;
    if (by_opencv && (CV_VERSION_MAJOR != 4 || CV_VERSION_MINOR != 6)) continue;
    const Foreground foreground =
        prepared_foreground(protocol, noise_image(w, h, seed), noise_bytes(w, h, seed + 100));
    const Image made = composite(protocol, foreground, noise_image(bw, bh, seed + 200));
    EXPECT_EQ(sha256_of_pixels(made.pixels()), digest) << line;
    EXPECT_EQ(sha256_of_pixels(foreground.alpha.pixels()), alpha_digest) << line;
    ++cases;
  }
  EXPECT_GE(cases, 24);
}

class EveryProtocol : public testing::TestWithParam<std::string> {
 protected:
  const Protocol& protocol() const { return find_protocol(GetParam()); }
};

TEST_P(EveryProtocol, GivesForegroundAndBackgroundWhereTheAlphaIsWholeOrNone) {
  const Image image = noise_image(811, 905, 1);
  const Image background = noise_image(1000, 950, 2);
  const Foreground opaque = prepared_foreground(protocol(), image, flat_bytes(811, 905, 255));
  EXPECT_EQ(
      cv::norm(composite(protocol(), opaque, background).pixels(), image.pixels(), cv::NORM_INF),
      0.0);
  const Foreground clear = prepared_foreground(protocol(), image, flat_bytes(811, 905, 0));
  EXPECT_EQ(cv::norm(composite(protocol(), clear, background).pixels(),
                     background.pixels()(cv::Rect(0, 0, 811, 905)), cv::NORM_INF),
            0.0);
}

TEST_P(EveryProtocol, CropsAnEnlargedBackgroundAtItsTopLeftCorner) {
  const Image small = noise_image(401, 300, 3);
  const Foreground clear =
      prepared_foreground(protocol(), noise_image(820, 830, 1), flat_bytes(820, 830, 0));
  const cv::Mat made = composite(protocol(), clear, small).pixels();
  const cv::Size size = background_size(protocol(), {820, 830}, small.size());
  EXPECT_GE(size.width, 820);
  EXPECT_GE(size.height, 830);
  if (protocol().resampler != Resampler::opencv_linear) return;  // Pillow's has tests of its own
  cv::Mat whole;
  cv::resize(small.pixels(), whole, size, 0, 0, cv::INTER_LINEAR);
  EXPECT_EQ(cv::norm(made, whole(cv::Rect(0, 0, 820, 830)), cv::NORM_INF), 0.0);
}

TEST_P(EveryProtocol, DoesNotDependOnTheNumberOfThreads) {
  const auto digest = [&] {
    const Foreground foreground =
        prepared_foreground(protocol(), noise_image(97, 61, 1), noise_bytes(97, 61, 2));
    return sha256_of_pixels(composite(protocol(), foreground, noise_image(20, 30, 3)).pixels());
  };
  const int threads = cv::getNumThreads();
  cv::setNumThreads(1);
  const std::string alone = digest();
  cv::setNumThreads(4);
  EXPECT_EQ(digest(), alone);
  cv::setNumThreads(threads);
}

TEST_P(EveryProtocol, RefusesAnAlphaOfAnotherSize) {
  EXPECT_THROW(prepared_foreground(protocol(), noise_image(4, 2, 1), flat_bytes(2, 4, 0)),
               DataError);
}

INSTANTIATE_TEST_SUITE_P(Protocols, EveryProtocol,
                         testing::Values("dim", "d646", "simd", "paddle", "huochaitiantang",
                                         "local"),
                         [](const auto& protocol) { return protocol.param; });

double share_of_differing_pixels(const std::string& one, const std::string& other) {
  // A photograph's smoothness: noise enlarged twice.
  cv::Mat smooth;
  cv::resize(noise_image(50, 38, 1).pixels(), smooth, {500, 375}, 0, 0, cv::INTER_CUBIC);
  const Image background(smooth);
  const Image foreground = noise_image(1200, 960, 2);
  const Alpha alpha = disc_alpha(1200, 960);
  const auto made = [&](const std::string& name) {
    const Protocol& protocol = find_protocol(name);
    return composite(protocol, prepared_foreground(protocol, foreground, alpha), background);
  };
  cv::Mat differs;
  cv::compare(made(one).pixels().reshape(1), made(other).pixels().reshape(1), differs, cv::CMP_NE);
  return static_cast<double>(cv::countNonZero(differs)) / static_cast<double>(differs.total());
}

TEST(ProtocolComposites, OfTheWrongProtocolsDifferFromThePublishedOnes) {
  EXPECT_GT(share_of_differing_pixels("dim", "paddle"), 0.1);
  EXPECT_GT(share_of_differing_pixels("dim", "huochaitiantang"), 0.1);
  EXPECT_GT(share_of_differing_pixels("paddle", "huochaitiantang"), 0.01);
  EXPECT_EQ(share_of_differing_pixels("dim", "d646"), 0.0);
  EXPECT_EQ(share_of_differing_pixels("dim", "local"), 0.0);
}

}  // namespace
}  // namespace mbench

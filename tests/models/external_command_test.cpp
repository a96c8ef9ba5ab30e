#include "runners/models/external_command.h"

#include "core/error.h"
#include "core/filesystem.h"
#include "runners/models/model_registry.h"
#include "tests/support/builders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include <csignal>
#include <string>

namespace mbench {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;

MattingInput input(int width = 4, int height = 3) {
  return {noise_image(width, height, 1), noise_trimap(width, height, 2), {}, "animals/cat"};
}

template <typename Failure = std::exception>
std::string failure_of(MattingModel& model) {
  try {
    model.matte(input());
  } catch (const Failure& failure) {
    return failure.what();
  }
  return "none";
}

/// A program of a few lines of shell as a model, with three threads.
class Script {
 public:
  Script(const std::string& lines, const std::string& arguments) {
    const fs::path file = folder_.path() / "a program";
    write_file_atomically(file, "#!/bin/sh\n" + lines + "\n");
    fs::permissions(file, fs::owner_all);
    model_ = make_model(parse_model_spec("command:'" + file.string() + "' " + arguments), 3);
  }
  MattingModel& model() { return *model_; }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<MattingModel> model_;
};

std::string refusal(const std::string& command) {
  try {
    parse_model_spec("command:" + command);
  } catch (const UsageError& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "accepted";
}

TEST(ExternalCommand, TakesTheAlphaThatTheProgramWrote) {
  Script script("cp \"$2\" \"$3\"", "{image} {trimap} {alpha}");
  const MattingInput given = input();
  const Alpha alpha = script.model().matte(given);
  EXPECT_LT(cv::norm(alpha.pixels() * 255, cv::Mat_<float>(given.trimap->pixels()), cv::NORM_INF),
            1e-4);
}

TEST(ExternalCommand, GivesWhatThePlacesStandFor) {
  Script script(
      "test \"$1\" = --size=40x30 && test \"$2\" = animals/cat && test \"$3\" = 3 && "
      "test \"$4\" = '{}' && cp \"$5\" \"$6\"",
      "--size={width}x{height} {name} {threads} '{}' {trimap} {alpha}");
  EXPECT_EQ(script.model().matte(input(40, 30)).size(), cv::Size(40, 30));
}

TEST(ExternalCommand, FindsProgramsAsAShellDoes) {
  const auto model = make_model(parse_model_spec("command:cp {trimap} {alpha}"), 1);
  EXPECT_EQ(model->matte(input()).size(), cv::Size(4, 3));
}

TEST(ExternalCommand, ReadsATiffIfThePlaceSaysSo) {
  Script script("case \"$2\" in *.tiff) cp \"$1\" \"$2\";; esac", "{trimap} {alpha.tiff}");
  EXPECT_EQ(script.model().matte(input()).size(), cv::Size(4, 3));  // by content, not by name
}

TEST(ExternalCommand, SaysWhatTheProgramSaidWhenItFails) {
  Script script("echo loading; echo no weights >&2; exit 3", "{alpha}");
  EXPECT_THAT(failure_of(script.model()),
              HasSubstr("ended with status 3; it said: loading\nno weights"));
}

TEST(ExternalCommand, KeepsTheEndOfALongOutput) {
  Script script("head -c 300000 /dev/zero | tr '\\0' x; echo; echo the end; exit 1", "{alpha}");
  const std::string failure = failure_of(script.model());
  EXPECT_THAT(failure, EndsWith("x\nthe end"));
  EXPECT_LT(failure.size(), 5000U);
}

TEST(ExternalCommand, NamesTheSignalThatEndedTheProgram) {
  Script script("kill -SEGV $$", "{alpha}");
  EXPECT_THAT(failure_of(script.model()), HasSubstr("died of signal 11"));
}

TEST(ExternalCommand, MissesAnAlphaThatWasNotWritten) {
  Script script("exit 0", "{alpha}");
  EXPECT_THAT(failure_of(script.model()), HasSubstr("wrote no alpha.png; it said nothing"));
}

TEST(ExternalCommand, RefusesAnAlphaOfAnotherSize) {
  const TemporaryFolder folder;
  const auto keep =
      make_model(parse_model_spec("command:sh -c 'cp {trimap} " + folder.path().string() +
                                  "/t.png; cp {trimap} {alpha}'"),
                 1);
  keep->matte(input(8, 8));
  const auto model =
      make_model(parse_model_spec("command:cp " + folder.path().string() + "/t.png {alpha}"), 1);
  EXPECT_THAT(failure_of(*model), HasSubstr("wrote an alpha of 8x8 for an image of 4x3"));
}

TEST(ExternalCommand, RefusesWhatCannotBeStarted) {
  const auto model = make_model(parse_model_spec("command:/nowhere/at-all {alpha}"), 1);
  EXPECT_THAT(failure_of<ModelError>(*model), HasSubstr("cannot start /nowhere/at-all: No such"));
}

TEST(ExternalCommand, RefusesACommandThatCannotWork) {
  EXPECT_THAT(refusal(""), HasSubstr("command needs its"));
  EXPECT_THAT(refusal("cp {image} out.png"), HasSubstr("put {alpha}"));
  EXPECT_THAT(refusal("cp {imgae} {alpha}"), HasSubstr("did you mean 'image'"));
  EXPECT_THAT(refusal("cp 'x {alpha}"), HasSubstr("without its end"));
  EXPECT_THAT(refusal("cp {alpha} {alpha.tiff}"), HasSubstr("has both"));
}

TEST(ExternalCommand, EndsWhatTheProgramLeavesBehind) {
  const TemporaryFolder folder;
  const fs::path number = folder.path() / "pid";
  // In a session of its own and without a parent, as a daemon is.
  Script script(
      "setsid sh -c 'sleep 1000 & echo $! > \"$1\"' sh " + number.string() + "; cp \"$1\" \"$2\"",
      "{trimap} {alpha}");
  script.model().matte(input());
  EXPECT_EQ(::kill(std::stoi(read_text(number)), 0), -1);
}

TEST(ExternalCommand, SeesTheMemoryOfWhatTheProgramStarted) {
  // `tail` keeps 64 MB until its input ends.
  Script script(
      "{ head -c 64000000 /dev/zero; sleep 0.5; } | tail -c 64000000 > /dev/null; "
      "cp \"$1\" \"$2\"",
      "{trimap} {alpha}");
  script.model().matte(input());
  const auto use = script.model().outside_use();
  ASSERT_TRUE(use);
  EXPECT_TRUE(use->is_timed);
  ASSERT_TRUE(use->memory_peak_bytes);
  EXPECT_GE(*use->memory_peak_bytes, 64'000'000);
  EXPECT_LT(*use->memory_peak_bytes, 110'000'000);
  EXPECT_FALSE(use->device_peak_bytes);
}

}  // namespace
}  // namespace mbench

#include "runners/models/augmentation.h"

#include "core/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace mbench {
namespace {

using ::testing::HasSubstr;

/// The message and the hint of the UsageError that the text is refused with.
std::string refusal(const std::string& text) {
  try {
    parse_augmentation(text);
  } catch (const UsageError& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "accepted";
}

TEST(Augmentation, KeepsItsText) {
  for (const char* text : {"aematter", "flip", "rot4", "rot4flip", "scales:0.75,1,1.25"}) {
    EXPECT_EQ(parse_augmentation(text).text(), text);
  }
}

TEST(Augmentation, HasOneTextForOneChoiceOfScales) {
  EXPECT_EQ(parse_augmentation("scales:1.250,0.75,1.0").text(), "scales:0.75,1,1.25");
}

TEST(Augmentation, FlipsAndTurnsInTheAuthorsOrder) {
  const std::vector<AugmentedView> views = parse_augmentation("aematter").views;
  ASSERT_EQ(views.size(), 8U);
  for (int i = 0; i < 8; ++i) {
    const AugmentedView& view = views[static_cast<std::size_t>(i)];
    EXPECT_EQ(view.quarter_turns, i / 2);
    EXPECT_EQ(view.mirrored, i % 2 == 1);
    EXPECT_EQ(view.scale, 1);
  }
}

TEST(Augmentation, TruncatesAsTheAuthorsDoOnlyIfAskedTo) {
  EXPECT_TRUE(parse_augmentation("aematter").truncates_views);
  EXPECT_FALSE(parse_augmentation("rot4flip").truncates_views);
  EXPECT_EQ(parse_augmentation("rot4flip").views.size(), 8U);
  EXPECT_EQ(parse_augmentation("rot4").views.size(), 4U);
  EXPECT_EQ(parse_augmentation("flip").views.size(), 2U);
}

TEST(Augmentation, SaysWhatIsAveraged) {
  EXPECT_EQ(parse_augmentation("flip").meaning(),
            "Each alpha is the mean of those of 2 views of the sample: as it is and mirrored left "
            "to right.");
  EXPECT_THAT(parse_augmentation("aematter").meaning(), HasSubstr("truncating each to 8 bits"));
  EXPECT_THAT(parse_augmentation("scales:0.5,1").meaning(), HasSubstr("resized by 0.5, 1 "));
}

TEST(Augmentation, RefusesOtherNamesAndNamesTheChoices) {
  for (const char* text : {"", "Flip", "flip:1", "rot8", "scales", "aematter "}) {
    EXPECT_THAT(refusal(text), HasSubstr("choose aematter, flip, rot4, rot4flip, or scales"))
        << text;
  }
}

TEST(Augmentation, RefusesWhatIsNoScale) {
  for (const char* list : {"", "1,", ",1", "1,two", "1,0", "1,-1", "1,4.5", "1,nan", "1,inf"}) {
    EXPECT_THAT(refusal(std::string("scales:") + list), HasSubstr("is no scale")) << list;
  }
}

TEST(Augmentation, RefusesScalesTwiceTooFewAndTooMany) {
  EXPECT_THAT(refusal("scales:1,1.0"), HasSubstr("twice"));
  EXPECT_THAT(refusal("scales:0.5"), HasSubstr("name 2 to 8 scales"));
  EXPECT_THAT(refusal("scales:1,2,3,4,0.5,0.6,0.7,0.8,0.9"), HasSubstr("name 2 to 8 scales"));
}

}  // namespace
}  // namespace mbench

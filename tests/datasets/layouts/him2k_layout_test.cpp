#include "datasets/layouts/him2k.h"

#include <gmock/gmock.h>

#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Him2kLayout, GivesOneSamplePerPersonAndOneForegroundPerImage) {
  const TinyDataset data;
  data.image("images/comp/a.jpg");
  data.alpha("alphas/comp/a/00.png");
  data.alpha("alphas/comp/a/01.png");
  data.image("images/natural/b.png");
  data.alpha("alphas/natural/b/00.png");
  ASSERT_TRUE(is_recognised(him2k_layout(), data));
  const DatasetContents contents = contents_of(him2k_layout(), data);
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THAT(names_in(contents), ElementsAre("comp/a_00", "comp/a_01", "natural/b_00"));
  const FoundSample& second = contents.samples[1];
  EXPECT_EQ(second.image, "images/comp/a.jpg");
  EXPECT_EQ(second.alpha, "alphas/comp/a/01.png");
  EXPECT_EQ(second.foreground, "a");
  EXPECT_EQ(second.entity, "01");
  EXPECT_EQ(contents.variant, "root");
}

TEST(Him2kLayout, ReadsOneSplitAndTheFolderThatHoldsTheSetInAnyCase) {
  const TinyDataset data;
  data.image("him2k/Images/Natural/a b.JPG");
  data.alpha("him2k/alphas/natural/a b/00.PNG");
  ASSERT_TRUE(is_recognised(him2k_layout(), data));
  const DatasetContents contents = contents_of(him2k_layout(), data);
  EXPECT_THAT(names_in(contents), ElementsAre("natural/a b_00"));
  EXPECT_EQ(contents.variant, "folder");
}

TEST(Him2kLayout, TellsWhatHasNoCounterpartOrNoNumber) {
  const TinyDataset data;
  data.image("images/comp/a.jpg");
  data.alpha("alphas/comp/a/00.png");
  data.alpha("alphas/comp/a/all.png");
  data.image("images/comp/b.jpg");
  data.alpha("alphas/comp/c/00.png");
  const DatasetContents contents = contents_of(him2k_layout(), data);
  EXPECT_THAT(names_in(contents), ElementsAre("comp/a_00"));
  EXPECT_THAT(contents.problems,
              ElementsAre(HasSubstr("alphas/comp/a/all.png: its name is no number"),
                          HasSubstr("images/comp/b.jpg: there are no alphas in alphas/comp/b"),
                          HasSubstr("alphas/comp/c: these alphas have no image")));
}

TEST(Him2kLayout, HasNoTrimaps) {
  const TinyDataset data;
  data.image("images/comp/a.jpg");
  data.alpha("alphas/comp/a/00.png");
  EXPECT_THROW(contents_of(him2k_layout(), data, "trimap"), UsageError);
}

TEST(Him2kLayout, DoesNotClaimImagesAndAlphasWithoutItsSplits) {
  const TinyDataset data;
  add_pictures(data, "a", "images", "alphas");
  EXPECT_FALSE(is_recognised(him2k_layout(), data));
  EXPECT_THROW(contents_of(him2k_layout(), data), DataError);
}

}  // namespace
}  // namespace mbench

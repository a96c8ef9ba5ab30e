#include <gmock/gmock.h>

#include "datasets/layouts/am2k.h"
#include "datasets/layouts/p3m10k.h"
#include "datasets/layouts/ppm100.h"
#include "datasets/layouts/rwp636.h"
#include "tests/datasets/layouts/layout_samples.h"

namespace mbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

void add_animals(const TinyDataset& data, const std::string& folder) {
  add_pictures(data, "m_00000001", folder + "train/original", folder + "train/mask");
  add_pictures(data, "m_00000002", folder + "validation/original", folder + "validation/mask",
               folder + "validation/trimap");
}

TEST(Am2kLayout, ReadsBothSplitsWithTrimapsWhereTheyAre) {
  const TinyDataset data;
  add_animals(data, "");
  ASSERT_TRUE(is_recognised(am2k_layout(), data));
  const DatasetContents contents = contents_of(am2k_layout(), data);
  EXPECT_THAT(names_in(contents), ElementsAre("train/m_00000001", "validation/m_00000002"));
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_EQ(contents.trimap_source, "trimap");
  EXPECT_EQ(contents.samples[0].trimap, "");
  EXPECT_EQ(contents.samples[1].trimap, "validation/trimap/m_00000002.png");
}

TEST(Am2kLayout, ReadsEveryFolderThatHoldsTheSet) {
  for (const std::string folder : {"AM-2k/", "AM2k/", "am_2K/"}) {
    const TinyDataset data;
    add_animals(data, folder);
    ASSERT_TRUE(is_recognised(am2k_layout(), data)) << folder;
    EXPECT_EQ(contents_of(am2k_layout(), data).samples.size(), 2U) << folder;
  }
}

TEST(Am2kLayout, ReadsTheValidationAlone) {
  const TinyDataset named;
  add_pictures(named, "cat", "AM-200/original", "AM-200/mask", "AM-200/trimap");
  ASSERT_TRUE(is_recognised(am2k_layout(), named));
  EXPECT_THAT(names_in(contents_of(am2k_layout(), named)), ElementsAre("validation/cat"));
  const TinyDataset bare;
  add_pictures(bare, "m_0a1b2c3d", "original", "mask", "trimap");
  ASSERT_TRUE(is_recognised(am2k_layout(), bare));
  EXPECT_THAT(names_in(contents_of(am2k_layout(), bare)), ElementsAre("validation/m_0a1b2c3d"));
}

TEST(Am2kLayout, DoesNotClaimOtherFoldersOfTheseNames) {
  const TinyDataset data;
  add_pictures(data, "o_0a1b2c3d", "original", "mask", "trimap");
  EXPECT_FALSE(is_recognised(am2k_layout(), data));
}

TEST(Am2kLayout, ReadsATrainingSplitWithoutTrimapsUnlessTheyAreAskedFor) {
  const TinyDataset data;
  add_pictures(data, "m_00000001", "train/original", "train/mask");
  const DatasetContents contents = contents_of(am2k_layout(), data);
  EXPECT_EQ(contents.trimap_source, "");
  EXPECT_THAT(contents.problems, IsEmpty());
  EXPECT_THROW(contents_of(am2k_layout(), data, "trimap"), UsageError);
  EXPECT_THROW(contents_of(am2k_layout(), data, "usr"), UsageError);
}

void add_portraits(const TinyDataset& data, const std::string& folder,
                   const std::string& validation) {
  add_pictures(data, "p_1", folder + "train/blurred_image", folder + "train/mask");
  const std::string blurred = folder + validation + "P3M-500-P/";
  const std::string plain = folder + validation + "P3M-500-NP/";
  add_pictures(data, "p_2", blurred + "blurred_image", blurred + "mask", blurred + "trimap");
  add_pictures(data, "p_3", plain + "original_image", plain + "mask", plain + "trimap");
}

TEST(P3m10kLayout, ReadsThreeSplitsWithAndWithoutTheValidationFolder) {
  for (const std::string folder : {"", "P3M-10k/", "p3m10k/"}) {
    for (const std::string validation : {"validation/", "Validation/", ""}) {
      const TinyDataset data;
      add_portraits(data, folder, validation);
      ASSERT_TRUE(is_recognised(p3m10k_layout(), data)) << folder << validation;
      const DatasetContents contents = contents_of(p3m10k_layout(), data);
      EXPECT_THAT(names_in(contents), ElementsAre("train/p_1", "p3m-500-p/p_2", "p3m-500-np/p_3"))
          << folder << validation;
      EXPECT_THAT(contents.problems, IsEmpty());
      EXPECT_EQ(contents.samples[0].trimap, "");
      EXPECT_NE(contents.samples[2].trimap, "");
    }
  }
}

TEST(P3m10kLayout, ReadsOneSplitAlone) {
  const TinyDataset data;
  add_pictures(data, "p_3", "P3M_500_NP/original_image", "P3M_500_NP/mask", "P3M_500_NP/trimap");
  ASSERT_TRUE(is_recognised(p3m10k_layout(), data));
  EXPECT_THAT(names_in(contents_of(p3m10k_layout(), data)), ElementsAre("p3m-500-np/p_3"));
}

TEST(P3m10kLayout, TellsWhatLacksItsCounterpart) {
  const TinyDataset data;
  add_portraits(data, "", "validation/");
  data.image("train/blurred_image/p_4.png");
  data.image("validation/P3M-500-P/blurred_image/p_5.jpg");
  data.alpha("validation/P3M-500-P/mask/p_5.png");
  EXPECT_THAT(contents_of(p3m10k_layout(), data).problems,
              ElementsAre(HasSubstr("train/blurred_image/p_4.png: there is no alpha"),
                          HasSubstr("P3M-500-P/blurred_image/p_5.jpg: there is no trimap")));
}

TEST(P3m10kLayout, RefusesTrimapsThatItDoesNotKnow) {
  const TinyDataset data;
  add_portraits(data, "", "validation/");
  EXPECT_EQ(contents_of(p3m10k_layout(), data, "trimap").samples.size(), 3U);
  EXPECT_THROW(contents_of(p3m10k_layout(), data, "usr"), UsageError);
}

/// Tiny pictures of any content, as only names count.
void add_jpegs(const TinyDataset& data, const std::vector<std::string>& files) {
  for (const std::string& file : files) data.image(file);
}

TEST(Ppm100Layout, ReadsPortraitsAndMattesOfJpegFiles) {
  for (const std::string folder : {"", "PPM-100/", "PPM100/"}) {
    const TinyDataset data;
    add_jpegs(data, {folder + "image/a.jpg", folder + "image/b.JPG", folder + "matte/a.jpg",
                     folder + "matte/b.jpeg"});
    ASSERT_TRUE(is_recognised(ppm100_layout(), data)) << folder;
    const DatasetContents contents = contents_of(ppm100_layout(), data);
    EXPECT_THAT(names_in(contents), ElementsAre("test/a", "test/b"));
    EXPECT_EQ(contents.samples[1].alpha, folder + "matte/b.jpeg");
    EXPECT_EQ(contents.trimap_source, "");
    EXPECT_THAT(contents.problems, IsEmpty());
  }
}

TEST(Ppm100Layout, DoesNotClaimMattesOfOtherFormsOrWithTrimaps) {
  const TinyDataset png;
  png.image("image/a.jpg");
  png.alpha("matte/a.png");
  EXPECT_FALSE(is_recognised(ppm100_layout(), png));
  const TinyDataset with_trimaps;
  add_jpegs(with_trimaps, {"image/a.jpg", "matte/a.jpg"});
  with_trimaps.trimap("trimap/a.png");
  EXPECT_FALSE(is_recognised(ppm100_layout(), with_trimaps));
}

TEST(Ppm100Layout, TellsAPortraitWithoutMatteAndHasNoTrimaps) {
  const TinyDataset data;
  add_jpegs(data, {"image/a.jpg", "image/b.jpg", "matte/b.jpg"});
  EXPECT_THAT(contents_of(ppm100_layout(), data).problems,
              ElementsAre(HasSubstr("image/a.jpg: there is no alpha of its name in matte")));
  EXPECT_THAT(message_of<UsageError>([&] { contents_of(ppm100_layout(), data, "trimap"); }),
              HasSubstr("it ships none"));
}

TEST(Rwp636Layout, TakesDetailMapsByTheirLongerNames) {
  for (const std::string folder : {"", "RealWorldPortrait-636/", "RWP636/"}) {
    const TinyDataset data;
    data.image(folder + "image/a b.jpg");
    data.alpha(folder + "alpha/a b.png");
    data.image(folder + "detailmap/a b_cloud_trimap.jpg");
    ASSERT_TRUE(is_recognised(rwp636_layout(), data)) << folder;
    const DatasetContents contents = contents_of(rwp636_layout(), data);
    EXPECT_EQ(contents.trimap_source, "detailmap");
    EXPECT_EQ(contents.samples.at(0).name, "a b");
    EXPECT_EQ(contents.samples[0].trimap, folder + "detailmap/a b_cloud_trimap.jpg");
    EXPECT_THAT(contents.problems, IsEmpty());
  }
}

TEST(Rwp636Layout, TellsMapsWithoutImageAndImagesWithoutMap) {
  const TinyDataset data;
  data.image("image/a.jpg");
  data.alpha("alpha/a.png");
  data.image("detailmap/a.jpg");  // not the name that belongs to a.jpg
  EXPECT_THAT(contents_of(rwp636_layout(), data).problems,
              ElementsAre(HasSubstr("image/a.jpg: there is no trimap of its name"),
                          HasSubstr("detailmap/a.jpg: this trimap has no image")));
}

TEST(Rwp636Layout, NeedsItsDetailMapsToBeRecognised) {
  const TinyDataset data;
  data.image("image/a.jpg");
  data.alpha("alpha/a.png");
  EXPECT_FALSE(is_recognised(rwp636_layout(), data));
  EXPECT_EQ(contents_of(rwp636_layout(), data).trimap_source, "");
  EXPECT_THROW(contents_of(rwp636_layout(), data, "detailmap"), UsageError);
  EXPECT_THROW(contents_of(rwp636_layout(), data, "trimap"), UsageError);
}

}  // namespace
}  // namespace mbench

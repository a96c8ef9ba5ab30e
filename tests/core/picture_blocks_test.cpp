// Damaged Exif blocks and colour profiles.

#include <gtest/gtest.h>

#include "core/colour_profile.h"
#include "core/exif_orientation.h"
#include "tests/core/picture_blocks.h"

namespace mbench {
namespace {

bool is_broken(const Bytes& profile, bool grey_picture = false) {
  return is_broken_png_profile(iccp_content(profile), grey_picture);
}

TEST(ExifOrientation, GivesAllEightInBothByteOrders) {
  for (int orientation = 1; orientation <= 8; ++orientation) {
    EXPECT_EQ(exif_orientation(exif_block(orientation, false)), orientation);
    EXPECT_EQ(exif_orientation(exif_block(orientation, true)), orientation);
  }
}

TEST(ExifOrientation, MayBePrecededByItsName) {
  EXPECT_EQ(exif_orientation(Bytes{'E', 'x', 'i', 'f', 0, 0} + exif_block(6, true)), 6);
}

TEST(ExifOrientation, CountsWhatIsNoneOfTheEightAsOne) {
  EXPECT_EQ(exif_orientation(exif_block(0, true)), 1);
  EXPECT_EQ(exif_orientation(exif_block(9, false)), 1);
}

TEST(ExifOrientation, CountsEveryBeginningOfABlockAsOne) {
  const Bytes block = exif_block(6, true);
  // The value's last byte is the twentieth: 8 header, 2 count, 8 tag to count, 2 value.
  for (std::size_t bytes = 0; bytes < 20; ++bytes) {
    EXPECT_EQ(exif_orientation({block.data(), bytes}), 1) << bytes;
  }
  EXPECT_EQ(exif_orientation({block.data(), 20}), 6);
}

TEST(ExifOrientation, SurvivesADirectoryBeyondTheEnd) {
  Bytes block = exif_block(6, true);
  block[4] = 0xFF;
  EXPECT_EQ(exif_orientation(block), 1);
}

TEST(ExifOrientation, CountsAValueOfAnotherTypeAsOne) {
  Bytes block = exif_block(6, true);
  block[13] = 7;  // the entry's type
  EXPECT_EQ(exif_orientation(block), 1);
}

TEST(ExifOrientation, PassesOverOtherEntries) {
  Bytes block = exif_block(6, false);
  // Two entries, of which the first is another tag.
  const Bytes entry(block.begin() + 10, block.begin() + 22);
  Bytes other = entry;
  other[0] = 0x0F;
  block[8] = 2;
  const Bytes both = Bytes(block.begin(), block.begin() + 10) + other + entry;
  EXPECT_EQ(exif_orientation(both), 6);
}

TEST(ColourProfile, AcceptsOneThatFitsThePicture) {
  EXPECT_FALSE(is_broken(icc_profile("RGB ")));
  EXPECT_FALSE(is_broken(icc_profile("GRAY"), true));
}

TEST(ColourProfile, IsBrokenWhereItsColoursContradictThePicture) {
  EXPECT_TRUE(is_broken(icc_profile("RGB "), true));
  EXPECT_TRUE(is_broken(icc_profile("GRAY")));
  EXPECT_TRUE(is_broken(icc_profile("CMYK")));
}

TEST(ColourProfile, IsBrokenWithAWrongLengthOrSignature) {
  Bytes longer = icc_profile("RGB ");
  longer.push_back(0);
  EXPECT_TRUE(is_broken(longer));
  Bytes unsigned_one = icc_profile("RGB ");
  unsigned_one[36] = 'A';
  EXPECT_TRUE(is_broken(unsigned_one));
}

TEST(ColourProfile, IsBrokenWhereItIsShorterThanItsHeader) {
  Bytes shorter = icc_profile("RGB ");
  shorter.resize(127);
  shorter[3] = 127;
  EXPECT_TRUE(is_broken(shorter));
  EXPECT_TRUE(is_broken({}));
}

TEST(ColourProfile, IsBrokenWhereItDoesNotInflate) {
  Bytes chunk = iccp_content(icc_profile("RGB "));
  for (std::size_t bytes = 0; bytes < chunk.size(); ++bytes) {
    EXPECT_TRUE(is_broken_png_profile({chunk.data(), bytes}, false)) << bytes;
  }
  chunk.back() ^= 1;  // of the checksum
  EXPECT_TRUE(is_broken_png_profile(chunk, false));
}

TEST(ColourProfile, IsBrokenWithAnImpossibleNameOrMethod) {
  const Bytes chunk = iccp_content(icc_profile("RGB "));
  EXPECT_TRUE(is_broken_png_profile(Bytes(76, 'n') + chunk, false));  // of 80 letters
  EXPECT_FALSE(is_broken_png_profile(Bytes(75, 'n') + chunk, false));
  EXPECT_TRUE(is_broken_png_profile(Bytes(chunk.begin() + 4, chunk.end()), false));
  Bytes method = chunk;
  method[5] = 1;
  EXPECT_TRUE(is_broken_png_profile(method, false));
}

TEST(ColourProfile, TakesLongOnesAndRefusesEndlessOnes) {
  Bytes large = icc_profile("RGB ");
  large.resize(3U << 20);
  large[1] = 0x30;  // the same length in its header
  large[3] = 0;
  EXPECT_FALSE(is_broken(large));
  EXPECT_TRUE(is_broken(Bytes((64U << 20) + 1)));
}

}  // namespace
}  // namespace mbench

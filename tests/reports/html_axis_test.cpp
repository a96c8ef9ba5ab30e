#include "reports/html_axis.h"

#include "reports/html_label_places.h"

#include <gtest/gtest.h>

namespace mbench {
namespace {

TEST(HtmlAxis, IsLogarithmicWhereFiguresDifferMuch) {
  EXPECT_TRUE(HtmlAxis({1, 100}, 0, 100).logarithmic());
  EXPECT_FALSE(HtmlAxis({3, 4}, 0, 100).logarithmic());
  EXPECT_FALSE(HtmlAxis({0, 100}, 0, 100).logarithmic()) << "0 has no logarithm";
}

TEST(HtmlAxis, HoldsAllFiguresInOrder) {
  for (const std::vector<double>& values :
       {std::vector<double>{0.5, 40, 9000}, {3, 4, 4.5}, {0, 0}, {7}}) {
    const HtmlAxis axis(values, 300, 20);  // upwards, as y goes in SVG
    for (const double value : values) {
      EXPECT_LE(axis.at(value), 300.0 + 1e-9);
      EXPECT_GE(axis.at(value), 20.0 - 1e-9);
    }
    EXPECT_LE(axis.at(values.back()), axis.at(values.front()));
  }
}

TEST(HtmlAxis, PutsLinesAtRoundFigures) {
  EXPECT_EQ(HtmlAxis({3, 4}, 0, 100).ticks(), (std::vector<double>{0, 1, 2, 3, 4}));
  EXPECT_EQ(HtmlAxis({2, 60}, 0, 100).ticks(), (std::vector<double>{2, 5, 10, 20, 50}));
  const std::vector<double> decades = HtmlAxis({0.5, 9000}, 0, 100).ticks();
  EXPECT_EQ(decades, (std::vector<double>{1, 10, 100, 1000, 10000}));
}

TEST(HtmlAxis, KeepsTheNumberOfLinesSmallOverManyDecades) {
  EXPECT_LE(HtmlAxis({1e-9, 1e9}, 0, 100).ticks().size(), 8U);
}

TEST(HtmlAxis, LabelsLinesWithTheDigitsTheyNeed) {
  EXPECT_EQ(HtmlAxis::label(0), "0");
  EXPECT_EQ(HtmlAxis::label(0.05), "0.05");
  EXPECT_EQ(HtmlAxis::label(20), "20");
  EXPECT_EQ(HtmlAxis::label(3 * 0.1), "0.3");
}

TEST(HtmlLabelPlaces, PutsANameToTheRightWhereThereIsRoom) {
  HtmlLabelPlaces places(0, 0, 400, 300);
  const auto place = places.find(100, 100, "trimap");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->anchor, "start");
  EXPECT_GT(place->x, 100);
}

TEST(HtmlLabelPlaces, PutsANameToTheLeftAtTheRightEdge) {
  HtmlLabelPlaces places(0, 0, 400, 300);
  const auto place = places.find(390, 100, "trimap");
  ASSERT_TRUE(place);
  EXPECT_EQ(place->anchor, "end");
}

TEST(HtmlLabelPlaces, GivesNoPlaceTwice) {
  HtmlLabelPlaces places(0, 0, 400, 300);
  int placed = 0;
  for (int i = 0; i < 20; ++i) placed += places.find(200, 150, "a-long-name-of-a-model") ? 1 : 0;
  EXPECT_GT(placed, 1);
  EXPECT_LT(placed, 9) << "there are eight places about a sign";
}

}  // namespace
}  // namespace mbench

#include "reports/html_label_places.h"

#include <algorithm>

namespace mbench {
namespace {

// Of the charts' 12-unit type: a little more than the mean advance of a sans-serif face.
constexpr double kAdvance = 6.4;
constexpr double kAscent = 9;
constexpr double kDescent = 3;

}  // namespace

double HtmlLabelPlaces::width(std::string_view text) {
  const auto characters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;  // not inside a UTF-8 sequence
  });
  return kAdvance * static_cast<double>(characters);
}

HtmlLabelPlaces::HtmlLabelPlaces(double left, double top, double right, double bottom)
    : room_{left, top, right, bottom} {}

void HtmlLabelPlaces::block(double x, double y, double half_width) {
  taken_.push_back({x - half_width, y - half_width, x + half_width, y + half_width});
}

std::optional<HtmlLabelPlaces::Place> HtmlLabelPlaces::find(double x, double y,
                                                            std::string_view name) {
  const double wide = width(name);
  const Place candidates[] = {
      {x + 10, y + 4, "start"}, {x - 10, y + 4, "end"},  {x, y - 11, "middle"},
      {x, y + 20, "middle"},    {x + 7, y - 8, "start"}, {x + 7, y + 17, "start"},
      {x - 7, y - 8, "end"},    {x - 7, y + 17, "end"},
  };
  for (const Place& place : candidates) {
    const double left = place.anchor == "start" ? place.x
                        : place.anchor == "end" ? place.x - wide
                                                : place.x - wide / 2;
    const Box box{left, place.y - kAscent, left + wide, place.y + kDescent};
    if (!is_free(box)) continue;
    taken_.push_back(box);
    return place;
  }
  return std::nullopt;
}

bool HtmlLabelPlaces::is_free(const Box& box) const {
  if (box.left < room_.left || box.right > room_.right || box.top < room_.top ||
      box.bottom > room_.bottom) {
    return false;
  }
  return std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
    return box.left < other.right && other.left < box.right && box.top < other.bottom &&
           other.top < box.bottom;
  });
}

}  // namespace mbench

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// Finds room for the names beside the signs of a chart, so that none lies on another.
class HtmlLabelPlaces {
 public:
  struct Place {
    double x = 0;
    double y = 0;        ///< of the baseline
    std::string anchor;  ///< "start", "middle", "end"
  };

  /// About how wide a text is drawn, a little more rather than less.
  static double width(std::string_view text);

  /// The room that names may take.
  HtmlLabelPlaces(double left, double top, double right, double bottom);

  /// A sign of this half width stands at (x, y).
  void block(double x, double y, double half_width);

  /// The first free place of: right, left, above, below, the corners. It is taken then.
  /// None if all would cover something: the name is still in the sign's tooltip.
  std::optional<Place> find(double x, double y, std::string_view name);

 private:
  struct Box {
    double left, top, right, bottom;
  };
  bool is_free(const Box& box) const;

  Box room_;
  std::vector<Box> taken_;
};

}  // namespace mbench

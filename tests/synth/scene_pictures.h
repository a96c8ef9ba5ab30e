#pragma once

#include "core/filesystem.h"
#include "synth/scene/facts.h"
#include "synth/scene/stock.h"

namespace mbench {
/// Writes soft discs and rods of 40 to 70 pixels, `each` of every one of `categories` categories
/// ("kind0", ...), with attributes, and three backgrounds of 180x140; the stock of all of them.
Stock write_stock(const fs::path& folder, int categories, int each);

/// Facts of entities with these centres (in 0..1) on a canvas of 200x100, none over another.
SceneFacts facts_at(const std::vector<cv::Point2d>& centres);

}  // namespace mbench

#pragma once

#include "datasets/layout.h"
#include "datasets/prepared_folders.h"

#include <string>
#include <string_view>
#include <vector>

namespace mbench {

/// The pattern below a folder or pattern; either may be empty.
std::string below(std::string_view base, std::string_view pattern);

/// The variants with all their patterns below each of the bases: first every variant below the
/// first base, then below the second.
std::vector<PreparedVariant> below_bases(const std::vector<PreparedVariant>& variants,
                                         const std::vector<std::string>& bases);

/// Throws UsageError if the options ask for trimaps and `taken` are not these.
void check_trimap_taken(const Layout& layout, const LayoutOptions& options,
                        const std::string& taken);

/// Whether a folder holds pictures and all their stems answer to `is_wanted`.
bool every_stem(const FileTree& tree, std::string_view folder, bool (*is_wanted)(std::string_view));

/// "forest_12", not "forest" and not "12".
bool ends_in_number(std::string_view stem);

/// "test_0" and "test_999".
bool is_test_number(std::string_view stem);

/// Whether a folder holds pictures and all of them are .jpg or .jpeg.
bool all_jpeg(const FileTree& tree, std::string_view folder);

}  // namespace mbench

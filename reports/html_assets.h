#pragma once

#include <string_view>

namespace mbench {

/// The page's style sheet and script: the files of reports/html/, one after the other, put
/// into the program when it is built.
std::string_view html_style();
std::string_view html_script();

}  // namespace mbench

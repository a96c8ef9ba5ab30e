#pragma once

#include <string_view>

namespace mbench {

/// The contact sheet's style sheet and script: files of reports/html/, put into the program
/// when it is built.
std::string_view contact_sheet_style();
std::string_view contact_sheet_script();

}  // namespace mbench

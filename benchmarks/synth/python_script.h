#pragma once

#include <string>
#include <vector>

namespace mbench {

/// What a script of this folder printed under the system's python3, or why it could not run:
/// no python3, numpy or Pillow.
struct ScriptResult {
  bool has_run = false;
  std::string text;
};

ScriptResult run_script(const std::string& name, const std::vector<std::string>& arguments);

}  // namespace mbench

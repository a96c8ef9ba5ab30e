#include "benchmarks/synth/python_script.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace mbench {
namespace {

std::string quoted(const std::string& text) {
  std::string result = "'";
  for (const char letter : text) {
    if (letter == '\'') {
      result += "'\\''";
    } else {
      result += letter;
    }
  }
  return result + "'";
}

}  // namespace

ScriptResult run_script(const std::string& name, const std::vector<std::string>& arguments) {
  // Not the first python3 of the path: the one that Debian's packages belong to.
  std::string command = "/usr/bin/python3 " + quoted(MBENCH_SYNTH_BENCH_DIR "/" + name);
  for (const std::string& argument : arguments) command += " " + quoted(argument);
  std::FILE* const output = ::popen((command + " 2>&1").c_str(), "r");
  if (output == nullptr) return {false, "python3 could not be started"};
  ScriptResult result;
  std::array<char, 4096> piece;
  while (const std::size_t size = std::fread(piece.data(), 1, piece.size(), output)) {
    result.text.append(piece.data(), size);
  }
  result.has_run = ::pclose(output) == EXIT_SUCCESS;
  if (!result.has_run) result.text = name + " needs python3-numpy and python3-pil: " + result.text;
  return result;
}

}  // namespace mbench

#include "tests/cli/data_program.h"

#include <algorithm>

namespace mbench {

std::string DataProgram::output_of(const std::string& line) const {
  const ProgramResult result = run(line);
  EXPECT_EQ(result.exit_code, 0) << line << "\n" << result.err;
  return result.out;
}

nlohmann::json DataProgram::json_of(const std::string& line) const {
  const ProgramResult result = run(line);
  nlohmann::json json = nlohmann::json::parse(result.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << line << "\n" << result.out << result.err;
  return json;
}

std::string DataProgram::complaint_of(const std::string& line, int exit_code) const {
  const ProgramResult result = run(line);
  EXPECT_EQ(result.exit_code, exit_code) << line << "\n" << result.err;
  return result.err;
}

void DataProgram::write_fixture(const std::string& layout, int samples) const {
  output_of("mbench data fixture " + layout + " --out " + layout + " --samples " +
            std::to_string(samples));
}

void DataProgram::index_fixture(const std::string& layout, const std::string& options,
                                int samples) const {
  write_fixture(layout, samples);
  output_of("mbench data index " + layout + " " + options);
}

void DataProgram::halve(const std::string& file) const {
  const std::string whole = read_text(path(file));
  write_file_atomically(path(file), std::string_view(whole).substr(0, whole.size() / 2));
}

std::size_t count_lines(const std::string& text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

testing::AssertionResult says(const std::string& text, const std::vector<std::string>& parts) {
  std::size_t from = 0;
  for (const std::string& part : parts) {
    const std::size_t place = text.find(part, from);
    if (place == std::string::npos) {
      return testing::AssertionFailure() << "'" << part << "' is not (there) in:\n" << text;
    }
    from = place + part.size();
  }
  return testing::AssertionSuccess();
}

}  // namespace mbench

#include "tests/cli/score_program.h"

#include "core/image_io.h"
#include "tests/support/builders.h"

#include <limits>
#include <opencv2/core.hpp>

namespace mbench {

using Json = nlohmann::json;

std::vector<std::string> ScoreRun::names() const {
  std::vector<std::string> all;
  for (const Json& image : rows) all.push_back(image.at("name").get<std::string>());
  return all;
}

Json ScoreRun::row(const std::string& name) const {
  for (const Json& image : rows) {
    if (image.at("name") == name) return image;
  }
  return {};
}

double ScoreRun::figure(const std::string& name, const std::string& metric) const {
  const Json image = row(name);
  const bool has_it = image.contains("metrics") && image["metrics"].contains(metric) &&
                      image["metrics"][metric].is_number();
  return has_it ? image["metrics"][metric].get<double>() : std::numeric_limits<double>::quiet_NaN();
}

std::string ScoreRun::error(const std::string& name) const {
  const Json image = row(name);
  const bool has_it = image.contains("error") && image["error"].is_string();
  return has_it ? image["error"].get<std::string>() : "";
}

void ScoreProgram::put_flat(const std::string& name, std::uint8_t value) const {
  write_alpha(path(name), flat_bytes(kSide, kSide, value));
}

void ScoreProgram::put_bar(const std::string& name, int begin, int end) const {
  cv::Mat pixels(kSide, kSide, CV_8UC1, cv::Scalar(0));
  pixels.colRange(begin, end).setTo(cv::Scalar(255));
  write_alpha(path(name), Alpha(pixels));
}

void ScoreProgram::put_png(const std::string& name, PngBuilder png, const Bytes& pixel) const {
  png.width = kSide;
  png.height = kSide;
  Bytes row{0};  // the filter: none
  for (int x = 0; x < kSide; ++x) row = row + pixel;
  Bytes rows;
  for (int y = 0; y < kSide; ++y) rows = rows + row;
  const Bytes file = png.file(rows);
  write_file_atomically(path(name), file.data(), file.size());
}

void ScoreProgram::put_broken(const std::string& name) const {
  write_alpha(path(name), noise_bytes(kSide, kSide, 1));
  const std::string whole = read_text(path(name));
  put_text(name, whole.substr(0, whole.size() / 2));
}

void ScoreProgram::put_text(const std::string& name, const std::string& text) const {
  write_file_atomically(path(name), text);
}

ScoreRun ScoreProgram::score(const std::string& arguments) const {
  const ProgramResult result = run_shell("mbench score " + arguments + " -o json", folder_.path());
  return {result.exit_code, result.out.empty() ? Json() : Json::parse(result.out), result.err};
}

std::string ScoreProgram::score_table(const std::string& arguments) const {
  return run_shell("mbench score " + arguments + " -o md", folder_.path()).out;
}

Json ScoreProgram::json_file(const std::string& name) const {
  return Json::parse(read_text(path(name)));
}

}  // namespace mbench

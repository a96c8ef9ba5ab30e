#include "tests/datasets/layouts/composite_texts.h"

#include <fmt/format.h>

namespace mbench {
namespace {

std::string or_dash(const std::string& text) { return text.empty() ? "-" : text; }

}  // namespace

FileTree tree_of(const std::vector<std::string>& files) {
  std::vector<TreeFile> listed;
  for (const std::string& file : files) listed.push_back({file});
  return {"/data/AIM/test", listed};
}

void touch(const TinyDataset& data, const std::vector<std::string>& files) {
  for (const std::string& file : files) data.text(file, "");
}

std::string numbered_lines(const std::string& prefix, int count, const std::string& suffix) {
  std::string lines;
  for (int i = 0; i < count; ++i) lines += fmt::format("{}{}{}\n", prefix, i, suffix);
  return lines;
}

std::string text_of(const FoundSample& sample) {
  return fmt::format("{} {}: {} {} {} | {} < {}", sample.split, sample.name, or_dash(sample.image),
                     or_dash(sample.alpha), or_dash(sample.trimap), or_dash(sample.foreground),
                     or_dash(sample.background));
}

std::vector<std::string> texts_of(const DatasetContents& contents) {
  std::vector<std::string> texts;
  for (const FoundSample& sample : contents.samples) texts.push_back(text_of(sample));
  return texts;
}

std::string parts_of(const FoundSample& sample) {
  return fmt::format("{} over {}", or_dash(sample.foreground_file),
                     or_dash(sample.background_file));
}

}  // namespace mbench

#include "datasets/published_facts.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "datasets/finding_codes.h"
#include "datasets/step_counter.h"

namespace mbench {
namespace {

std::string split_text(const std::string& split) {
  return split.empty() ? std::string("the data set") : fmt::format("split {}", split);
}

/// Of a list's bytes without '\r': as they are, without the last line's end, and with it.
bool is_list_of(std::string text, const std::string& wanted) {
  std::erase(text, '\r');
  if (sha256(text) == wanted) return true;
  while (text.ends_with('\n')) text.pop_back();
  return sha256(text) == wanted || sha256(text + '\n') == wanted;
}

const std::string& file_of(const FoundSample& sample, const std::string& part) {
  if (part == "trimap") return sample.trimap;
  return part == "alpha" ? sample.alpha : sample.image;
}

cv::Mat pixels_of(const fs::path& path, const std::string& part) {
  if (part == "trimap") return read_trimap(path).picture.pixels();
  if (part == "alpha") return read_alpha(path).picture.pixels();
  return read_image(path).picture.pixels();
}

/// By name, then path; each file once.
std::vector<std::pair<std::string, std::string>> files_of(const DatasetContents& contents,
                                                          const ExpectedPixels& expected) {
  std::set<std::pair<std::string, std::string>> files;
  for (const FoundSample& sample : contents.samples) {
    const std::string& path = file_of(sample, expected.part);
    if (sample.split != expected.split || path.empty()) continue;
    files.emplace(path.substr(path.rfind('/') + 1), path);
  }
  return {files.begin(), files.end()};
}

Finding changed(const ExpectedPixels& expected, std::string message) {
  return make_finding(FindingCode::changed_pixels,
                      {std::string(kWholeDataset), "", std::move(message),
                       fmt::format("take the {}s as they were published", expected.part)});
}

void check_one(const FileTree& tree, const DatasetContents& contents,
               const ExpectedPixels& expected, int threads, Progress& progress,
               std::vector<Finding>& findings) {
  const auto files = files_of(contents, expected);
  if (files.empty()) return;
  if (files.size() != static_cast<std::size_t>(expected.files)) {
    findings.push_back(
        changed(expected, fmt::format("{} has {} {}s, published are {}", split_text(expected.split),
                                      files.size(), expected.part, expected.files)));
    return;
  }
  std::vector<std::string> digests(files.size());
  StepCounter steps(progress, fmt::format("digests of the {}s", expected.part), files.size());
  ThreadTeam(threads).each(files.size(), [&](std::size_t i) {
    throw_if_interrupted();
    try {
      digests[i] = sha256_of_pixels(pixels_of(tree.absolute(files[i].second), expected.part));
    } catch (const DataError&) {
      // Decoding every file has found it already.
    }
    steps.step(files[i].second);
  });
  Sha256 all;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (digests[i].empty()) return;
    all.add(fmt::format("{}  {}\n", digests[i], files[i].first));
  }
  const std::string digest = all.digest();
  if (digest == expected.sha256) return;
  findings.push_back(changed(
      expected, fmt::format("the pixels of the {} {}s of {} have the sha256 {}, published is {}",
                            files.size(), expected.part, split_text(expected.split), digest,
                            expected.sha256)));
}

}  // namespace

std::vector<Finding> check_counts(const DatasetContents& contents,
                                  const std::vector<ExpectedCount>& expected) {
  std::vector<Finding> findings;
  for (const ExpectedCount& count : expected) {
    int samples = 0;
    std::set<std::string_view> foregrounds;
    for (const FoundSample& sample : contents.samples) {
      if (sample.split != count.split) continue;
      ++samples;
      foregrounds.insert(sample.foreground);
    }
    if (samples == 0) continue;
    std::string message;
    if (samples != count.samples) {
      message = fmt::format("{} has {} samples instead of {}", split_text(count.split), samples,
                            count.samples);
    } else if (count.foregrounds != 0 &&
               std::cmp_not_equal(foregrounds.size(), count.foregrounds)) {
      message = fmt::format("{} has {} foregrounds instead of {}", split_text(count.split),
                            foregrounds.size(), count.foregrounds);
    }
    if (message.empty()) continue;
    findings.push_back(make_finding(
        FindingCode::wrong_count,
        {std::string(kWholeDataset), "", message, "complete it, or take away what is too much"}));
  }
  return findings;
}

std::vector<Finding> check_lists(const FileTree& tree, const std::vector<ExpectedList>& expected) {
  std::vector<Finding> findings;
  for (const TreeFile& file : tree.files()) {
    for (const ExpectedList& list : expected) {
      if (file.name() != list.name) continue;
      throw_if_interrupted();
      try {
        if (is_list_of(read_text(tree.absolute(file.path)), list.sha256)) continue;
        findings.push_back(make_finding(
            FindingCode::changed_list,
            {file.path, "",
             fmt::format("its entries are not the published ones, sha256 {}", list.sha256),
             "take the list as it was published"}));
      } catch (const DataError& error) {
        findings.push_back(make_finding(FindingCode::undecodable,
                                        {file.path, "", error.what(), "copy the list anew"}));
      }
    }
  }
  return findings;
}

std::vector<Finding> check_pixels(const FileTree& tree, const DatasetContents& contents,
                                  const std::vector<ExpectedPixels>& expected, int threads,
                                  Progress& progress) {
  std::vector<Finding> findings;
  for (const ExpectedPixels& pixels : expected) {
    check_one(tree, contents, pixels, threads, progress, findings);
  }
  return findings;
}

}  // namespace mbench

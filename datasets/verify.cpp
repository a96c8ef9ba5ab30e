#include "datasets/verify.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "core/error.h"
#include "core/interrupt.h"
#include "core/picture_decoder.h"
#include "core/thread_team.h"
#include "datasets/finding_codes.h"
#include "datasets/fixture_marker.h"
#include "datasets/published_facts.h"
#include "datasets/step_counter.h"

namespace mbench {
namespace {

using Findings = std::vector<Finding>;

void append(Findings& all, Findings more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

/// A line "FILE: what is wrong; what to do" as a finding.
Finding told(FindingCode code, std::string_view line, std::string_view file,
             std::string_view usual_remedy) {
  std::string_view message = line;
  if (!file.empty()) message.remove_prefix(std::min(file.size() + 2, message.size()));
  std::string_view remedy = usual_remedy;
  if (const std::size_t end = message.rfind("; "); end != std::string_view::npos) {
    remedy = message.substr(end + 2);
    message = message.substr(0, end);
  }
  return make_finding(code, {std::string(file.empty() ? kWholeDataset : file), "",
                             std::string(message), std::string(remedy)});
}

/// What a problem's line begins with, if that is a file or a folder of the tree.
std::string_view named_file(const FileTree& tree, std::string_view line) {
  for (std::size_t end = line.find(": "); end != std::string_view::npos;
       end = line.find(": ", end + 1)) {
    const std::string_view path = line.substr(0, end);
    if (tree.find(path) != nullptr || !tree.in(path).empty()) return path;
  }
  return {};
}

Findings problems_of(const FileTree& tree, const DatasetContents& contents) {
  Findings findings;
  for (const std::string& line : tree.problems()) {
    // Such a file is not in the tree, so it can only be told from the line.
    const std::string_view file =
        std::string_view(line).substr(0, std::min(line.find(": "), line.size()));
    findings.push_back(told(FindingCode::left_out, line, file, "make it readable"));
  }
  for (const std::string& line : contents.problems) {
    findings.push_back(told(FindingCode::problem, line, named_file(tree, line),
                            "complete the data set, or take away what has no counterpart"));
  }
  return findings;
}

Findings check_fixture(const DatasetContents& contents, const Layout& layout,
                       const FixtureMarker& marker) {
  // Another layout may make other samples of the same files.
  if (marker.layout != layout.name) return {};
  std::map<std::string, int> counts;
  for (const FoundSample& sample : contents.samples) ++counts[sample.split];
  for (const auto& [split, samples] : marker.samples) counts.emplace(split, 0);
  Findings findings;
  for (const auto& [split, samples] : counts) {
    const auto wanted = marker.samples.find(split);
    const int expected = wanted == marker.samples.end() ? 0 : wanted->second;
    if (samples == expected) continue;
    findings.push_back(
        make_finding(FindingCode::wrong_count,
                     {std::string(kWholeDataset), "",
                      fmt::format("split {} of this fixture has {} samples instead of {}", split,
                                  samples, expected),
                      "write the fixture anew"}));
  }
  return findings;
}

Findings check_decoding(const FileTree& tree, const DatasetContents& contents, int threads,
                        Progress& progress) {
  std::map<std::string_view, const FoundSample*> samples;  // of each file the first
  for (const FoundSample& sample : contents.samples) {
    for (const std::string* file : {&sample.image, &sample.alpha, &sample.trimap,
                                    &sample.foreground_file, &sample.background_file}) {
      if (!file->empty()) samples.emplace(*file, &sample);
    }
  }
  const std::vector<std::pair<std::string_view, const FoundSample*>> files(samples.begin(),
                                                                           samples.end());
  std::vector<std::optional<Finding>> found(files.size());
  StepCounter steps(progress, "decoding", files.size());
  ThreadTeam(threads).each(files.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const auto& [file, sample] = files[i];
    try {
      decode_file(tree.absolute(file));
    } catch (const DataError& error) {
      found[i] = make_finding(
          FindingCode::undecodable,
          {std::string(file), sample->name, error.what(), "fetch or copy this file anew"});
    }
    steps.step(file);
  });
  Findings findings;
  for (const std::optional<Finding>& finding : found) {
    if (finding) findings.push_back(*finding);
  }
  return findings;
}

}  // namespace

std::vector<Finding> in_order(std::vector<Finding> findings) {
  const auto key = [](const Finding& finding) {
    return std::tie(finding.file, finding.code, finding.message);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  const auto last =
      std::unique(findings.begin(), findings.end(),
                  [&](const Finding& a, const Finding& b) { return key(a) == key(b); });
  findings.erase(last, findings.end());
  return findings;
}

std::vector<Finding> verify(const FileTree& tree, const Layout& layout,
                            const DatasetContents& contents, VerifyLevel level, int threads,
                            Progress& progress) {
  Findings findings = problems_of(tree, contents);
  bool published = true;
  try {
    if (const std::optional<FixtureMarker> marker = read_fixture_marker(tree)) {
      published = false;
      append(findings, check_fixture(contents, layout, *marker));
    }
  } catch (const DataError& error) {
    published = false;
    findings.push_back(
        make_finding(FindingCode::problem, {kFixtureMarker, "", error.what(), error.hint()}));
  }
  if (published) {
    append(findings, check_counts(contents, layout.counts));
    append(findings, check_lists(tree, layout.lists));
  }
  if (level >= VerifyLevel::full) {
    append(findings, check_decoding(tree, contents, threads, progress));
  }
  if (published && level >= VerifyLevel::pixels) {
    append(findings, check_pixels(tree, contents, layout.pixel_hashes, threads, progress));
  }
  return in_order(std::move(findings));
}

}  // namespace mbench

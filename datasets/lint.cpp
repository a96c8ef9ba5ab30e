#include "datasets/lint.h"

#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "core/interrupt.h"
#include "core/thread_team.h"
#include "datasets/lint_reader.h"
#include "datasets/lint_rules/lint_rules.h"
#include "datasets/step_counter.h"
#include "datasets/verify.h"

namespace mbench {
namespace {

using Range = std::pair<std::size_t, std::size_t>;

/// Samples one after another that share a picture, which one thread takes together.
std::vector<Range> groups_of(const std::vector<FoundSample>& samples) {
  const auto shares = [](const std::string& a, const std::string& b) {
    return !a.empty() && a == b;
  };
  std::vector<Range> groups;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const bool together = i > 0 && (shares(samples[i - 1].alpha, samples[i].alpha) ||
                                    shares(samples[i - 1].image, samples[i].image) ||
                                    shares(samples[i - 1].trimap, samples[i].trimap));
    if (together) {
      groups.back().second = i + 1;
    } else {
      groups.emplace_back(i, i + 1);
    }
  }
  return groups;
}

/// What one group of samples gives.
struct Part {
  Findings findings;
  std::vector<DigestedFile> files;
};

void add_digest(const std::optional<LintPicture>& picture, const FoundSample& sample,
                std::vector<DigestedFile>& files) {
  if (!picture || picture->digest.empty()) return;
  files.push_back({picture->part, picture->file, picture->digest, &sample});
}

}  // namespace

LintReport lint(const FileTree& tree, const Layout& layout, const DatasetContents& contents,
                const LintOptions& options, Progress& progress) {
  const std::vector<FoundSample>& samples = contents.samples;
  const std::vector<Range> groups = groups_of(samples);
  std::vector<Part> parts(groups.size());
  {
    StepCounter steps(progress, "looking at the samples", samples.size());
    ThreadTeam(options.threads).each(groups.size(), [&](std::size_t group) {
      LintReader reader(tree, layout, options.image_digests);
      for (std::size_t i = groups[group].first; i < groups[group].second; ++i) {
        throw_if_interrupted();
        const LintSample sample = reader.read(samples[i], parts[group].findings);
        add_digest(sample.image, samples[i], parts[group].files);
        add_digest(sample.alpha, samples[i], parts[group].files);
        steps.step(samples[i].name);
      }
    });
  }

  LintReport report;
  LintSet set{tree, layout, contents, options, {}};
  std::set<std::pair<PicturePart, std::string>> known;
  for (Part& part : parts) {
    for (Finding& finding : part.findings) report.findings.push_back(std::move(finding));
    for (DigestedFile& file : part.files) {
      if (!known.emplace(file.part, file.file).second) continue;
      report.digests.push_back({file.digest, layout.name, file.sample->name});
      set.files.push_back(std::move(file));
    }
  }
  for (const LintRule& rule : lint_rules()) {
    if (rule.of_set != nullptr) rule.of_set(set, report.findings);
  }
  report.findings = in_order(std::move(report.findings));
  return report;
}

}  // namespace mbench

#include "runners/suite_samples.h"

#include "core/error.h"
#include "datasets/build_facts.h"
#include "datasets/fixture_marker.h"
#include "datasets/layout.h"
#include "datasets/published_facts.h"
#include "store/sample_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace mbench {
namespace {

bool has_source(const Layout& layout, const std::string& trimap) {
  const std::vector<std::string>& sources = layout.trimap_sources;
  return std::find(sources.begin(), sources.end(), trimap) != sources.end();
}

[[noreturn]] void refuse_absent(const Suite& suite, const Layout& layout) {
  throw DataError(fmt::format("suite {} needs {}, which is not indexed", suite.name, layout.title),
                  fmt::format("obtain it: {}\nlicence: {}\nthen: mbench data index DIR --layout {}",
                              layout.obtain, layout.licence, layout.name));
}

/// Where the layout's data set lies; none if it is not indexed.
std::optional<fs::path> indexed_root(const SampleStore& store, const Layout& layout) {
  std::vector<DatasetRecord> found;
  for (DatasetRecord& dataset : store.datasets()) {
    if (dataset.layout == layout.name) found.push_back(std::move(dataset));
  }
  if (found.empty()) return std::nullopt;
  const auto named = std::count_if(found.begin(), found.end(), [&](const DatasetRecord& dataset) {
    return dataset.name == layout.name;
  });
  if (found.size() == 1) return fs::path(found.front().root);
  if (named == 1) {
    return fs::path(std::find_if(found.begin(), found.end(), [&](const DatasetRecord& dataset) {
                      return dataset.name == layout.name;
                    })->root);
  }
  throw DataError(fmt::format("{} data sets of layout {} are indexed, {} and {} among them",
                              found.size(), layout.name, found[0].root, found[1].root),
                  fmt::format("say which one counts: `mbench data index DIR --layout {} --name {}`",
                              layout.name, layout.name));
}

/// Backgrounds by their stems, read when the first is asked for.
class Backgrounds {
 public:
  Backgrounds(const Suite& suite, const SampleStore& store) : suite_(suite), store_(store) {}

  fs::path find(const std::string& stem) {
    if (!read_) read();
    const auto place = paths_.find(stem);
    if (place != paths_.end()) return place->second;
    throw DataError(fmt::format("suite {} needs the background {}, which {} does not hold",
                                suite_.name, stem, root_.string()),
                    "complete the data set of backgrounds and index it again");
  }

 private:
  void read() {
    const Layout& layout = find_layout(suite_.backgrounds);
    const auto root = indexed_root(store_, layout);
    if (!root) refuse_absent(suite_, layout);
    root_ = *root;
    for (const FoundSample& sample : layout.contents(FileTree(root_), {}).samples) {
      const fs::path path = root_ / sample.image;
      paths_.emplace(path.stem().string(), path);
    }
    read_ = true;
  }

  const Suite& suite_;
  const SampleStore& store_;
  bool read_ = false;
  fs::path root_;
  std::unordered_map<std::string, fs::path> paths_;
};

bool belongs(const Suite& suite, const FoundSample& sample) {
  return suite.splits.empty() ||
         std::find(suite.splits.begin(), suite.splits.end(), sample.split) != suite.splits.end();
}

/// How many samples the suite's splits have as published; none if that is not known.
std::optional<std::size_t> published_count(const Suite& suite, const Layout& layout) {
  std::size_t count = 0;
  for (const ExpectedCount& expected : layout.counts) {
    FoundSample sample;
    sample.split = expected.split;
    if (belongs(suite, sample)) count += static_cast<std::size_t>(expected.samples);
  }
  return count == 0 ? std::nullopt : std::optional(count);
}

/// Why the pairs of foregrounds and backgrounds are not the published ones.
std::string reason_in_lists(const Layout& layout, const FileTree& tree) {
  const std::vector<Finding> changed = check_lists(tree, layout.lists);
  return changed.empty() ? std::string()
                         : fmt::format("{} is not the published list", changed.front().file);
}

std::string reason_to_be_local(const Suite& suite, const Layout& layout, const FileTree& tree,
                               std::size_t samples) {
  if (!suite.local.empty()) return suite.local;
  if (read_fixture_marker(tree)) return "its pictures are a synthetic fixture";
  std::string build = other_protocol_of_build(tree, suite.protocol);
  if (!build.empty()) return build;
  const auto count = published_count(suite, layout);
  if (count && *count != samples) {
    return fmt::format("the indexed folder has {} samples, the published set {}", samples, *count);
  }
  return reason_in_lists(layout, tree);
}

/// What the folder holds, with the suite's trimaps. The layout's default is not asked for by
/// name, since a layout may have a recipe of its own where it is not shipped.
DatasetContents contents_for(const Suite& suite, const Layout& layout, const FileTree& tree) {
  const bool asked = has_source(layout, suite.trimap) && suite.trimap != chosen_trimap(layout, {});
  try {
    return layout.contents(tree, {asked ? suite.trimap : std::string{}});
  } catch (const UsageError& error) {
    throw DataError(fmt::format("suite {}: {}: {}", suite.name, tree.root().string(), error.what()),
                    fmt::format("obtain the whole of {}: {}", layout.title, layout.obtain));
  }
}

}  // namespace

SuiteSamples suite_samples(const Suite& suite, Database& database) {
  if (suite.samples != nullptr) return {suite.name, {}, suite.samples()};
  const SampleStore store(database);
  const Layout& layout = find_layout(suite.dataset);
  const std::optional<fs::path> root = indexed_root(store, layout);
  if (!root) refuse_absent(suite, layout);
  const FileTree tree(*root);
  const bool shipped = has_source(layout, suite.trimap);
  const DatasetContents contents = contents_for(suite, layout, tree);
  Backgrounds backgrounds(suite, store);
  SuiteSamples made;
  for (FoundSample found : contents.samples) {
    if (!belongs(suite, found)) continue;
    if (!shipped) {
      found.trimap.clear();
      found.trimap_recipe = suite.trimap;
    } else if (found.trimap.empty() && found.trimap_recipe.empty()) {
      throw DataError(fmt::format("suite {}: sample {} in {} has no trimap of '{}'", suite.name,
                                  found.name, root->string(), suite.trimap),
                      fmt::format("`mbench data verify {}` says what is missing", root->string()));
    }
    Sample sample = sample_of(*root, found);
    if (auto* const parts = std::get_if<ImageComposite>(&sample.image)) {
      if (!suite.protocol.empty()) parts->protocol = suite.protocol;
      if (found.background_file.empty()) parts->background = backgrounds.find(found.background);
    }
    made.samples.push_back(std::move(sample));
  }
  if (made.samples.empty()) {
    throw DataError(fmt::format("suite {}: {} holds no sample of its splits {}", suite.name,
                                root->string(), fmt::join(suite.splits, ", ")),
                    fmt::format("obtain the whole of {}: {}", layout.title, layout.obtain));
  }
  made.why_local = reason_to_be_local(suite, layout, tree, made.samples.size());
  made.name = made.why_local.empty() ? suite.name : suite.name + "/local";
  return made;
}

SuiteSamples suite_samples(const Suite& suite, const TrimapRecipe& recipe, Database& database) {
  const std::string text = recipe.text();
  if (suite.trimap == text) return suite_samples(suite, database);
  Suite other = suite;
  other.trimap = text;
  SuiteSamples made = suite_samples(other, database);
  for (Sample& sample : made.samples) {
    if (!sample.alpha) {
      throw DataError(fmt::format("suite {}: sample {} has no alpha to make a trimap from",
                                  suite.name, sample.name),
                      "run this suite without --trimap");
    }
    sample.trimap = TrimapMade{text};
  }
  made.name += std::string(kTrimapMark) + text;
  return made;
}

std::optional<fs::path> suite_root(const Suite& suite, Database& database) {
  return indexed_root(SampleStore(database), find_layout(suite.dataset));
}

}  // namespace mbench

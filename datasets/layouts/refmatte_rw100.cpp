#include "datasets/layouts/refmatte_rw100.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "datasets/layouts/referring_fixture.h"
#include "datasets/layouts/referring_samples.h"
#include "datasets/prepared_folders.h"

namespace mbench {
namespace {

using Json = nlohmann::json;

constexpr const char* kSplit = "test";
constexpr const char* kLabels = "refmatte_rw100_label.json";
constexpr const char* kEvaluated = "eval_index_expression.json";
constexpr std::array<const char*, 2> kFolders{"", "RefMatte_RW_100|RefMatte-RW100/"};
constexpr const char* kLookedFor = "image/, mask/ and refmatte_rw100_label.json";
constexpr std::int64_t kMostIndexBytes = 1 << 20;
constexpr int kFirstPicture = 30'000;

struct Parts {
  ReferringSplit split;
  const TreeFile* evaluated = nullptr;
  const char* variant = "root";
};

std::optional<Parts> parts_of(const FileTree& tree) {
  for (const std::string folder : kFolders) {
    const auto images = tree.folder(folder + "image|image_all|image_copy");
    const auto masks = tree.folder(folder + "mask");
    if (!images || !masks) continue;
    return Parts{{kSplit, *images, *masks, tree.file(folder + kLabels), kLabels},
                 tree.file(folder + kEvaluated),
                 folder.empty() ? "root" : "folder"};
  }
  return std::nullopt;
}

bool recognises(const FileTree& tree) {
  const std::optional<Parts> parts = parts_of(tree);
  return parts && (parts->split.labels != nullptr || parts->variant == std::string("folder"));
}

Json read_evaluated(const FileTree& tree, const TreeFile& file) {
  const std::string path = tree.absolute(file.path).string();
  constexpr const char* kHint = "copy it anew from the data set, or take it away";
  if (file.bytes > kMostIndexBytes) {
    throw DataError(fmt::format("{}: has {} bytes, too many for 100 images", path, file.bytes),
                    kHint);
  }
  try {
    Json json = Json::parse(read_text(path));
    if (json.is_object()) return json;
  } catch (const Json::parse_error& error) {
    throw DataError(fmt::format("{}: is no JSON in UTF-8 at byte {}", path, error.byte), kHint);
  } catch (const Json::exception&) {  // a number beyond all bounds
  }
  throw DataError(fmt::format("{}: is no object of images and indices", path), kHint);
}

/// The expression with this index, counted from 0, goes to the front.
void put_evaluated_first(const FileTree& tree, const TreeFile& file, DatasetContents& contents) {
  contents.lists.push_back(file.path);
  const Json indices = read_evaluated(tree, file);
  for (FoundSample& sample : contents.samples) {
    auto index = indices.find(sample.name);
    if (index == indices.end()) index = indices.find(sample.foreground);
    if (index == indices.end()) continue;
    const auto begin = sample.expressions.begin();
    const auto count = static_cast<std::uint64_t>(sample.expressions.size());
    if (!index->is_number_unsigned() || index->get<std::uint64_t>() >= count) {
      contents.problems.push_back(fmt::format(
          "{}: its value for {} is no index of that entity's expressions; they stay in order",
          file.path, sample.name));
      continue;
    }
    const auto chosen = begin + static_cast<std::ptrdiff_t>(index->get<std::uint64_t>());
    std::rotate(begin, chosen, chosen + 1);
  }
}

DatasetContents contents(const FileTree& tree, const LayoutOptions& options) {
  const Layout layout = refmatte_rw100_layout();
  chosen_trimap(layout, options);
  const std::optional<Parts> parts = parts_of(tree);
  if (!parts) throw_not_there(tree, layout.title, kLookedFor);
  DatasetContents found;
  found.variant = parts->variant;
  add_referring_split(tree, parts->split, found);
  if (parts->evaluated != nullptr) put_evaluated_first(tree, *parts->evaluated, found);
  return found;
}

void write_fixture(FixtureWriter& writer) {
  ReferringFixture fixture(writer, "image", "mask");
  Json evaluated = Json::object();
  for (int i = 0; i < writer.samples(); ++i) {
    const std::string stem = fmt::format("p_{:08x}", kFirstPicture + i);
    fixture.add(stem, kFirstPicture + i, entities_on(i));
    evaluated[stem] = i % 4;
  }
  fixture.write_labels(kLabels);
  writer.text(kEvaluated, evaluated.dump(1) + "\n");
}

}  // namespace

Layout refmatte_rw100_layout() {
  Layout layout;
  layout.name = "refmatte-rw100";
  layout.title = "RefMatte-RW100";
  layout.summary = fmt::format("100 photographs with expressions: {}", kLookedFor);
  layout.obtain = "OneDrive, linked from github.com/JizhiziLi/RIM";
  layout.licence = "CC BY-NC";
  layout.counts = {{kSplit, 221, 100}};
  layout.recognises = recognises;
  layout.contents = contents;
  layout.write_fixture = write_fixture;
  return layout;
}

}  // namespace mbench

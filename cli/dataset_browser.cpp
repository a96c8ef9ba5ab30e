#include "cli/dataset_browser.h"

#include "cli/thumbnails.h"

#include <fmt/format.h>

#include <map>

namespace mbench {
namespace {

/// The pictures of all samples, each asked for once.
class Pictures {
 public:
  /// Its place among the requests; none for an empty path.
  std::optional<std::size_t> place(const std::string& path, ThumbnailKind kind) {
    if (path.empty()) return std::nullopt;
    const auto [entry, is_new] = places_.try_emplace({path, kind}, requests_.size());
    if (is_new) requests_.push_back({path, kind});
    return entry->second;
  }
  const std::vector<ThumbnailRequest>& requests() const { return requests_; }

 private:
  std::map<std::pair<std::string, ThumbnailKind>, std::size_t> places_;
  std::vector<ThumbnailRequest> requests_;
};

using Places = std::array<std::optional<std::size_t>, 3>;

ContactSample described(const SampleRow& row, Pictures& pictures, Places& places) {
  ContactSample sample;
  sample.name = row.text("name");
  sample.split = row.text("split");
  sample.category = row.text("category");
  sample.width = static_cast<int>(row.number("width").value_or(0));
  sample.height = static_cast<int>(row.number("height").value_or(0));
  sample.unknown_share = row.number("unknown_share");
  sample.expressions = row.expressions();
  const bool composite = row.text("image").empty() && !row.text("foreground_file").empty();
  places = {
      pictures.place(row.text(composite ? "foreground_file" : "image"), ThumbnailKind::photograph),
      pictures.place(row.text("alpha"), ThumbnailKind::alpha),
      pictures.place(row.text("trimap"), ThumbnailKind::trimap)};
  sample.pictures[0].label = composite ? "Foreground" : "Image";
  sample.pictures[1].label = "Alpha";
  sample.pictures[2].label = "Trimap";
  return sample;
}

std::vector<std::string> facts_of(const DatasetRecord& dataset, const DatasetSelection& selection) {
  std::vector<std::string> facts{"layout " + dataset.layout};
  if (!dataset.trimap_source.empty())
    facts.push_back(fmt::format("trimaps '{}'", dataset.trimap_source));
  if (!selection.split.empty()) facts.push_back("split " + selection.split);
  if (!selection.where.empty()) facts.push_back("where " + selection.where);
  facts.push_back(dataset.root);
  return facts;
}

/// In a small cell the root would leave no room for the reason.
std::string without_root(std::string problem, const std::string& root) {
  const std::size_t at = problem.find(root + '/');
  return at == std::string::npos ? problem : problem.erase(at, root.size() + 1);
}

void put(const Thumbnail& thumbnail, const std::string& root, ContactPicture& picture) {
  picture.problem = without_root(thumbnail.problem, root);
  if (!thumbnail.problem.empty()) return;
  picture.file = thumbnail.file;
  picture.width = thumbnail.size.width;
  picture.height = thumbnail.size.height;
}

}  // namespace

BrowsedDataset browse_dataset(const SampleRows& rows, const BrowseOptions& options,
                              Progress& progress) {
  BrowsedDataset browsed;
  ContactSheet& sheet = browsed.sheet;
  sheet.title = rows.dataset().name;
  sheet.facts = facts_of(rows.dataset(), rows.selection());
  sheet.folder = options.page.stem().string() + "_files";
  sheet.picture_px = options.picture_px;
  sheet.total = rows.count();
  Pictures pictures;
  std::vector<Places> places;
  rows.each([&](const SampleRow& row) {
    places.emplace_back();
    sheet.samples.push_back(described(row, pictures, places.back()));
  });
  const std::vector<Thumbnail> thumbnails =
      make_thumbnails(pictures.requests(),
                      {rows.dataset().root, options.page.parent_path() / sheet.folder,
                       options.picture_px, options.threads},
                      progress);
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (std::size_t of = 0; of < places[i].size(); ++of) {
      if (places[i][of])
        put(thumbnails[*places[i][of]], rows.dataset().root, sheet.samples[i].pictures[of]);
    }
  }
  for (const Thumbnail& thumbnail : thumbnails) {
    if (!thumbnail.problem.empty()) browsed.problems.push_back(thumbnail.problem);
  }
  return browsed;
}

}  // namespace mbench

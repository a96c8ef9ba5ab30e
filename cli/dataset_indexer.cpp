#include "cli/dataset_indexer.h"

#include "cli/terminal.h"
#include "core/error.h"
#include "core/interrupt.h"
#include "core/picture_metadata.h"
#include "core/thread_team.h"
#include "datasets/sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>

namespace mbench {
namespace {

/// Raised whenever a layout makes other samples of the same files, so that an unchanged folder
/// is looked at again.
constexpr int kLayoutsRevision = 2;

FileRecord record_of(const TreeFile& file) {
  FileRecord record;
  record.path = file.path;
  record.bytes = file.bytes;
  record.modified_ns = file.modified_ns;
  return record;
}

bool is_same(const FileRecord& known, const TreeFile& file) {
  return known.bytes == file.bytes && known.modified_ns == file.modified_ns &&
         known.path == file.path;
}

/// Whether the folder is as it was. The store may lie in it, and changes with every write.
bool are_same(const std::vector<FileRecord>& known, const FileTree& tree, const fs::path& store) {
  const std::string own = fs::canonical(store).string();
  const std::string root = tree.root().string() + "/";
  const auto is_foreign = [&](const std::string& path) {
    const std::string whole = root + path;
    return whole != own && whole != own + "-wal" && whole != own + "-shm" &&
           whole != own + "-journal";
  };
  auto next = known.begin();
  for (const TreeFile& file : tree.files()) {
    if (!is_foreign(file.path)) continue;
    while (next != known.end() && !is_foreign(next->path)) ++next;
    if (next == known.end() || !is_same(*next++, file)) return false;
  }
  return std::none_of(next, known.end(),
                      [&](const FileRecord& record) { return is_foreign(record.path); });
}

/// Every file of the tree in its order, with what is known of those that have not changed.
std::vector<FileRecord> records_of(const FileTree& tree, std::vector<FileRecord> known) {
  std::vector<FileRecord> records;
  records.reserve(tree.files().size());
  const auto key = [](const FileRecord& record) {
    const std::size_t slash = record.path.rfind('/');
    const std::size_t name = slash == std::string::npos ? 0 : slash + 1;
    return std::pair(std::string_view(record.path).substr(0, name == 0 ? 0 : slash),
                     std::string_view(record.path).substr(name));
  };
  auto next = known.begin();  // both are in the tree's order
  for (const TreeFile& file : tree.files()) {
    const std::pair wanted(file.folder(), file.name());
    while (next != known.end() && key(*next) < wanted) ++next;
    const bool same = next != known.end() && is_same(*next, file);
    records.push_back(same ? std::move(*next++) : record_of(file));
  }
  return records;
}

/// The places of the pictures that samples use, each once.
std::vector<std::size_t> used_files(const FileTree& tree, const DatasetContents& contents) {
  std::vector<bool> used(tree.files().size());
  for (const FoundSample& sample : contents.samples) {
    for (const std::string* path : {&sample.image, &sample.alpha, &sample.trimap,
                                    &sample.foreground_file, &sample.background_file}) {
      if (path->empty()) continue;
      const TreeFile* const file = tree.find(*path);
      if (file == nullptr) {
        throw InternalError(fmt::format("a layout made {} up", *path));
      }
      used[static_cast<std::size_t>(file - tree.files().data())] = true;
    }
  }
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (used[i]) places.push_back(i);
  }
  return places;
}

/// Reads the headers of those files of which nothing is known yet; returns their number.
std::size_t read_headers(const fs::path& root, const std::vector<std::size_t>& places,
                         std::vector<FileRecord>& files, int threads, Progress& progress) {
  std::vector<std::size_t> unread;
  for (const std::size_t place : places) {
    if (files[place].width == 0) unread.push_back(place);
  }
  constexpr std::size_t kPiece = 64;
  std::atomic<std::size_t> done{0};
  progress.begin("index", unread.size());
  ThreadTeam(threads).each((unread.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    throw_if_interrupted();
    const std::size_t end = std::min(unread.size(), (piece + 1) * kPiece);
    for (std::size_t i = piece * kPiece; i < end; ++i) {
      FileRecord& file = files[unread[i]];
      file.problem.clear();
      try {
        const PictureMetadata header = picture_header(root / file.path);
        file.width = header.size.width;
        file.height = header.size.height;
        file.channels = header.channels;
        file.bit_depth = header.bit_depth;
      } catch (const DataError& error) {
        file.problem = error.what();
      }
    }
    progress.step(done += end - piece * kPiece, files[unread[end - 1]].path);
  });
  progress.end();
  return unread.size();
}

const FileRecord* file_at(const FileTree& tree, const std::vector<FileRecord>& files,
                          const std::string& path) {
  if (path.empty()) return nullptr;
  return &files[static_cast<std::size_t>(tree.find(path) - tree.files().data())];
}

/// Of the image as it is loaded; empty if the header of its file could not be read.
cv::Size size_of(const FoundSample& found, const FileRecord& picture) {
  const cv::Size size(picture.width, picture.height);
  if (size.empty()) return {};
  if (!found.image.empty()) return bounded_size(size, found.max_side_px);
  return composite_size(size, found.max_side_px, found.protocol);
}

void fill(SampleRecord& record, FoundSample& found, const FileTree& tree,
          const std::vector<FileRecord>& files) {
  const FileRecord* const picture =
      file_at(tree, files, found.image.empty() ? found.foreground_file : found.image);
  const FileRecord* const trimap = file_at(tree, files, found.trimap);
  const cv::Size size = picture == nullptr ? cv::Size() : size_of(found, *picture);
  record.width = size.width;
  record.height = size.height;
  record.unknown_share.reset();
  if (trimap != nullptr && trimap->unknown_pixels && trimap->width > 0) {
    record.unknown_share = static_cast<double>(*trimap->unknown_pixels) /
                           (static_cast<double>(trimap->width) * trimap->height);
  }
  record.name = std::move(found.name);
  record.split = std::move(found.split);
  record.image = std::move(found.image);
  record.alpha = std::move(found.alpha);
  record.trimap = std::move(found.trimap);
  record.foreground_file = std::move(found.foreground_file);
  record.background_file = std::move(found.background_file);
  record.trimap_recipe = std::move(found.trimap_recipe);
  record.max_side_px = found.max_side_px;
  record.foreground = std::move(found.foreground);
  record.background = std::move(found.background);
  record.entity = std::move(found.entity);
  record.category = std::move(found.category);
  record.type = std::move(found.type);
  record.expressions = std::move(found.expressions);
}

/// A source that was asked for once stays chosen while the layout is the same.
std::string asked_trimap(const IndexOptions& options, const std::optional<DatasetRecord>& before,
                         const Layout& layout) {
  const bool was_asked = before && before->layout == layout.name &&
                         !before->trimap_source.empty() &&
                         before->trimap_source != chosen_trimap(layout, {});
  return options.trimap.empty() && was_asked ? before->trimap_source : options.trimap;
}

}  // namespace

IndexOutcome index_dataset(Database& database, const fs::path& root, const IndexOptions& options,
                           Progress& progress) {
  const FileTree tree(root);
  SampleStore store(database);
  const std::optional<DatasetRecord> before = store.dataset_at(tree.root().string());
  std::vector<FileRecord> known;
  if (before) known = store.files(before->root);

  IndexOutcome outcome;
  outcome.files = tree.files().size();
  DatasetRecord& dataset = outcome.dataset;
  // A folder that was indexed stays what it was until it is said otherwise.
  const bool same_files = before && are_same(known, tree, database.path());
  const Layout& layout = options.layout != "auto" ? find_layout(options.layout)
                         : before                 ? find_layout(before->layout)
                                                  : recognise_layout(tree);
  dataset.layout = layout.name;
  dataset.root = tree.root().string();
  dataset.name = !options.name.empty() ? options.name
                 : before              ? before->name
                                       : tree.root().filename().string();
  dataset.indexed_at = utc_timestamp();
  if (same_files && before->layout == layout.name && before->revision == kLayoutsRevision &&
      before->name == dataset.name &&
      (options.trimap.empty() || before->trimap_source == options.trimap)) {
    outcome.dataset = *before;
    outcome.unchanged = true;
    outcome.problems = tree.problems();
    for (const FileRecord& file : known) {
      if (!file.problem.empty()) outcome.problems.push_back(file.problem);
    }
    return outcome;
  }

  DatasetContents contents = layout.contents(tree, {asked_trimap(options, before, layout)});
  dataset.variant = contents.variant;
  dataset.trimap_source = contents.trimap_source;
  std::vector<FileRecord> files = records_of(tree, std::move(known));
  const std::vector<std::size_t> used = used_files(tree, contents);
  outcome.opened = read_headers(tree.root(), used, files, options.threads, progress);
  outcome.problems = tree.problems();
  std::move(contents.problems.begin(), contents.problems.end(),
            std::back_inserter(outcome.problems));
  for (const std::size_t place : used) {
    if (!files[place].problem.empty()) outcome.problems.push_back(files[place].problem);
  }
  // What has problems is looked at again next time, so that they are told again.
  dataset.revision = outcome.problems.empty() ? kLayoutsRevision : 0;
  std::size_t i = 0;
  store.replace(dataset, files, [&](SampleRecord& record) {
    if (i == contents.samples.size()) return false;
    fill(record, contents.samples[i++], tree, files);
    return true;
  });
  dataset.samples = static_cast<std::int64_t>(contents.samples.size());
  return outcome;
}

}  // namespace mbench

#include "synth/composite_build.h"

#include <map>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/picture_decoder.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/build_folder.h"
#include "synth/companion_files.h"
#include "synth/composite.h"
#include "synth/composite_manifest.h"
#include "synth/composite_sources.h"
#include "synth/opencv_threads.h"
#include "synth/recently_used.h"

namespace mbench {
namespace {

CompositeHeader header_of(const CompositePlan& plan, FileDigests& digests) {
  const Protocol& protocol = *plan.protocol;
  CompositeHeader header;
  header.protocol = protocol.name;
  header.version = protocol.version;
  header.split = plan.split;
  ProtocolSplit split = protocol.split(plan.split);
  if (plan.backgrounds_each > 0) split.backgrounds_each = plan.backgrounds_each;
  header.parameters = parameters_of(protocol, split);
  header.parameters.emplace_back(kForegroundsParameter, foreground_origin_text(plan.foregrounds));
  header.composites = static_cast<std::int64_t>(plan.composites.size());
  for (const PlannedList& list : plan.lists) {
    header.lists.push_back({{list.file.string(), digests.of(list.file)}, list.copy});
  }
  return header;
}

bool is_same(const CompositeRow& a, const CompositeRow& b) {
  return a.name == b.name && a.width == b.width && a.height == b.height &&
         a.foreground == b.foreground && a.foreground_alpha == b.foreground_alpha &&
         a.background == b.background && a.shipped_trimap == b.shipped_trimap &&
         a.alpha == b.alpha && a.trimap == b.trimap;
}

/// Whether the row's file is there and decodes to what the row says.
bool is_whole(const fs::path& folder, const CompositeRow& row) {
  const fs::path path = folder / row.image;
  boost::system::error_code error;
  const auto bytes = fs::file_size(path, error);
  if (error || static_cast<std::int64_t>(bytes) != row.bytes) return false;
  try {
    return sha256_of_pixels(decode_file(path)) == row.sha256;
  } catch (const DataError&) {
    return false;
  }
}

/// The estimate that a build is refused by: photographs do not compress below a third.
std::uint64_t least_bytes(const CompositePlan& plan, const std::vector<cv::Size>& sizes,
                          const BuildFolder& folder, std::size_t& missing) {
  std::uint64_t bytes = 0;
  missing = 0;
  for (std::size_t i = 0; i < plan.composites.size(); ++i) {
    const std::string& image = plan.composites[i].image_file;
    if (folder.rows().count(image) != 0 && fs::exists(folder.path() / image)) continue;
    ++missing;
    bytes +=
        static_cast<std::uint64_t>(sizes[i].width) * static_cast<std::uint64_t>(sizes[i].height);
  }
  return bytes;
}

/// What the layout `folder` reads.
std::string sample_manifest(const CompositePlan& plan) {
  std::string text;
  for (const PlannedComposite& one : plan.composites) {
    nlohmann::ordered_json row{{"name", one.name},
                               {"split", plan.split},
                               {"image", one.image_file},
                               {"alpha", one.alpha_file}};
    if (!one.trimap_file.empty()) row["trimap"] = one.trimap_file;
    row["foreground"] = one.foreground.stem().string();
    row["background"] = one.background.stem().string();
    if (!one.category.empty()) row["category"] = one.category;
    text += row.dump() + "\n";
  }
  return text;
}

/// Makes the composites of one plan.
class Builder {
 public:
  Builder(const CompositePlan& plan, const BuildOptions& options, BuildFolder& folder,
          const CompositeHeader& header, FileDigests& digests, const CompanionFiles& companions)
      : plan_(plan),
        options_(options),
        folder_(folder),
        digests_(digests),
        companions_(companions),
        journal_(folder.manifest(), header),
        rows_(plan.composites.size()) {}

  void run(Progress& progress) {
    const OneThreadOfOpenCv one_thread;
    progress.begin("composites", rows_.size());
    try {
      ThreadTeam(options_.threads).each(rows_.size(), [&](std::size_t i) {
        throw_if_interrupted();
        build(i);
        const std::lock_guard lock(mutex_);
        progress.step(++done_, plan_.composites[i].name);
      });
    } catch (...) {
      progress.end();
      throw;
    }
    progress.end();
  }

  std::vector<CompositeRow> rows() const {
    std::vector<CompositeRow> all;
    for (const std::optional<CompositeRow>& row : rows_) {
      if (row) all.push_back(*row);
    }
    return all;
  }

  BuildOutcome outcome() const {
    BuildOutcome outcome = counts_;
    std::set<std::string> told;
    for (const auto& [place, problem] : problems_) {
      if (told.insert(problem).second) outcome.problems.push_back(problem);
    }
    outcome.failed = problems_.size();
    return outcome;
  }

 private:
  void build(std::size_t i) {
    CompositeRow row;
    std::optional<Image> image;
    try {
      row = row_of(plan_.composites[i]);
      const auto known = folder_.rows().find(row.image);
      if (known != folder_.rows().end() && is_kept(known->second, row)) {
        const std::lock_guard lock(mutex_);
        ++counts_.kept;
        rows_[i] = known->second;
        rows_[i]->alpha_sha256 = row.alpha_sha256;
        rows_[i]->trimap_sha256 = row.trimap_sha256;
        return;
      }
      image = made(plan_.composites[i]);
    } catch (const DataError& error) {  // of this composite; those of writing are not caught
      const std::lock_guard lock(mutex_);
      problems_.emplace(i, error.what());
      return;
    }
    write(row, *image);
    const std::lock_guard lock(mutex_);
    ++counts_.made;
    rows_[i] = std::move(row);
  }

  bool is_kept(const CompositeRow& known, CompositeRow& wanted) const {
    wanted.width = known.width;
    wanted.height = known.height;
    return is_same(known, wanted) && is_whole(folder_.path(), known);
  }

  SourceFile source(const fs::path& path) {
    return path.empty() ? SourceFile() : SourceFile{path.string(), digests_.of(path)};
  }

  std::string companion(const std::string& file) const {
    if (file.empty()) return {};
    if (const auto problem = companions_.problems.find(file);
        problem != companions_.problems.end()) {
      throw DataError(problem->second);
    }
    return companions_.digests.at(file);
  }

  /// All that is known before the pixels are.
  CompositeRow row_of(const PlannedComposite& one) {
    CompositeRow row;
    row.name = one.name;
    row.image = one.image_file;
    row.alpha = one.alpha_file;
    row.alpha_sha256 = companion(one.alpha_file);
    row.trimap = one.trimap_file;
    row.trimap_sha256 = companion(one.trimap_file);
    row.foreground = source(one.foreground);
    row.foreground_alpha = source(one.alpha);
    row.background = source(one.background);
    row.shipped_trimap = source(one.trimap);
    return row;
  }

  Image made(const PlannedComposite& one) {
    const auto foreground =
        foregrounds_.get(one.foreground.string() + '\n' + one.alpha.string(), [&] {
          return load_foreground(*plan_.protocol, plan_.foregrounds, one.foreground, one.alpha,
                                 options_.threads);
        });
    const auto background = backgrounds_.get(one.background.string(),
                                             [&] { return read_image(one.background).picture; });
    return composite(*plan_.protocol, *foreground, *background);
  }

  void write(CompositeRow& row, const Image& image) {
    const std::vector<unsigned char> bytes = png_bytes(image.pixels(), options_.png);
    row.width = image.size().width;
    row.height = image.size().height;
    row.sha256 = sha256_of_pixels(image.pixels());
    row.bytes = static_cast<std::int64_t>(bytes.size());
    write_file_atomically(folder_.path() / row.image, bytes.data(), bytes.size());
    const std::lock_guard lock(mutex_);
    journal_.append(row);
  }

  const CompositePlan& plan_;
  const BuildOptions& options_;
  const BuildFolder& folder_;
  FileDigests& digests_;
  const CompanionFiles& companions_;
  CompositeJournal journal_;
  RecentlyUsed<Foreground> foregrounds_{2};
  RecentlyUsed<Image> backgrounds_{2};
  std::mutex mutex_;
  std::size_t done_ = 0;
  BuildOutcome counts_;
  std::vector<std::optional<CompositeRow>> rows_;
  std::map<std::size_t, std::string> problems_;  ///< by place in the plan
};

/// The rows that were there and that the plan still asks for, in its order.
std::vector<CompositeRow> kept_rows(const CompositePlan& plan, const BuildFolder& folder) {
  std::vector<CompositeRow> rows;
  for (const PlannedComposite& one : plan.composites) {
    const auto row = folder.rows().find(one.image_file);
    if (row != folder.rows().end()) rows.push_back(row->second);
  }
  return rows;
}

}  // namespace

BuildOutcome build_composites(const CompositePlan& plan, const BuildOptions& options,
                              Progress& progress) {
  const std::vector<cv::Size> sizes = check_sources(plan, options.threads, progress);
  FileDigests digests;
  const CompositeHeader header = header_of(plan, digests);
  BuildFolder folder(options.out, header);
  std::size_t missing = 0;
  const std::uint64_t bytes = least_bytes(plan, sizes, folder, missing);
  require_space(folder.path(), bytes, missing);
  folder.write_manifest(header, kept_rows(plan, folder));
  const CompanionFiles companions =
      write_companions(plan, folder.path(), options.threads, progress);
  Builder builder(plan, options, folder, header, digests, companions);
  builder.run(progress);
  if (plan.needs_sample_manifest) {
    write_file_atomically(folder.path() / "manifest.jsonl", sample_manifest(plan));
  }
  folder.write_manifest(header, builder.rows());
  return builder.outcome();
}

}  // namespace mbench

#include "cli/score_jobs.h"

#include "core/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <set>

namespace mbench {
namespace {

constexpr std::array<std::string_view, 9> kEndings{".png", ".jpg",  ".jpeg", ".tif", ".tiff",
                                                   ".bmp", ".webp", ".pfm",  ".pgm"};

/// The pictures of a folder by stem. A stem can have several: which is meant is unclear.
using Pictures = std::map<std::string, std::vector<fs::path>>;

bool is_picture(const fs::path& path) {
  if (path.filename().string().starts_with(".")) return false;
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
  return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

Pictures pictures_in(const fs::path& folder, const char* kind) {
  Pictures pictures;
  bool has_folders = false;
  boost::system::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    const fs::path& path = entry->path();
    has_folders |= fs::is_directory(path);
    if (is_picture(path) && !fs::is_directory(path)) pictures[path.stem().string()].push_back(path);
  }
  if (failure) {
    throw DataError(fmt::format("{}: cannot be listed: {}", folder.string(), failure.message()));
  }
  if (pictures.empty()) {
    throw DataError(
        fmt::format("{} holds no {}: no .png, .jpg, .tif, ...", folder.string(), kind),
        has_folders ? "pictures are looked for in the folder itself, not in those within" : "");
  }
  for (auto& [stem, paths] : pictures) std::sort(paths.begin(), paths.end());
  return pictures;
}

/// "forest_12" → "forest"; empty if it has no such number.
std::string without_number(const std::string& stem) {
  const std::size_t line = stem.rfind('_');
  if (line == std::string::npos || line == 0 || line + 1 == stem.size()) return {};
  const bool digits = std::all_of(stem.begin() + static_cast<std::ptrdiff_t>(line) + 1, stem.end(),
                                  [](unsigned char letter) { return std::isdigit(letter) != 0; });
  return digits ? stem.substr(0, line) : std::string{};
}

Pictures::const_iterator find_for(const Pictures& pictures, const std::string& stem) {
  const auto exact = pictures.find(stem);
  if (exact != pictures.end()) return exact;
  const std::string shared = without_number(stem);
  return shared.empty() ? pictures.end() : pictures.find(shared);
}

/// The one counterpart, or none and the reason in `error`.
fs::path counterpart(const Pictures& pictures, const fs::path& folder, const std::string& stem,
                     const char* kind, std::string& error) {
  const auto found = find_for(pictures, stem);
  if (found == pictures.end()) {
    if (error.empty())
      error = fmt::format("no {}: {}.* is not there", kind, (folder / stem).string());
    return {};
  }
  if (found->second.size() > 1 && error.empty()) {
    error = fmt::format("two files could be the {}: {} and {}", kind, found->second[0].string(),
                        found->second[1].filename().string());
  }
  return found->second.front();
}

void require_there(const fs::path& path, const char* option) {
  boost::system::error_code failure;
  if (fs::exists(path, failure)) return;
  throw DataError(fmt::format("{} {}: there is no such file or folder", option, path.string()));
}

std::vector<ScoreJob> jobs_of_folders(const ScoreInputs& inputs, bool partial) {
  const Pictures predictions = pictures_in(inputs.predicted, "predictions");
  const Pictures truths = pictures_in(inputs.truth, "ground truth");
  const Pictures trimaps =
      inputs.trimap.empty() ? Pictures{} : pictures_in(inputs.trimap, "trimaps");
  std::vector<ScoreJob> jobs;
  std::set<std::string> used;
  for (const auto& [stem, paths] : predictions) {
    ScoreJob job{stem, paths.front(), {}, {}, {}};
    if (paths.size() > 1) {
      job.error = fmt::format("two files could be the prediction: {} and {}", paths[0].string(),
                              paths[1].filename().string());
    }
    job.truth = counterpart(truths, inputs.truth, stem, "ground truth", job.error);
    if (!inputs.trimap.empty()) {
      job.trimap = counterpart(trimaps, inputs.trimap, stem, "trimap", job.error);
    }
    const auto truth = find_for(truths, stem);
    if (truth != truths.end()) used.insert(truth->first);
    jobs.push_back(std::move(job));
  }
  for (const auto& [stem, paths] : truths) {
    if (partial || used.contains(stem)) continue;
    jobs.push_back(
        {stem,
         {},
         paths.front(),
         {},
         fmt::format("no prediction: {}.* is not there", (inputs.predicted / stem).string())});
  }
  std::sort(jobs.begin(), jobs.end(),
            [](const ScoreJob& a, const ScoreJob& b) { return a.name < b.name; });
  return jobs;
}

}  // namespace

std::vector<ScoreJob> score_jobs(const ScoreInputs& inputs, bool partial) {
  require_there(inputs.predicted, "--pred");
  require_there(inputs.truth, "--gt");
  if (inputs.trimap.empty() && inputs.needs_trimap) {
    throw UsageError("this convention needs the trimaps", "give them with --trimap FILE or FOLDER");
  }
  if (!inputs.trimap.empty()) require_there(inputs.trimap, "--trimap");
  const bool folders = fs::is_directory(inputs.predicted);
  if (fs::is_directory(inputs.truth) != folders ||
      (!inputs.trimap.empty() && fs::is_directory(inputs.trimap) != folders)) {
    throw UsageError("--pred, --gt and --trimap must all be files or all be folders");
  }
  if (folders) return jobs_of_folders(inputs, partial);
  return {{inputs.predicted.stem().string(), inputs.predicted, inputs.truth, inputs.trimap, {}}};
}

}  // namespace mbench

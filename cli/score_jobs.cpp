#include "cli/score_jobs.h"

#include "core/error.h"
#include "datasets/prepared_folders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
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

/// What lies in a folder, sorted by path.
std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  boost::system::error_code failure;
  for (fs::directory_iterator entry(folder, failure), end; !failure && entry != end;
       entry.increment(failure)) {
    entries.push_back(entry->path());
  }
  if (failure) {
    throw DataError(fmt::format("{}: cannot be listed: {}", folder.string(), failure.message()));
  }
  std::sort(entries.begin(), entries.end());
  return entries;
}

Pictures pictures_in(const fs::path& folder, const char* kind) {
  Pictures pictures;
  for (const fs::path& path : pictures_of(folder, kind)) {
    pictures[path.stem().string()].push_back(path);
  }
  return pictures;
}

Pictures::const_iterator find_for(const Pictures& pictures, const std::string& stem) {
  const auto exact = pictures.find(stem);
  if (exact != pictures.end()) return exact;
  return pictures.find(std::string(without_number(stem)));
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

ScoreJob job_without_prediction(const std::string& name, const fs::path& truth,
                                const fs::path& predicted) {
  ScoreJob job;
  job.name = name;
  job.truth = truth;
  job.error = fmt::format("no prediction: {} is not there", predicted.string());
  return job;
}

/// Numbers by their value, so that frame 10 follows frame 9; all else byte by byte.
bool in_frame_order(const std::string& a, const std::string& b) {
  const auto digit = [](char letter) { return letter >= '0' && letter <= '9'; };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    if (!digit(a[i]) || !digit(b[j])) {
      if (a[i] != b[j]) return a[i] < b[j];
      ++i;
      ++j;
      continue;
    }
    const auto number = [&](const std::string& text, std::size_t& at) {
      const std::size_t from = std::min(text.find_first_not_of('0', at), text.size());
      for (at = from; at < text.size() && digit(text[at]);) ++at;
      return text.substr(from, at - from);
    };
    const std::string first = number(a, i);
    const std::string second = number(b, j);
    if (first.size() != second.size()) return first.size() < second.size();
    if (first != second) return first < second;
  }
  if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
  return a < b;
}

/// Frames in their order, each with the one before it. Of a part of a video, the first frame
/// that was predicted is the first one.
void link_frames(std::vector<ScoreJob>& jobs, const std::string& video, bool partial) {
  std::sort(jobs.begin(), jobs.end(),
            [](const ScoreJob& a, const ScoreJob& b) { return in_frame_order(a.name, b.name); });
  const ScoreJob* before = nullptr;
  std::string fault_before;  // of that frame itself: one with a lost one before it is there
  for (ScoreJob& job : jobs) {
    job.cluster = video;
    if (partial && before == nullptr && job.predicted.empty()) continue;
    const std::string fault = job.error;
    if (before != nullptr && fault.empty()) {
      job.previous_predicted = before->predicted;
      job.previous_truth = before->truth;
      if (!fault_before.empty()) job.error = "the frame before it is missing: " + fault_before;
    }
    before = &job;
    fault_before = fault;
  }
}

/// The jobs of three folders of pictures; `prefix` stands before their names.
std::vector<ScoreJob> jobs_of_pictures(const ScoreInputs& inputs, const std::string& prefix) {
  const Pictures predictions = pictures_in(inputs.predicted, "predictions");
  const Pictures truths = pictures_in(inputs.truth, "ground truth");
  const Pictures trimaps =
      inputs.trimap.empty() ? Pictures{} : pictures_in(inputs.trimap, "trimaps");
  std::vector<ScoreJob> jobs;
  std::set<std::string> used;
  for (const auto& [stem, paths] : predictions) {
    ScoreJob job;
    job.name = prefix + stem;
    job.predicted = paths.front();
    if (paths.size() > 1) {
      job.error = fmt::format("two files could be the prediction: {} and {}", paths[0].string(),
                              paths[1].filename().string());
    }
    job.truth = counterpart(truths, inputs.truth, stem, "ground truth", job.error);
    if (!inputs.trimap.empty()) {
      job.trimap = counterpart(trimaps, inputs.trimap, stem, "trimap", job.error);
    }
    const auto truth = find_for(truths, stem);
    if (truth != truths.end()) {
      used.insert(truth->first);
      job.cluster = prefix + truth->first;
    }
    jobs.push_back(std::move(job));
  }
  for (const auto& [stem, paths] : truths) {
    if (used.contains(stem)) continue;
    jobs.push_back(
        job_without_prediction(prefix + stem, paths.front(), inputs.predicted / (stem + ".*")));
  }
  if (inputs.sequence) {
    link_frames(jobs, prefix.empty() ? inputs.truth.string() : prefix, inputs.partial);
  }
  if (inputs.partial) {
    std::erase_if(jobs, [](const ScoreJob& job) { return job.predicted.empty(); });
  }
  return jobs;
}

bool holds_pictures(const fs::path& folder) {
  const std::vector<fs::path> entries = entries_of(folder);
  return std::any_of(entries.begin(), entries.end(), [](const fs::path& path) {
    return is_picture(path) && !fs::is_directory(path);
  });
}

/// The jobs of one folder of pictures within each input. What is wrong with a whole folder is
/// one job with an error.
std::vector<ScoreJob> jobs_of_inner_folder(const ScoreInputs& inputs, const std::string& name) {
  ScoreInputs inner = inputs;
  inner.predicted = inputs.predicted / name;
  inner.truth = inputs.truth / name;
  if (!inputs.trimap.empty()) inner.trimap = inputs.trimap / name;
  if (!fs::is_directory(inner.predicted)) {
    if (inputs.partial) return {};
    return {job_without_prediction(name, inner.truth, inner.predicted)};
  }
  try {
    return jobs_of_pictures(inner, name + "/");
  } catch (const DataError& error) {
    ScoreJob job;
    job.name = name;
    job.error = row_error(error);
    return {job};
  }
}

std::vector<ScoreJob> jobs_of_folders(const ScoreInputs& inputs) {
  std::vector<std::string> names;
  if (!holds_pictures(inputs.predicted) && !holds_pictures(inputs.truth)) {
    names = folders_in(inputs.predicted);
    const std::vector<std::string> truths = folders_in(inputs.truth);
    names.insert(names.end(), truths.begin(), truths.end());
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
  }
  std::vector<ScoreJob> jobs;
  if (names.empty()) jobs = jobs_of_pictures(inputs, "");
  for (const std::string& name : names) {
    std::vector<ScoreJob> more = jobs_of_inner_folder(inputs, name);
    std::move(more.begin(), more.end(), std::back_inserter(jobs));
  }
  if (jobs.empty()) {
    throw DataError(fmt::format("{} holds no predictions for any folder of {}",
                                inputs.predicted.string(), inputs.truth.string()));
  }
  if (!inputs.sequence) {
    std::sort(jobs.begin(), jobs.end(),
              [](const ScoreJob& a, const ScoreJob& b) { return a.name < b.name; });
  }
  return jobs;
}

}  // namespace

std::string row_error(const Error& error) {
  if (error.hint().empty()) return error.what();
  return fmt::format("{}; {}", error.what(), error.hint());
}

std::vector<std::string> folders_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::path& path : entries_of(folder)) {
    const std::string name = path.filename().string();
    if (fs::is_directory(path) && !name.starts_with(".")) names.push_back(name);
  }
  return names;
}

bool holds_nothing(const fs::path& folder) {
  const std::vector<fs::path> entries = entries_of(folder);
  return std::all_of(entries.begin(), entries.end(), [](const fs::path& path) {
    return path.filename().string().starts_with(".");
  });
}

std::vector<fs::path> pictures_of(const fs::path& folder, const char* kind) {
  std::vector<fs::path> pictures;
  for (const fs::path& path : entries_of(folder)) {
    if (is_picture(path) && !fs::is_directory(path)) pictures.push_back(path);
  }
  if (pictures.empty()) {
    throw DataError(fmt::format("{} holds no {}: no .png, .jpg, .tif, ...", folder.string(), kind));
  }
  return pictures;
}

std::vector<ScoreJob> score_jobs(const ScoreInputs& inputs) {
  require_there(inputs.predicted, "--pred");
  require_there(inputs.truth, "--gt");
  if (inputs.trimap.empty() && inputs.needs_trimap) {
    throw UsageError("this convention with these options needs the trimaps",
                     "give them with --trimap FILE or FOLDER");
  }
  if (!inputs.trimap.empty()) require_there(inputs.trimap, "--trimap");
  const bool folders = fs::is_directory(inputs.predicted);
  if (fs::is_directory(inputs.truth) != folders ||
      (!inputs.trimap.empty() && fs::is_directory(inputs.trimap) != folders)) {
    throw UsageError("--pred, --gt and --trimap must all be files or all be folders");
  }
  if (folders) return jobs_of_folders(inputs);
  ScoreJob job;
  job.name = job.cluster = inputs.predicted.stem().string();
  job.predicted = inputs.predicted;
  job.truth = inputs.truth;
  job.trimap = inputs.trimap;
  return {job};
}

}  // namespace mbench

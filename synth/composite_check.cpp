#include "synth/composite_check.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/picture_decoder.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/build_foreground.h"
#include "synth/composite.h"
#include "synth/composite_sources.h"
#include "synth/opencv_threads.h"
#include "synth/recently_used.h"

namespace mbench {
namespace {

using Findings = std::vector<CompositeFinding>;
using Kind = CompositeFinding::Kind;

constexpr const char* kBuildAgain = "run the build again: it makes only what is not whole";

/// Files that several rows share are looked at with the first of them.
struct Part {
  std::string file;
  std::string sha256;
  enum class Form { image, alpha, trimap } form = Form::image;
};

std::string digest_of(const fs::path& path, Part::Form form) {
  switch (form) {
    case Part::Form::image:
      return sha256_of_pixels(decode_file(path));
    case Part::Form::alpha:
      return sha256_of_pixels(read_alpha(path).picture.pixels());
    case Part::Form::trimap:
      return sha256_of_pixels(read_trimap(path).picture.pixels());
  }
  throw InternalError("a part of no form");
}

class Checker {
 public:
  Checker(const fs::path& manifest, bool remake, int threads)
      : folder_(fs::canonical(manifest).parent_path()),
        manifest_(read_composite_manifest(manifest)),
        name_(manifest.filename().string()),
        threads_(threads) {
    if (!remake) return;
    protocol_ = &protocol();
    const std::string origin = manifest_.header.parameter(kForegroundsParameter);
    if (!origin.empty()) origin_ = parse_foreground_origin(origin);
  }

  Findings check(Progress& progress) {
    std::vector<Findings> found(manifest_.rows.size());
    const std::vector<std::vector<Part>> parts = parts_of_rows();
    const OneThreadOfOpenCv one_thread;
    std::mutex mutex;
    std::size_t done = 0;
    progress.begin("verify", found.size());
    ThreadTeam(threads_).each(found.size(), [&](std::size_t i) {
      throw_if_interrupted();
      const CompositeRow& row = manifest_.rows[i];
      for (const Part& part : parts[i]) check_part(row, part, found[i]);
      if (protocol_ != nullptr) remake(row, found[i]);
      const std::lock_guard lock(mutex);
      progress.step(++done, row.name);
    });
    progress.end();
    Findings all = of_the_manifest();
    for (Findings& some : found) std::move(some.begin(), some.end(), std::back_inserter(all));
    check_lists(all);
    check_extra(all);
    return all;
  }

 private:
  /// Throws DataError where this program makes other pixels than the one that built.
  const Protocol& protocol() const {
    const Protocol& found = find_protocol(manifest_.header.protocol);
    if (found.version != manifest_.header.version) {
      throw DataError(fmt::format("{} was built by version {} of protocol {}, and this is {}",
                                  name_, manifest_.header.version, found.name, found.version),
                      "verify without --remake, or build anew");
    }
    return found;
  }

  std::vector<std::vector<Part>> parts_of_rows() const {
    std::vector<std::vector<Part>> parts;
    std::set<std::string> seen;
    for (const CompositeRow& row : manifest_.rows) {
      parts.emplace_back();
      for (const Part& part : {Part{row.image, row.sha256, Part::Form::image},
                               Part{row.alpha, row.alpha_sha256, Part::Form::alpha},
                               Part{row.trimap, row.trimap_sha256, Part::Form::trimap}}) {
        if (!part.file.empty() && seen.insert(part.file).second) parts.back().push_back(part);
      }
    }
    return parts;
  }

  Findings of_the_manifest() const {
    Findings findings;
    for (const int line : manifest_.damaged_lines) {
      findings.push_back(
          {Kind::damaged, name_, "", fmt::format("line {} cannot be read", line), kBuildAgain});
    }
    const std::int64_t rows = static_cast<std::int64_t>(manifest_.rows.size());
    if (rows < manifest_.header.composites) {
      findings.push_back(
          {Kind::missing, name_, "",
           fmt::format("{} of {} composites were not made", manifest_.header.composites - rows,
                       manifest_.header.composites),
           kBuildAgain});
    }
    return findings;
  }

  void check_part(const CompositeRow& row, const Part& part, Findings& findings) const {
    const fs::path path = folder_ / part.file;
    boost::system::error_code error;
    if (!fs::is_regular_file(path, error)) {
      findings.push_back({Kind::missing, part.file, row.name, "it is not there", kBuildAgain});
      return;
    }
    try {
      const std::string digest = digest_of(path, part.form);
      if (digest == part.sha256) return;
      findings.push_back({Kind::differs, part.file, row.name,
                          fmt::format("its pixels have the digest {}, not {}", digest, part.sha256),
                          kBuildAgain});
    } catch (const DataError& failure) {
      findings.push_back({Kind::damaged, part.file, row.name, failure.what(), kBuildAgain});
    }
  }

  /// Whether the source is what it was.
  bool check_source(const CompositeRow& row, const SourceFile& source, Findings& findings) {
    boost::system::error_code error;
    if (!fs::is_regular_file(source.file, error)) {
      findings.push_back({Kind::missing, source.file, row.name, "this source is not there",
                          "bring it back, or verify without --remake"});
      return false;
    }
    const std::string digest = digests_.of(source.file);
    if (digest == source.sha256) return true;
    findings.push_back({Kind::differs, source.file, row.name,
                        fmt::format("this source has the digest {}, not {}", digest, source.sha256),
                        "bring the old file back, or build anew"});
    return false;
  }

  void remake(const CompositeRow& row, Findings& findings) {
    try {
      bool same = true;
      for (const SourceFile* source : {&row.foreground, &row.foreground_alpha, &row.background}) {
        same = check_source(row, *source, findings) && same;
      }
      if (!same) return;
      const auto foreground =
          foregrounds_.get(row.foreground.file + '\n' + row.foreground_alpha.file, [&] {
            return load_foreground(*protocol_, origin_, row.foreground.file,
                                   row.foreground_alpha.file, threads_);
          });
      const Image background = read_image(row.background.file).picture;
      const std::string digest =
          sha256_of_pixels(composite(*protocol_, *foreground, background).pixels());
      if (digest == row.sha256) return;
      findings.push_back({Kind::differs, row.image, row.name,
                          fmt::format("made anew it has the digest {}, not {}", digest, row.sha256),
                          "build anew, and say so where figures rest on the old composites"});
    } catch (const DataError& failure) {
      findings.push_back({Kind::damaged, row.image, row.name, failure.what(),
                          "its sources cannot be used: bring the old files back"});
    }
  }

  void check_lists(Findings& findings) const {
    for (const ListFile& list : manifest_.header.lists) {
      if (list.copy.empty()) continue;
      const fs::path path = folder_ / list.copy;
      boost::system::error_code error;
      if (!fs::is_regular_file(path, error)) {
        findings.push_back({Kind::missing, list.copy, "", "it is not there", kBuildAgain});
      } else if (sha256_of_file(path) != list.source.sha256) {
        findings.push_back(
            {Kind::differs, list.copy, "", "it is not the list that was used", kBuildAgain});
      }
    }
  }

  std::set<std::string> named_files() const {
    std::set<std::string> named{name_, "manifest.jsonl"};
    for (const ListFile& list : manifest_.header.lists) named.insert(list.copy);
    for (const CompositeRow& row : manifest_.rows) {
      named.insert({row.image, row.alpha, row.trimap});
    }
    return named;
  }

  void check_extra(Findings& findings) const {
    const std::set<std::string> named = named_files();
    std::vector<std::string> extra;
    boost::system::error_code error;
    for (fs::recursive_directory_iterator entry(folder_, error), end; entry != end;
         entry.increment(error)) {
      if (error) break;
      if (fs::is_directory(entry->status())) continue;
      const std::string file = entry->path().lexically_relative(folder_).generic_string();
      if (named.count(file) == 0) extra.push_back(file);
    }
    std::sort(extra.begin(), extra.end());
    for (std::string& file : extra) {
      findings.push_back({Kind::extra, std::move(file), "", "the manifest does not name it",
                          "take it away, or run the build again if it was stopped"});
    }
  }

  fs::path folder_;
  CompositeManifest manifest_;
  std::string name_;
  int threads_;
  const Protocol* protocol_ = nullptr;  ///< of remake
  ForegroundOrigin origin_;
  FileDigests digests_;
  RecentlyUsed<Foreground> foregrounds_{2};
};

}  // namespace

std::string to_text(CompositeFinding::Kind kind) {
  switch (kind) {
    case Kind::missing:
      return "missing";
    case Kind::damaged:
      return "damaged";
    case Kind::differs:
      return "differs";
    case Kind::extra:
      return "extra";
  }
  throw InternalError("a finding of no kind");
}

std::vector<CompositeFinding> check_composites(const fs::path& manifest, bool remake, int threads,
                                               Progress& progress) {
  boost::system::error_code error;
  if (!fs::exists(manifest, error)) {
    throw DataError(fmt::format("there is no {}", manifest.string()),
                    fmt::format("name the {} of a build, or its folder", kCompositeManifest));
  }
  return Checker(manifest, remake, threads).check(progress);
}

}  // namespace mbench

#include "synth/companion_files.h"

#include <unistd.h>

#include <algorithm>
#include <mutex>
#include <set>
#include <vector>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/composite.h"
#include "synth/trimap_from_alpha.h"

namespace mbench {
namespace {

/// Files of one content.
struct Companion {
  enum class Kind { alpha, shipped_trimap, made_trimap };
  Kind kind = Kind::alpha;
  fs::path source;
  std::vector<std::string> files;  ///< below the folder
};

struct Content {
  std::vector<unsigned char> bytes;
  std::string digest;
};

std::vector<Companion> companions_of(const CompositePlan& plan) {
  std::vector<Companion> companions;
  std::map<std::pair<int, fs::path>, std::size_t> places;
  std::set<std::string> planned;
  const auto add = [&](Companion::Kind kind, const fs::path& source, const std::string& file) {
    if (!planned.insert(file).second) return;
    const auto key = std::pair(static_cast<int>(kind), source);
    const auto [place, is_new] = places.emplace(key, companions.size());
    if (is_new) companions.push_back({kind, source, {}});
    companions[place->second].files.push_back(file);
  };
  for (const PlannedComposite& one : plan.composites) {
    add(Companion::Kind::alpha, one.alpha, one.alpha_file);
    if (one.trimap_file.empty()) continue;
    const bool is_shipped = !one.trimap.empty();
    add(is_shipped ? Companion::Kind::shipped_trimap : Companion::Kind::made_trimap,
        is_shipped ? one.trimap : one.alpha, one.trimap_file);
  }
  return companions;
}

Content content_of(const CompositePlan& plan, const Companion& companion) {
  const bool is_limited =
      plan.protocol->limit.longest_px > 0 || plan.protocol->limit.shortest_px > 0;
  if (companion.kind == Companion::Kind::shipped_trimap) {
    return {read_file(companion.source),
            sha256_of_pixels(read_trimap(companion.source).picture.pixels())};
  }
  const Alpha alpha = read_alpha(companion.source).picture;
  if (companion.kind == Companion::Kind::made_trimap) {
    const Trimap trimap = trimap_from_alpha(prepared_alpha(*plan.protocol, alpha),
                                            parse_trimap_recipe(plan.protocol->trimap_recipe));
    return {encode_png(trimap.pixels()), sha256_of_pixels(trimap.pixels())};
  }
  if (!is_limited) return {read_file(companion.source), sha256_of_pixels(alpha.pixels())};
  const Alpha limited = prepared_alpha(*plan.protocol, alpha);
  return {encode_png(limited.pixels()), sha256_of_pixels(limited.pixels())};
}

bool holds(const fs::path& path, const std::vector<unsigned char>& bytes) {
  boost::system::error_code error;
  if (!fs::is_regular_file(path, error) || fs::file_size(path, error) != bytes.size() || error) {
    return false;
  }
  return read_file(path) == bytes;
}

/// Replaces `path` by another name of `first`; whether the file system could.
bool link_to(const fs::path& first, const fs::path& path) {
  boost::system::error_code error;
  if (fs::equivalent(first, path, error) && !error) return true;
  fs::create_directories(path.parent_path(), error);
  const fs::path part = path.parent_path() / fs::unique_path(".mbench-%%%%%%%%%%%%.part");
  if (::link(first.c_str(), part.c_str()) != 0) return false;
  fs::rename(part, path, error);
  if (error) fs::remove(part, error);
  return fs::equivalent(first, path, error) && !error;
}

void write(const Companion& companion, const Content& content, const fs::path& out) {
  const fs::path first = out / companion.files.front();
  if (!holds(first, content.bytes)) {
    write_file_atomically(first, content.bytes.data(), content.bytes.size());
  }
  for (auto file = companion.files.begin() + 1; file != companion.files.end(); ++file) {
    const fs::path path = out / *file;
    if (link_to(first, path) || holds(path, content.bytes)) continue;
    write_file_atomically(path, content.bytes.data(), content.bytes.size());
  }
}

void copy_lists(const CompositePlan& plan, const fs::path& out) {
  for (const PlannedList& list : plan.lists) {
    if (list.copy.empty()) continue;
    const std::vector<unsigned char> bytes = read_file(list.file);
    if (holds(out / list.copy, bytes)) continue;
    write_file_atomically(out / list.copy, bytes.data(), bytes.size());
  }
}

}  // namespace

CompanionFiles write_companions(const CompositePlan& plan, const fs::path& out, int threads,
                                Progress& progress) {
  copy_lists(plan, out);
  const std::vector<Companion> companions = companions_of(plan);
  CompanionFiles written;
  std::mutex mutex;
  std::size_t done = 0;
  progress.begin("alphas and trimaps", companions.size());
  ThreadTeam(threads).each(companions.size(), [&](std::size_t i) {
    throw_if_interrupted();
    const Companion& companion = companions[i];
    Content content;
    std::string problem;
    try {
      content = content_of(plan, companion);
    } catch (const DataError& error) {
      problem = error.what();
    }
    if (problem.empty()) write(companion, content, out);
    const std::lock_guard lock(mutex);
    for (const std::string& file : companion.files) {
      if (problem.empty()) {
        written.digests.emplace(file, content.digest);
      } else {
        written.problems.emplace(file, problem);
      }
    }
    progress.step(++done, companion.files.front());
  });
  progress.end();
  return written;
}

}  // namespace mbench

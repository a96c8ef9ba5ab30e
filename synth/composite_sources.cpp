#include "synth/composite_sources.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <map>
#include <set>

#include <fmt/format.h>

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "synth/composite.h"

namespace mbench {
namespace {

constexpr std::size_t kProblemsToTell = 20;

/// What a file's header says, or why it says nothing.
struct Header {
  cv::Size size;
  std::string problem;
};

/// By path.
using Headers = std::map<std::string, Header>;

Headers headers_of(const CompositePlan& plan, int threads, Progress& progress) {
  Headers headers;
  for (const PlannedComposite& one : plan.composites) {
    for (const fs::path* file : {&one.foreground, &one.alpha, &one.background, &one.trimap}) {
      if (!file->empty()) headers.try_emplace(file->string());
    }
  }
  std::vector<Headers::value_type*> all;
  for (Headers::value_type& header : headers) all.push_back(&header);
  constexpr std::size_t kPiece = 32;
  std::atomic<std::size_t> done{0};
  progress.begin("check", all.size());
  ThreadTeam(threads).each((all.size() + kPiece - 1) / kPiece, [&](std::size_t piece) {
    throw_if_interrupted();
    const std::size_t end = std::min(all.size(), (piece + 1) * kPiece);
    for (std::size_t i = piece * kPiece; i < end; ++i) {
      try {
        all[i]->second.size = image_size(all[i]->first);
      } catch (const DataError& error) {
        all[i]->second.problem = error.what();
      }
    }
    progress.step(done += end - piece * kPiece, fs::path(all[end - 1]->first).filename().string());
  });
  progress.end();
  return headers;
}

/// Problems in the plan's order, each once.
class Problems {
 public:
  void add(const std::string& problem) {
    if (known_.insert(problem).second) in_order_.push_back(problem);
  }

  void end(Progress& progress) const {
    if (in_order_.empty()) return;
    if (in_order_.size() > 1) {
      for (std::size_t i = 0; i < std::min(in_order_.size(), kProblemsToTell); ++i) {
        progress.note("warning: " + in_order_[i]);
      }
    }
    const std::string more =
        in_order_.size() == 1
            ? std::string()
            : fmt::format("; {} more files cannot be used either", in_order_.size() - 1);
    throw DataError(in_order_.front() + more, "nothing was written; mend or replace the files");
  }

 private:
  std::set<std::string> known_;
  std::vector<std::string> in_order_;
};

void compare(const char* what, const fs::path& file, cv::Size size, const PlannedComposite& one,
             cv::Size foreground, Problems& problems) {
  if (size == foreground) return;
  problems.add(fmt::format("{} {} is {}x{} but its foreground {} is {}x{}", what, file.string(),
                           size.width, size.height, one.foreground.string(), foreground.width,
                           foreground.height));
}

/// The composite's size; its problems, if it cannot be made.
cv::Size check(const CompositePlan& plan, const PlannedComposite& one, const Headers& headers,
               Problems& problems) {
  bool readable = true;
  for (const fs::path* file : {&one.foreground, &one.alpha, &one.background, &one.trimap}) {
    if (file->empty() || headers.at(file->string()).problem.empty()) continue;
    problems.add(headers.at(file->string()).problem);
    readable = false;
  }
  if (!readable) return {};
  const cv::Size foreground = headers.at(one.foreground.string()).size;
  compare("alpha", one.alpha, headers.at(one.alpha.string()).size, one, foreground, problems);
  if (!one.trimap.empty()) {
    compare("trimap", one.trimap, headers.at(one.trimap.string()).size, one, foreground, problems);
  }
  try {
    const cv::Size size = foreground_size(*plan.protocol, foreground);
    background_size(*plan.protocol, size, headers.at(one.background.string()).size);
    return size;
  } catch (const DataError& error) {
    problems.add(fmt::format("{}: {}", one.background.string(), error.what()));
    return {};
  }
}

}  // namespace

std::vector<cv::Size> check_sources(const CompositePlan& plan, int threads, Progress& progress) {
  const Headers headers = headers_of(plan, threads, progress);
  Problems problems;
  std::vector<cv::Size> sizes;
  sizes.reserve(plan.composites.size());
  for (const PlannedComposite& one : plan.composites) {
    sizes.push_back(check(plan, one, headers, problems));
  }
  problems.end(progress);
  return sizes;
}

std::string FileDigests::of(const fs::path& path) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = known_.find(path.string()); known != known_.end()) return known->second;
  }
  // Two threads may read one file at once, which costs less than waiting for each other.
  std::string digest = sha256_of_file(path);
  const std::lock_guard lock(mutex_);
  return known_.emplace(path.string(), std::move(digest)).first->second;
}

}  // namespace mbench

#include "runners/plain_alphas.h"

#include "core/error.h"

#include <fmt/format.h>

#include <opencv2/core.hpp>

#include <fstream>
#include <set>

namespace mbench {
namespace {

std::size_t bytes_of(const cv::Mat& pixels) { return pixels.total() * pixels.elemSize(); }

Alpha read_floats(const fs::path& file, cv::Size size) {
  cv::Mat pixels(size, CV_32FC1);
  const std::vector<unsigned char> bytes = read_file(file);
  if (bytes.size() != bytes_of(pixels)) {
    throw DataError(fmt::format("{} was changed while it was in use", file.string()));
  }
  std::copy(bytes.begin(), bytes.end(), pixels.data);
  return Alpha(pixels);
}

}  // namespace

AlphaDifference difference(const Alpha& one, const Alpha& other) {
  MBENCH_ASSERT(one.size() == other.size());
  const cv::Mat& a = one.pixels();
  const cv::Mat& b = other.pixels();
  return {cv::norm(a, b, cv::NORM_INF),
          cv::norm(a, b, cv::NORM_L1) / static_cast<double>(a.total())};
}

PlainAlphas::PlainAlphas(const std::vector<CellPart>& parts) {
  std::set<Group> with_plain;
  for (const CellPart& part : parts) {
    const Group group{part.cell->record.suite, part.cell->record.model};
    if (part.cell->is_plain()) with_plain.insert(group);
    if (part.cell->record.approximate && with_plain.count(group) > 0) ++users_[group];
  }
}

int PlainAlphas::users_of(const PlannedCell& cell) const {
  const auto found = users_.find({cell.record.suite, cell.record.model});
  return found == users_.end() ? 0 : found->second;
}

PlainAlphas::Entry& PlainAlphas::entry(const PlannedCell& cell, std::size_t place) {
  const auto [found, is_new] =
      entries_.try_emplace(Key{cell.record.suite, cell.record.model, place});
  if (is_new) found->second.users_left = users_of(cell);
  return found->second;
}

fs::path PlainAlphas::write(const Alpha& alpha) {
  fs::path file;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!folder_) folder_.emplace();
    file = folder_->path() / fmt::format("{}.f32", files_++);
  }
  const cv::Mat pixels = alpha.pixels().isContinuous() ? alpha.pixels() : alpha.pixels().clone();
  std::ofstream out(file.string(), std::ios::binary);
  out.write(reinterpret_cast<const char*>(pixels.data),
            static_cast<std::streamsize>(bytes_of(pixels)));
  out.close();
  if (!out) {
    throw DataError(fmt::format("{} cannot be written, so a mode's difference to plain is unknown",
                                file.string()),
                    "free some space, or set TMPDIR to a folder that has more");
  }
  return file;
}

void PlainAlphas::settle(const PlannedCell& plain, std::size_t place, const Alpha* alpha) {
  if (users_of(plain) == 0) return;
  const auto tell = [&](const fs::path& file, cv::Size size) {
    const std::lock_guard<std::mutex> lock(mutex_);
    Entry& told = entry(plain, place);
    told.file = file;
    told.size = size;
    told.is_settled = true;
    settled_.notify_all();
  };
  if (alpha == nullptr) {
    tell({}, {});
    return;
  }
  try {
    tell(write(*alpha), alpha->size());
  } catch (const DataError&) {
    tell({}, {});
    throw;
  }
}

std::optional<Alpha> PlainAlphas::take(const PlannedCell& approximate, std::size_t place) {
  fs::path file;
  cv::Size size;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    const Entry& waited_for = entry(approximate, place);
    settled_.wait(lock, [&] { return waited_for.is_settled || given_up_; });
    file = waited_for.file;
    size = waited_for.size;
  }
  std::optional<Alpha> alpha;
  if (!file.empty()) alpha = read_floats(file, size);
  // Only now, for another cell's lane may be reading the same file.
  let_go(approximate, place);
  return alpha;
}

void PlainAlphas::let_go(const PlannedCell& approximate, std::size_t place) {
  const std::lock_guard<std::mutex> lock(mutex_);
  Entry& taken = entry(approximate, place);
  if (--taken.users_left > 0) return;
  if (!taken.file.empty()) {
    boost::system::error_code stays;  // then it goes with the folder
    fs::remove(taken.file, stays);
  }
  entries_.erase(Key{approximate.record.suite, approximate.record.model, place});
}

void PlainAlphas::give_up() {
  const std::lock_guard<std::mutex> lock(mutex_);
  given_up_ = true;
  settled_.notify_all();
}

}  // namespace mbench

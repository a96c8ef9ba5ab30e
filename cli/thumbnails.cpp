#include "cli/thumbnails.h"

#include "core/error.h"
#include "core/image_io.h"
#include "core/interrupt.h"
#include "core/sha256.h"
#include "core/thread_team.h"
#include "runners/previews.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

namespace mbench {
namespace {

constexpr int kQuality = 85;
constexpr std::size_t kNameDigits = 20;  // of a SHA-256: 80 bits, so that no two names meet

std::string file_name(const ThumbnailRequest& request, int side_px) {
  const char kind = static_cast<char>('0' + static_cast<int>(request.kind));
  return fmt::format("{}-{}.jpg", sha256(kind + request.path).substr(0, kNameDigits), side_px);
}

/// In nanoseconds since 1970; none if there is no such file.
std::optional<std::int64_t> modified_ns(const fs::path& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0) return std::nullopt;
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return std::int64_t{facts.st_mtim.tv_sec} * kNanoseconds + facts.st_mtim.tv_nsec;
}

/// The size of a thumbnail that is newer than its picture and can be read.
std::optional<cv::Size> reusable(const fs::path& thumbnail, const fs::path& picture) {
  const auto made = modified_ns(thumbnail);
  const auto changed = modified_ns(picture);
  if (!made || !changed || *made <= *changed) return std::nullopt;
  try {
    return image_size(thumbnail);
  } catch (const DataError&) {
    return std::nullopt;
  }
}

cv::Mat pixels_of(const fs::path& path, ThumbnailKind kind) {
  switch (kind) {
    case ThumbnailKind::alpha:
      return to_bytes(read_alpha(path).picture, Rounding::nearest).pixels();
    case ThumbnailKind::trimap:
      return read_trimap(path).picture.pixels();
    case ThumbnailKind::photograph:
      break;
  }
  return read_image(path).picture.pixels();
}

[[noreturn]] void cannot_write(const fs::path& path, const std::string& why) {
  throw DataError(fmt::format("{}: cannot be written: {}", path.string(), why),
                  "free some space, or choose another folder");
}

/// Appears whole. Not synced: one that a power cut damages is made again, and thousands of
/// syncs take minutes.
void write(const fs::path& path, const std::vector<unsigned char>& bytes) {
  const fs::path part = path.string() + fmt::format(".part-{}", ::getpid());
  errno = 0;
  std::ofstream stream(part.string(), std::ios::binary);
  stream.write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  stream.close();
  boost::system::error_code failure;
  if (!stream) {
    const int reason = errno == 0 ? EIO : errno;
    fs::remove(part, failure);
    cannot_write(path, std::strerror(reason));
  }
  fs::rename(part, path, failure);
  if (failure) cannot_write(path, failure.message());
}

Thumbnail make_thumbnail(const ThumbnailRequest& request, const ThumbnailOptions& options) {
  const fs::path picture = options.root / request.path;
  Thumbnail made{file_name(request, options.side_px), {}, {}};
  const fs::path file = options.folder / made.file;
  if (const auto size = reusable(file, picture)) {
    made.size = *size;
    return made;
  }
  cv::Mat small;
  try {
    small = within_side(pixels_of(picture, request.kind), options.side_px);
  } catch (const DataError& error) {
    return {{}, {}, error.what()};
  }
  write(file, encode_jpeg(small, kQuality));
  made.size = small.size();
  return made;
}

}  // namespace

std::vector<Thumbnail> make_thumbnails(const std::vector<ThumbnailRequest>& requests,
                                       const ThumbnailOptions& options, Progress& progress) {
  boost::system::error_code failure;
  fs::create_directories(options.folder, failure);
  if (failure) cannot_write(options.folder, failure.message());
  std::vector<Thumbnail> thumbnails(requests.size());
  ThreadTeam team(options.threads);
  std::atomic<std::size_t> done{0};
  progress.begin("thumbnails", requests.size());
  team.each(requests.size(), [&](std::size_t i) {
    throw_if_interrupted();
    thumbnails[i] = make_thumbnail(requests[i], options);
    progress.step(++done, requests[i].path);
  });
  progress.end();
  return thumbnails;
}

}  // namespace mbench

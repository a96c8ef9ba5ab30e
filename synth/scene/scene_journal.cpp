#include "synth/scene/scene_journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "core/error.h"
#include "core/interrupt.h"
#include "synth/scene/whole_file.h"

namespace mbench {
namespace {

using Record = SceneJournal::Record;

std::optional<std::uint64_t> number_of(const Record& record) {
  if (!record.is_object()) return std::nullopt;
  const auto number = record.find("scene");
  if (number == record.end() || !number->is_number_unsigned()) return std::nullopt;
  return number->get<std::uint64_t>();
}

/// What is in the header that should not be, as "its seed is 1, not 2"; empty if nothing. Throws
/// DataError if it is no header.
std::string difference(const fs::path& path, const std::string& line, const Record& wanted) {
  const Record found = Record::parse(line, nullptr, false);
  const bool is_header =
      found.is_object() && found.contains("format") && found.at("format") == wanted.at("format");
  if (!is_header) {
    throw DataError(fmt::format("{} is there and is no record of scenes", path.string()),
                    "choose another folder for the scenes");
  }
  for (const auto& [key, value] : wanted.items()) {
    const Record there = found.value(key, Record());
    if (there != value) {
      return fmt::format("its {} is {}, not {}", key, there.dump(), value.dump());
    }
  }
  return {};
}

}  // namespace

SceneJournal::SceneJournal(fs::path path, const Record& header,
                           const std::function<bool(const Record&)>& keep)
    : path_(std::move(path)), header_(header.dump() + "\n") {
  boost::system::error_code ignored;
  fs::create_directories(path_.parent_path(), ignored);
  file_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file_ < 0) fail("cannot write", errno);
  if (::flock(file_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(file_);
    throw DataError(fmt::format("{} is being written by another process", path_.string()),
                    "wait for it, or choose another folder");
  }
  try {
    read(header, keep);
    // What was cut off, or was of other scenes, goes before anything new comes.
    const bool is_longer = ::lseek(file_, 0, SEEK_END) > static_cast<off_t>(end_);
    if (is_longer && ::ftruncate(file_, static_cast<off_t>(end_)) != 0) fail("cannot write", errno);
    if (end_ == 0) write_at_end(header_);
  } catch (...) {
    ::close(file_);
    throw;
  }
}

SceneJournal::~SceneJournal() { ::close(file_); }

void SceneJournal::read(const Record& header, const std::function<bool(const Record&)>& keep) {
  std::ifstream stream(path_.string(), std::ios::binary);
  if (!stream) fail("cannot read", errno);
  std::uint64_t offset = 0;
  std::string different;
  for (std::string line; std::getline(stream, line);) {
    throw_if_interrupted();
    if (stream.eof()) {  // cut off
      if (offset == 0 && !header_.starts_with(line)) difference(path_, line, header);
      break;
    }
    if (offset == 0) {
      different = difference(path_, line, header);
    } else {
      const Record record = Record::parse(line, nullptr, false);
      const std::optional<std::uint64_t> number = number_of(record);
      if (number && keep(record)) lines_.push_back({*number, offset, line.size()});
    }
    offset += line.size() + 1;
  }
  if (!different.empty() && !lines_.empty()) {
    throw UsageError(
        fmt::format("{} is of scenes made in another way: {}", path_.string(), different),
        "choose another folder, remove this one, or give the options and sources that it was made "
        "with");
  }
  end_ = different.empty() ? offset : 0;
}

void SceneJournal::write_at_end(const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written =
        ::pwrite(file_, text.data() + done, text.size() - done, static_cast<off_t>(end_ + done));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      const int code = errno;
      if (::ftruncate(file_, static_cast<off_t>(end_)) != 0) fail("cannot write", errno);
      fail("cannot write", code);
    }
    done += static_cast<std::size_t>(written);
  }
  end_ += text.size();
}

void SceneJournal::append(const Record& record) {
  const std::string text = record.dump() + "\n";
  const std::optional<std::uint64_t> number = number_of(record);
  MBENCH_ASSERT(number.has_value());
  const std::lock_guard lock(mutex_);
  const std::uint64_t offset = end_;
  write_at_end(text);
  lines_.push_back({*number, offset, text.size() - 1});
}

std::vector<SceneJournal::Line> SceneJournal::sorted_lines() const {
  std::vector<Line> sorted = lines_;
  std::sort(sorted.begin(), sorted.end(), [](const Line& a, const Line& b) {
    return a.number != b.number ? a.number < b.number : a.offset > b.offset;
  });
  const auto same = [](const Line& a, const Line& b) { return a.number == b.number; };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  return sorted;
}

std::vector<std::uint64_t> SceneJournal::numbers() const {
  std::vector<std::uint64_t> numbers;
  for (const Line& line : sorted_lines()) numbers.push_back(line.number);
  return numbers;
}

void SceneJournal::each(const std::function<void(const Record&)>& take) const {
  std::ifstream stream(path_.string(), std::ios::binary);
  for (const Line& line : sorted_lines()) {
    throw_if_interrupted();
    std::string text(line.length, '\0');
    stream.seekg(static_cast<std::streamoff>(line.offset));
    if (!stream.read(text.data(), static_cast<std::streamsize>(text.size()))) {
      fail("cannot read", errno);
    }
    take(Record::parse(text));
  }
}

void SceneJournal::sort() {
  WholeFile sorted(path_);
  sorted.out() << header_;
  each([&](const Record& record) { sorted.out() << record.dump() << '\n'; });
  sorted.commit();
}

void SceneJournal::fail(const char* what, int code) const {
  throw DataError(
      fmt::format("{} {}: {}", what, path_.string(), std::strerror(code)),
      code == ENOSPC || code == EDQUOT ? "free some space and run the same command again" : "");
}

}  // namespace mbench

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fmt/format.h>

#include "core/error.h"
#include "synth/stream/sample_writer.h"

namespace mbench {
namespace {

/// PART/KEY.png and samples.jsonl.
class FileWriter : public SampleWriter {
 public:
  FileWriter(const fs::path& folder, const StreamLayout& layout)
      : folder_(folder), count_(layout.count), part_(folder / "samples.jsonl.part") {
    complete_ = fs::exists(folder / "samples.jsonl");
    if (complete_) return;
    clear_unfinished();
    take_up();
  }

  std::vector<std::uint64_t> open_samples() const override {
    std::vector<std::uint64_t> open;
    for (std::uint64_t i = done_; i < count_ && !complete_; ++i) open.push_back(i);
    return open;
  }

  void store(EncodedSample& sample) override {
    for (SampleFile& file : sample.files) {
      const fs::path path = folder_ / file.part / (sample.key + "." + file.ending);
      write_file_atomically(path, file.bytes.data(), file.bytes.size());
      file.bytes = {};
    }
  }

  void add(const EncodedSample& sample) override {
    lines_ << sample.json << '\n' << std::flush;
    require_written();
  }

  void finish() override {
    if (complete_) return;
    lines_.close();
    require_written();
    boost::system::error_code error;
    fs::rename(part_, folder_ / "samples.jsonl", error);
    if (error) {
      throw DataError(fmt::format("cannot write {}: {}", part_.string(), error.message()));
    }
  }

 private:
  /// Removes what a killed call left under write_file_atomically()'s names.
  void clear_unfinished() const {
    for (const char* part : {"image", "alpha", "trimap", "fg", "bg"}) {
      if (!fs::is_directory(folder_ / part)) continue;
      for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / part)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(".mbench-") && name.ends_with(".part")) fs::remove(entry.path());
      }
    }
  }

  /// Counts the lines of an earlier call; the last may have been cut off.
  void take_up() {
    std::ifstream earlier(part_.string(), std::ios::binary);
    std::uintmax_t bytes = 0;
    for (std::string line; std::getline(earlier, line) && !earlier.eof(); ++done_) {
      bytes += line.size() + 1;
    }
    boost::system::error_code error;
    if (earlier.is_open()) fs::resize_file(part_, bytes, error);
    if (error) {
      throw DataError(fmt::format("cannot write {}: {}", part_.string(), error.message()));
    }
    lines_.open(part_.string(), std::ios::app | std::ios::binary);
    require_written();
  }

  void require_written() {
    if (lines_) return;
    const int code = errno;
    throw DataError(fmt::format("cannot write {}: {}", part_.string(), std::strerror(code)),
                    code == ENOSPC ? "free some space and run the same command again" : "");
  }

  fs::path folder_;
  std::uint64_t count_;
  fs::path part_;
  std::ofstream lines_;
  std::uint64_t done_ = 0;
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<SampleWriter> make_file_writer(const fs::path& folder, const StreamLayout& layout) {
  return std::make_unique<FileWriter>(folder, layout);
}

}  // namespace mbench

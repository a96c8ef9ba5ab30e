#include "synth/foreground_level.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <new>
#include <thread>
#include <vector>

#include <opencv2/core.hpp>

#include "core/error.h"
#include "core/interrupt.h"

namespace mbench {
namespace {

constexpr int kStride = LayerPiece::kStride;
constexpr int kStored = 6;  ///< floats of a pixel of a coarser level

/// Of the nearest pixel, as the reference finds it.
int source_of(int place, int source_length, int length) {
  return static_cast<int>(static_cast<std::int64_t>(place) * source_length / length);
}

std::vector<int> sources_of(int source_length, int length) {
  std::vector<int> sources(static_cast<std::size_t>(length));
  for (int i = 0; i < length; ++i) {
    sources[static_cast<std::size_t>(i)] = source_of(i, source_length, length);
  }
  return sources;
}

template <typename T>
T* aligned_array(std::size_t count) {
  return static_cast<T*>(::operator new(count * sizeof(T), std::align_val_t(64)));
}

struct FreeAligned {
  void operator()(void* memory) const { ::operator delete(memory, std::align_val_t(64)); }
};

/// A row of the level while it is worked on.
struct LevelRow {
  explicit LevelRow(int width)
      : layers(aligned_array<float>(static_cast<std::size_t>(kStride) * width)),
        opacities(static_cast<std::size_t>(width) + 2),
        gathered(static_cast<std::size_t>(3) * width) {}

  const float* opacity() const { return opacities.data() + 1; }

  std::unique_ptr<float, FreeAligned> layers;
  std::vector<float> opacities;  ///< with one more at either end
  std::vector<std::uint8_t> gathered;
  const std::uint8_t* colours = nullptr;
};

/// How far a step has come. Counted through all steps, so that a place can be used again.
struct alignas(64) Progressed {
  std::atomic<std::int64_t> pixels{0};
};

/// Step y does the first iteration on row y, the second on row y-1, and so on.
class LevelSweep {
 public:
  LevelSweep(const ForegroundLevel& level, int threads, const LayerSink& sink)
      : level_(level),
        sink_(sink),
        width_(level.size.width),
        height_(level.size.height),
        columns_(sources_of(level.image.size().width, width_)),
        coarser_columns_(sources_of(level.coarser.cols, width_)),
        progressed_(static_cast<std::size_t>(threads) + 1) {
    // A step uses the rows from one below its own to one above its last. At most `threads`
    // steps are under way, those that follow each other, since none ends before the one above.
    const int rows = std::min(threads + level.iterations + 2, height_);
    for (int i = 0; i < rows; ++i) rows_.emplace_back(width_);
  }

  void run(ThreadTeam& team) {
    const int steps = height_ + level_.iterations - 1;
    team.each(static_cast<std::size_t>(steps), [&](std::size_t) {
      try {
        take_step(next_step_++);  // in order, or a step could wait for one that nobody takes
      } catch (...) {
        failed_ = true;  // or those behind would wait for ever
        throw;
      }
    });
  }

 private:
  /// The equations of two rows.
  struct Scratch {
    PixelEquations lower;
    PixelEquations upper;
  };

  LevelRow& row(int y) { return rows_[static_cast<std::size_t>(y) % rows_.size()]; }

  void take_step(int step) {
    throw_if_interrupted();
    const auto scratch = std::make_unique<Scratch>();
    if (step == 0) start_row(0);
    if (step + 1 < height_) start_row(step + 1);
    for (int begin = 0; begin < width_; begin += kSweepPixels) {
      const int end = std::min(begin + kSweepPixels, width_);
      if (step > 0 && !wait_for(step - 1, std::min(end + 1, width_))) return;
      sweep_piece(step, begin, end, *scratch);
      const int last = step - level_.iterations + 1;
      if (last >= 0) {
        sink_({last, begin, end - begin, row(last).layers.get() + kStride * begin});
      }
      announce(step, end);
    }
  }

  void sweep_piece(int step, int begin, int end, Scratch& scratch) {
    const int first = std::max(0, step - height_ + 1);
    const int last = std::min(level_.iterations - 1, step);
    for (int iteration = first; iteration <= last; iteration += 2) {
      const SweptRow lower = swept(step - iteration, begin, end, scratch.lower);
      if (iteration == last) {
        sweep_row(lower, begin, end, width_);
      } else {
        sweep_two_rows(lower, swept(step - iteration - 1, begin, end, scratch.upper), begin, end,
                       width_);
      }
    }
  }

  SweptRow swept(int y, int begin, int end, PixelEquations& equations) {
    const LevelRow& above = row(std::max(y - 1, 0));
    const LevelRow& here = row(y);
    const LevelRow& below = row(std::min(y + 1, height_ - 1));
    set_up_equations({above.opacity() + begin, here.opacity() + begin, below.opacity() + begin},
                     here.colours + 3 * begin, end - begin, level_.pull, equations);
    return {above.layers.get(), here.layers.get(), below.layers.get(), &equations};
  }

  void start_row(int y) {
    LevelRow& to = row(y);
    const int source = source_of(y, level_.image.size().height, height_);
    const std::uint8_t* const colours = level_.image.pixels().ptr(source);
    if (width_ == level_.image.size().width) {
      to.colours = colours;
    } else {
      std::uint8_t* gathered = to.gathered.data();
      for (const int column : columns_) {
        for (int c = 0; c < 3; ++c) *gathered++ = colours[3 * column + c];
      }
      to.colours = to.gathered.data();
    }
    if (level_.alpha.is_bytes()) {
      const std::uint8_t* const opacities = level_.alpha.pixels().ptr(source);
      start_opacities(to, [&](int x) { return static_cast<float>(opacities[x]) / 255.0F; });
    } else {
      const float* const opacities = level_.alpha.pixels().ptr<float>(source);
      start_opacities(to, [&](int x) { return opacities[x]; });
    }
    start_layers(y, to.layers.get());
  }

  template <typename Opacity>
  void start_opacities(LevelRow& to, Opacity opacity) const {
    for (std::size_t x = 0; x < columns_.size(); ++x) to.opacities[x + 1] = opacity(columns_[x]);
    to.opacities.front() = to.opacities[1];
    to.opacities.back() = to.opacities[columns_.size()];
  }

  void start_layers(int y, float* to) const {
    const float* const from = level_.coarser.ptr<float>(source_of(y, level_.coarser.rows, height_));
    for (const int column : coarser_columns_) {
      const float* const pixel = from + kStored * column;
      for (int c = 0; c < 3; ++c) {
        to[c] = pixel[c];
        to[4 + c] = pixel[3 + c];
      }
      to[3] = to[7] = 0;
      to += kStride;
    }
  }

  std::atomic<std::int64_t>& progressed(int step) {
    return progressed_[static_cast<std::size_t>(step) % progressed_.size()].pixels;
  }

  std::int64_t counted(int step, int pixels) const {
    return static_cast<std::int64_t>(step) * width_ + pixels;
  }

  void announce(int step, int pixels) {
    progressed(step).store(counted(step, pixels), std::memory_order_release);
  }

  /// False if another thread has failed.
  bool wait_for(int step, int pixels) {
    constexpr int kLooks = 200;  // a piece takes microseconds
    const std::int64_t wanted = counted(step, pixels);
    for (int look = 0; progressed(step).load(std::memory_order_acquire) < wanted; ++look) {
      if (failed_.load(std::memory_order_relaxed)) return false;
      if (look >= kLooks) std::this_thread::yield();
    }
    return true;
  }

  const ForegroundLevel& level_;
  const LayerSink& sink_;
  int width_;
  int height_;
  std::vector<int> columns_;  ///< of the image, by column of the level
  std::vector<int> coarser_columns_;
  std::vector<LevelRow> rows_;
  std::vector<Progressed> progressed_;
  std::atomic<int> next_step_{0};
  std::atomic<bool> failed_{false};
};

}  // namespace

void sweep_level(const ForegroundLevel& level, ThreadTeam& team, const LayerSink& sink) {
  MBENCH_ASSERT(level.image.size() == level.alpha.size());
  MBENCH_ASSERT(level.coarser.type() == CV_32FC(kStored));
  MBENCH_ASSERT(level.iterations > 0 && !level.size.empty());
  // Below this, waking threads takes longer than the work.
  constexpr int kLeastWidth = 4 * kSweepPixels;
  if (level.size.width >= kLeastWidth && level.size.height > 1) {
    LevelSweep(level, team.threads(), sink).run(team);
  } else {
    ThreadTeam alone(1);
    LevelSweep(level, 1, sink).run(alone);
  }
}

}  // namespace mbench

#include "synth/ellipse_erosion.h"

#include "core/error.h"

#include <algorithm>
#include <array>
#include <utility>

namespace mbench {
namespace {

constexpr int kWordPixels = BitMask::kWordPixels;
constexpr std::uint64_t kAll = ~std::uint64_t{0};
/// What is eroded together: wide enough for its margins to count little, narrow enough for all
/// rows of a large kernel to stay in the processor's nearest caches.
constexpr int kTileWords = 16;
/// Beside the tile, what the largest kernel reaches.
constexpr int kMarginWords = (kLargestEllipsePx / 2 + kWordPixels) / kWordPixels;
/// Rows that are eroded together at least, in kernels.
constexpr int kBandKernels = 4;
constexpr int kSmallestBandRows = 256;
/// Combining kernels beyond this size takes longer than it saves.
constexpr int kLargestCombinedPx = 96;

/// All rows of a kernel that have one span.
struct Level {
  SpanKernel::Span span;
  std::vector<int> rows;  ///< below the pixel
};

/// Narrowest first; each holds the one before it, by SpanKernel's promise.
std::vector<Level> levels_of(const SpanKernel& kernel) {
  std::vector<Level> levels;
  for (int row = kernel.first_row; row <= kernel.last_row(); ++row) {
    const SpanKernel::Span& span = kernel.rows[static_cast<std::size_t>(row - kernel.first_row)];
    const auto same = std::find_if(levels.begin(), levels.end(),
                                   [&](const Level& level) { return level.span == span; });
    if (same == levels.end()) {
      levels.push_back({span, {row}});
    } else {
      same->rows.push_back(row);
    }
  }
  const auto width = [](const Level& level) { return level.span.right - level.span.left; };
  std::sort(levels.begin(), levels.end(),
            [&](const Level& one, const Level& other) { return width(one) < width(other); });
  return levels;
}

using TileRow = std::array<std::uint64_t, kTileWords>;

int words_for(int pixels) { return (pixels + kWordPixels - 1) / kWordPixels; }

/// A stretch of a row with a margin on both sides. Only the words between those that have an
/// unset bit, and what these can reach, are worked on; the others stay set.
class Strip {
 public:
  /// A kernel reaches `margin_words` to both sides at most.
  explicit Strip(int margin_words) : margin_(margin_words) {}

  /// Takes a tile from word `first` of a row on, with its margins; whether any bit is unset.
  bool take(const std::uint64_t* row, int row_words, int first) {
    int left = std::max(first - margin_, 0);
    int right = std::min(first + kTileWords + margin_, row_words);
    while (left < right && row[left] == kAll) ++left;
    while (left < right && row[right - 1] == kAll) --right;
    if (left == right) return false;
    words_.fill(kAll);
    next_.fill(kAll);
    const int shift = kFirst - first;
    std::copy(row + left, row + right, words_.begin() + left + shift);
    begin_ = std::max(left + shift - margin_, kFirst - margin_);
    end_ = std::min(right + shift + margin_, kFirst + kTileWords + margin_);
    return true;
  }

  /// From the erosion by span `from` to that by `to`, which holds `from`.
  void widen(SpanKernel::Span from, SpanKernel::Span to) {
    while (!(from == to)) {
      // Two copies moved apart by no more than their width leave no gap.
      const int width = from.right - from.left + 1;
      const int left = std::min(from.left - to.left, width);
      const int right = std::min(to.right - from.right, width - left);
      spread(-left, right);
      from = {from.left - left, from.right + right};
    }
  }

  /// Clears in a tile's row what is unset here; whether any of that stretch is left.
  bool lay_over(TileRow& row) const {
    std::uint64_t any = 0;
    const int end = std::min(end_, kFirst + kTileWords);
    for (int i = std::max(begin_, kFirst); i < end; ++i) {
      std::uint64_t& word = row[static_cast<std::size_t>(i - kFirst)];
      word &= words_[static_cast<std::size_t>(i)];
      any |= word;
    }
    return any != 0;
  }

 private:
  /// Where the tile begins; `spread` reads up to two margins before and behind it.
  static constexpr int kFirst = 2 * kMarginWords;
  static constexpr std::size_t kWords = kTileWords + 4 * kMarginWords + 2;

  /// Rounded down.
  static int word_of(int pixel) {
    return pixel >= 0 ? pixel / kWordPixels : -((kWordPixels - 1 - pixel) / kWordPixels);
  }

  /// Each pixel: both the one at offset `left` and the one at offset `right`.
  void spread(int left, int right) {
    const std::uint64_t* const ones = words_.data() + begin_ + word_of(left);
    const std::uint64_t* const others = words_.data() + begin_ + word_of(right);
    const int one_bit = left - word_of(left) * kWordPixels;
    const int other_bit = right - word_of(right) * kWordPixels;
    std::uint64_t* const to = next_.data() + begin_;
    const int count = end_ - begin_;
    for (int i = 0; i < count; ++i) {
      // Twice, as shifting by 64 at once is undefined.
      const std::uint64_t one = ones[i] >> one_bit | ones[i + 1] << 1 << (63 - one_bit);
      const std::uint64_t other = others[i] >> other_bit | others[i + 1] << 1 << (63 - other_bit);
      to[i] = one & other;
    }
    std::swap(words_, next_);
  }

  int margin_;
  int begin_ = 0;
  int end_ = 0;
  std::array<std::uint64_t, kWords> words_;
  std::array<std::uint64_t, kWords> next_;
};

/// The mask with everything set but the unset pixels beside a set one. By SpanKernel's promise
/// nothing else erodes a set pixel: on the way to it from an unset one, up or down first and
/// then along its row, lies such an edge, from which it is within the kernel as well.
BitMask edges_of(const BitMask& mask, ThreadTeam& team) {
  BitMask edges(mask.size());
  const int words = mask.words();
  const int height = mask.size().height;
  constexpr int kPieceRows = 64;
  const auto find = [&](int y) {
    const std::uint64_t* const row = mask.row(y);
    const std::uint64_t* const above = mask.row(std::max(y - 1, 0));
    const std::uint64_t* const below = mask.row(std::min(y + 1, height - 1));
    std::uint64_t* const to = edges.row(y);
    for (int i = 0; i < words; ++i) {
      const std::uint64_t before = i > 0 ? row[i - 1] >> (kWordPixels - 1) : 0;
      std::uint64_t beside = row[i] << 1 | before;
      // What lies beyond the last pixel is set, and no neighbour.
      std::uint64_t right = row[i] >> 1;
      if (i + 1 < words) {
        right |= row[i + 1] << (kWordPixels - 1);
      } else {
        right = (row[i] & ~mask.beyond()) >> 1;
      }
      beside |= right | above[i] | below[i];
      to[i] = row[i] | ~beside;
    }
    edges.close_row(y);
  };
  const int pieces = (height + kPieceRows - 1) / kPieceRows;
  team.each(static_cast<std::size_t>(pieces), [&](std::size_t piece) {
    const int first = static_cast<int>(piece) * kPieceRows;
    for (int y = first; y < std::min(first + kPieceRows, height); ++y) find(y);
  });
  return edges;
}

/// Erodes one tile's rows `first` to `end`, in place.
class TileErosion {
 public:
  TileErosion(const BitMask& edges, const SpanKernel& kernel, const std::vector<Level>& levels)
      : edges_(edges), kernel_(kernel), levels_(levels) {
    const SpanKernel::Span& widest = levels.back().span;
    margin_ = words_for(std::max(-widest.left, widest.right));
    MBENCH_ASSERT(margin_ <= kMarginWords);
  }

  void run(int first_word, int first, int end, BitMask& mask) const {
    Band band{first, end, std::vector<TileRow>(static_cast<std::size_t>(end - first)), {}};
    const int words = std::min(kTileWords, mask.words() - first_word);
    const std::uint64_t beyond = mask.beyond();
    for (int y = first; y < end; ++y) {
      TileRow& row = band.rows[static_cast<std::size_t>(y - first)];
      row.fill(0);
      std::copy_n(mask.row(y) + first_word, words, row.begin());
      // Pixels that are none keep no row alive.
      if (first_word + words == mask.words()) row[static_cast<std::size_t>(words - 1)] &= ~beyond;
      band.is_alive.push_back(has_any(row) ? 1 : 0);
    }
    Strip strip(margin_);
    const int last_source = std::min(end - 1 + kernel_.last_row(), edges_.size().height - 1);
    for (int source = std::max(first + kernel_.first_row, 0); source <= last_source; ++source) {
      if (strip.take(edges_.row(source), edges_.words(), first_word)) lay(strip, source, band);
    }
    for (int y = first; y < end; ++y) {
      std::copy_n(band.rows[static_cast<std::size_t>(y - first)].begin(), words,
                  mask.row(y) + first_word);
      if (first_word + words == mask.words()) mask.close_row(y);
    }
  }

 private:
  struct Band {
    int first;
    int end;
    std::vector<TileRow> rows;
    std::vector<char> is_alive;  ///< whether the row has a set bit
  };

  static bool has_any(const TileRow& row) {
    return std::any_of(row.begin(), row.end(), [](std::uint64_t word) { return word != 0; });
  }

  /// Lays one row's erosions over all rows that they count for and that have something to lose.
  void lay(Strip& strip, int source, Band& band) const {
    SpanKernel::Span span{0, 0};
    for (const Level& level : levels_) {
      for (const int below : level.rows) {
        const int y = source - below;
        if (y < band.first || y >= band.end) continue;
        const auto i = static_cast<std::size_t>(y - band.first);
        if (band.is_alive[i] == 0) continue;
        strip.widen(span, level.span);
        span = level.span;
        if (!strip.lay_over(band.rows[i])) band.is_alive[i] = has_any(band.rows[i]) ? 1 : 0;
      }
    }
  }

  const BitMask& edges_;
  const SpanKernel& kernel_;
  const std::vector<Level>& levels_;
  int margin_ = 0;
};

}  // namespace

BitMask eroded(const BitMask& mask, const SpanKernel& kernel, ThreadTeam& team) {
  const std::vector<Level> levels = levels_of(kernel);
  const BitMask edges = edges_of(mask, team);
  const TileErosion erosion(edges, kernel, levels);
  BitMask result = mask;
  const int height = mask.size().height;
  const int band_rows =
      team.threads() == 1
          ? height
          : std::max(kSmallestBandRows, kBandKernels * static_cast<int>(kernel.rows.size()));
  const int bands = (height + band_rows - 1) / band_rows;
  const int tiles = (mask.words() + kTileWords - 1) / kTileWords;
  team.each(static_cast<std::size_t>(tiles) * static_cast<std::size_t>(bands), [&](std::size_t i) {
    const int tile = static_cast<int>(i) % tiles;
    const int first = static_cast<int>(i) / tiles * band_rows;
    erosion.run(tile * kTileWords, first, std::min(first + band_rows, height), result);
  });
  return result;
}

BitMask eroded_by_ellipse(const BitMask& mask, int ellipse_px, int iterations, ThreadTeam& team) {
  MBENCH_ASSERT(iterations >= 1);
  const SpanKernel once = ellipse_kernel(ellipse_px);
  BitMask result = mask;
  if (ellipse_px == 1) return result;
  for (int done = 0; done < iterations;) {
    SpanKernel several = once;
    int times = 1;
    while (done + times < iterations &&
           static_cast<int>(several.rows.size() + once.rows.size()) <= kLargestCombinedPx) {
      const std::optional<SpanKernel> more = combined(several, once);
      if (!more) break;
      several = *more;
      ++times;
    }
    result = eroded(result, several, team);
    done += times;
  }
  return result;
}

}  // namespace mbench
